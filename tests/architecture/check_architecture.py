#!/usr/bin/env python3
"""Keeps the house in order: include arrows, sizes, and what must not be used where.

    check_architecture.py ROOT     one line for each broken rule; exit code 1 if there is any
"""
import pathlib
import re
import sys

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 70

# What each room may include, besides itself.
NET = ["net/base", "net/wire", "net/congestion", "net/transport", "net/socket"]
SIM = ["sim/link", "sim/theory", "sim/path", "sim/picture", "sim/workload", "sim/contender", "sim/capture", "sim/scenario", "sim/run", "sim/report", "sim/retell", "sim/takeapart",
       "sim/advise", "sim/journal", "sim/sweep", "sim/cli"]
MAY_INCLUDE = {room: NET[:i] for i, room in enumerate(NET)}
MAY_INCLUDE["net/congestion"] = ["net/base"]
MAY_INCLUDE["sim/link"] = ["net/base", "net/wire"]
for number, room in enumerate(SIM[1:], start=1):
    MAY_INCLUDE[room] = NET + SIM[:number]
MAY_INCLUDE["sim/theory"] = ["net/base", "sim/link"]
MAY_INCLUDE["sim/journal"] = ["net/base"]
MAY_INCLUDE["sim/picture"] = ["net/base"]

# Rooms that know no clock, socket, thread or source of entropy.
PURE_ROOMS = ["net/base", "net/wire", "net/congestion", "net/transport", "sim/link", "sim/theory", "sim/picture", "sim/workload"]
IMPURE = re.compile(
    r"(system_clock|steady_clock|high_resolution_clock|clock_gettime|gettimeofday|random_device|getrandom|getentropy"
    r"|std::(this_thread|thread|jthread|mutex|async|condition_variable)|\bsocket\(|\bsleep\(|\brand\(|\btime\(nullptr)")
# Everywhere: engines and distributions differ between libraries, so no number may depend on them.
UNREPEATABLE = re.compile(r"std::(\w+_distribution|mt19937|default_random_engine|random_device|shuffle)|\b(std::)?rand\(")

SYSTEM_HEADER = re.compile(
    r"<(sys/|netinet/|arpa/|linux/|net/if|netdb\.h|unistd\.h|fcntl\.h|poll\.h|sched\.h|pthread\.h|signal\.h|csignal|termios\.h"
    r"|ifaddrs\.h|thread|mutex|condition_variable|future|stop_token)")
SYSTEM_ROOMS = ["net/socket", "sim/path", "sim/cli"]
# A report is written whole or not at all: fsync and rename have no counterpart in the standard library.
# Runs in virtual time are made in all processors: of a sweep, and of those who look for what breaks a promise.
SYSTEM_FILES = {"sim/report/write_whole.cpp", "sim/run/pool.cpp"}

ONLY_IN = [
    ("nlohmann/", ["sim/scenario", "sim/report", "sim/retell", "sim/takeapart", "sim/advise", "sim/sweep"], ".cpp"),
    ("sqlite3.h", ["sim/journal"], ".cpp"),
    ("png.h", ["sim/picture"], ".cpp"),
    ("boost/program_options", ["sim/cli"], ""),
]

STRINGS_AND_COMMENTS = re.compile(
    r'R"([^(]*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*(?:.|\n)*?\*/')


PREPROCESSOR = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.MULTILINE)


def code_only(text):
    """The text with strings, comments and preprocessor lines blanked, line numbers kept."""
    for blanked in (STRINGS_AND_COMMENTS, PREPROCESSOR):
        text = blanked.sub(lambda m: "\n" * m.group(0).count("\n"), text)
    return text


def room_of(path):
    return "/".join(path.split("/")[:2])


def check_includes(path, text):
    room = room_of(path)
    if room not in MAY_INCLUDE:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if not found:
            continue
        quote, target = found.groups()
        if quote == '"':
            target_room = room_of(target)
            if target_room not in MAY_INCLUDE:
                yield number, f'"{target}" is no path from the root into net/ or sim/'
            elif target_room != room and target_room not in MAY_INCLUDE[room]:
                yield number, f"{room} must not include {target_room}: arrows point one way"
        if SYSTEM_HEADER.match(f"<{target}") and room not in SYSTEM_ROOMS and path not in SYSTEM_FILES:
            yield number, f"<{target}> belongs in net/socket or sim/path only"
        for prefix, rooms, suffix in ONLY_IN:
            if target == "nlohmann/json_fwd.hpp" and room in rooms:
                continue  # names without the weight
            if target.startswith(prefix) and not (room in rooms and path.endswith(suffix)):
                yield number, f"<{target}> belongs in {' and '.join(rooms)} {suffix} files only"


def check_words(path, code):
    pure = room_of(path) in PURE_ROOMS
    for number, line in enumerate(code.splitlines(), start=1):
        if UNREPEATABLE.search(line):
            yield number, "use net/base/random.hpp: standard engines and distributions do not repeat everywhere"
        elif pure and IMPURE.search(line):
            yield number, f"{room_of(path)} takes time and chance as arguments; it must not fetch them"


def functions(code):
    """(first line, line count, heading) of each function: a block with a parameter list, directly in a
    namespace, a class or the file."""
    stack, heading_start, line = [], 0, 1
    start_line = 1
    for position, letter in enumerate(code):
        if letter == "\n":
            line += 1
            if not code[heading_start:position].strip():
                start_line = line
        elif letter == "{":
            heading = code[heading_start:position].strip()
            outside = all(kind == "scope" for kind, _, _ in stack)
            is_scope = bool(re.match(r"(inline\s+)?namespace\b|extern\b", heading)) or (
                bool(re.search(r"\b(class|struct|union|enum)\b", heading)) and "(" not in heading)
            kind = "scope" if outside and is_scope else "function" if outside and "(" in heading else "block"
            stack.append((kind, start_line, heading))
            heading_start, start_line = position + 1, line
        elif letter == "}":
            if stack:
                kind, first, heading = stack.pop()
                if kind == "function":
                    yield first, line - first + 1, " ".join(heading.split())
            heading_start, start_line = position + 1, line
        elif letter == ";":
            heading_start, start_line = position + 1, line


def check_sizes(path, text, code):
    lines = text.count("\n")
    if lines > MAX_FILE_LINES:
        yield 1, f"{lines} lines; a file holds one concept in at most {MAX_FILE_LINES}"
    for first, length, heading in functions(code):
        if length > MAX_FUNCTION_LINES:
            yield first, f"a function of {length} lines ({heading[:60]}); at most {MAX_FUNCTION_LINES}"


def check_header(path, text):
    if not path.endswith(".hpp"):
        return
    if not text.startswith("#pragma once"):
        yield 1, "a header starts with #pragma once"
    if path.startswith(("net/", "sim/")) and "///" not in text:
        yield 1, "a public header says what it is for, in a /// comment"


def check_file(path, text):
    code = code_only(text)
    for rule in (check_includes(path, text), check_words(path, code), check_sizes(path, text, code),
                 check_header(path, text)):
        for number, sentence in rule:
            yield f"{path}:{number}: {sentence}"


def check_tree(root):
    root = pathlib.Path(root)
    for folder in ("net", "sim", "tests"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in (".cpp", ".hpp") and file.is_file():
                yield from check_file(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    broken = list(check_tree(sys.argv[1]))
    print("\n".join(broken) if broken else "The house is in order.")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
