#!/usr/bin/env python3
"""Holds programs of several builds to the same bytes in virtual time.

    same_bytes.py [--times N] PROGRAM PROGRAM...

Each program runs the scenarios and the sweep in same-bytes/ and the fate logs are kept. What it writes (reports, sweep
results, fate logs) must be what the first program wrote, octet for octet, only the facts about the host left out. The
first program does it N times over.

Nothing is compared with the past: what a change means to alter, it alters in every build alike.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

INPUTS = pathlib.Path(__file__).resolve().parent / "same-bytes"
SWEEP = INPUTS / "queues.json"
SCENARIOS = sorted(path for path in INPUTS.glob("*.json") if path != SWEEP)
WRITTEN = {".json", ".jsonl", ".csv", ".pcapng", ".qlog"}
HOST = '"host": '


def without_host(text):
    """The report as it stands, but for the value of its host."""
    begin = text.index(HOST) + len(HOST)
    _, end = json.JSONDecoder().raw_decode(text, begin)
    return text[:begin] + text[end:]


def call(program, folder, arguments):
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{program} {' '.join(arguments)}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")


def written_by(program):
    """What the program writes, by file."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        call(program, folder, ["run", *map(str, SCENARIOS), "--quiet", "--trace", "fates"])
        call(program, folder, ["sweep", str(SWEEP), "--quiet", "--output", "results/sweep"])
        files = [path for path in folder.rglob("*") if path.is_file() and path.suffix in WRITTEN]
        texts = {str(path.relative_to(folder)): path.read_bytes().decode(errors="surrogateescape") for path in files}
    reports = {f"results/{path.stem}.json" for path in SCENARIOS}
    missing = reports - texts.keys()
    if missing:
        sys.exit(f"{program} wrote no {', '.join(sorted(missing))}")
    return {name: without_host(text) if name in reports else text for name, text in texts.items()}


def first_difference(one, other):
    ours, theirs = one.splitlines(), other.splitlines()
    for number, (a, b) in enumerate(zip(ours, theirs), 1):
        if a != b:
            return f"line {number}:\n    {a[:200]}\n    {b[:200]}"
    return f"{len(ours)} lines against {len(theirs)}"


def check(first, again, who):
    if first.keys() != again.keys():
        sys.exit(f"{who} wrote other files: {', '.join(sorted(first.keys() ^ again.keys()))}")
    for name, text in first.items():
        if text != again[name]:
            sys.exit(f"{who} wrote another {name}, from {first_difference(text, again[name])}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    programs = [str(pathlib.Path(program).resolve()) for program in options.programs]
    began = time.monotonic()
    first = written_by(programs[0])
    others = [(programs[0], f"{options.programs[0]}, at time {number},") for number in range(2, options.times + 1)]
    others += zip(programs[1:], options.programs[1:])
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (_, who), again in zip(others, pool.map(lambda other: written_by(other[0]), others)):
            check(first, again, who)
    logs = sum(name.endswith(".jsonl") for name in first)
    octets = sum(len(text.encode(errors="surrogateescape")) for text in first.values())
    print(f"{len(SCENARIOS)} reports, {logs} fate logs and a sweep's results ({octets} octets): "
          f"the same {options.times} of {options.times} times from {options.programs[0]}"
          + "".join(f", and from {name}" for name in options.programs[1:])
          + f" ({time.monotonic() - began:.0f} s)")


if __name__ == "__main__":
    main()
