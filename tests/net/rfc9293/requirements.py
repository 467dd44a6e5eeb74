#!/usr/bin/env python3
"""Makes net/REQUIREMENTS.md from requirements.tsv, and proves that every test it names exists.

  requirements.py --table requirements.tsv --page net/REQUIREMENTS.md PROGRAM=PATH ... [--write]

Each PROGRAM=PATH is a Boost.Test program, which is asked for its test cases. Fails when a test that the
table names does not exist, when a MUST that applies has no test, when too few SHLDs have one, or when
the page is not what the table makes; --write writes it instead.
"""

import argparse
import csv
import dataclasses
import pathlib
import subprocess
import sys

COLUMNS = ["id", "asks", "udp", "ip", "tests", "reason"]
APPLIES = {
    "Y": "yes",
    "Y*": "yes, with addresses as the carriage has them",
    "P": "partly",
    "C": "if offered",
    "U": "receiving",
    "N": "no",
}
FEWEST_SHLD = 27

HEAD = """# RFC 9293, requirement by requirement

{must} of the {must_all} MUSTs and MUST NOTs and {shld} of the {shld_all} SHOULDs of RFC 9293, appendix B, that
this list holds are kept, each by the tests named beside it. {must_not_applying} MUSTs do not apply.

What "applies" means differs between the two carriages: in UDP datagrams the IP header belongs to the
system; directly in IP it is ours. A test is named as `program/suite/case`; run one with
`build/dev/tests/.../test_PROGRAM --run_test=SUITE/CASE`.

Made from `tests/net/rfc9293/requirements.tsv` by `tests/net/rfc9293/requirements.py --write`; the suite
fails when a test named here does not exist or this page is out of date.

| requirement | asks | in UDP | in IP | kept by |
|---|---|---|---|---|
"""


@dataclasses.dataclass
class Requirement:
    id: str
    asks: str
    udp: str
    ip: str
    tests: list
    reason: str

    @property
    def is_must(self):
        return self.id.startswith("MUST-")

    @property
    def applies(self):
        """What is asked only of a feature that is not offered, or of a layer that is not ours, does not."""
        return bool(self.tests) or not {self.udp, self.ip} <= {"N", "C"}


def read_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows[0] != COLUMNS:
        raise SystemExit(f"{path}: the columns are {rows[0]}, not {COLUMNS}")
    requirements = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS):
            raise SystemExit(f"{path}:{number}: {len(row)} columns, not {len(COLUMNS)}")
        cells = dict(zip(COLUMNS, row))
        cells["tests"] = cells["tests"].split()
        requirements.append(Requirement(**cells))
    return requirements


def parse_content(program, listing):
    """The test cases in what --list_content prints: an indented tree, one name a line, enabled ones with *."""
    names = set()
    path = []
    lines = [line for line in listing.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        depth = (len(line) - len(line.lstrip())) // 4
        path = path[:depth] + [line.strip().split(":")[0].rstrip("*")]
        after = lines[index + 1] if index + 1 < len(lines) else ""
        is_suite = (len(after) - len(after.lstrip())) // 4 > depth
        if not is_suite:
            names.add("/".join([program, *path]))
    return names


def test_cases(programs):
    names = set()
    for program, path in programs.items():
        run = subprocess.run([path, "--list_content"], capture_output=True, text=True, check=True)
        found = parse_content(program, run.stderr + run.stdout)
        if not found:
            raise SystemExit(f"{path} lists no test cases")
        names |= found
    return names


def problems(requirements, existing):
    found = []
    seen = set()
    for requirement in requirements:
        if requirement.id in seen:
            found.append(f"{requirement.id} stands in the table twice")
        seen.add(requirement.id)
        for column in (requirement.udp, requirement.ip):
            if column not in APPLIES:
                found.append(f"{requirement.id}: nobody knows what '{column}' means")
        for test in requirement.tests:
            if test not in existing:
                found.append(f"{requirement.id}: there is no test {test}")
        if not requirement.tests and not requirement.reason:
            found.append(f"{requirement.id} has neither a test nor a reason")
        if requirement.is_must and requirement.applies and not requirement.tests:
            found.append(f"{requirement.id} applies and has no test")
    kept = sum(1 for requirement in requirements if not requirement.is_must and requirement.tests)
    if kept < FEWEST_SHLD:
        found.append(f"only {kept} SHLDs have a test, not {FEWEST_SHLD}")
    return found


def count(requirements, kind, keep):
    return sum(1 for requirement in requirements if requirement.is_must == (kind == "MUST") and keep(requirement))


def page(requirements):
    text = HEAD.format(
        must=count(requirements, "MUST", lambda r: bool(r.tests)),
        must_all=count(requirements, "MUST", lambda r: r.applies),
        must_not_applying=count(requirements, "MUST", lambda r: not r.applies),
        shld=count(requirements, "SHLD", lambda r: bool(r.tests)),
        shld_all=count(requirements, "SHLD", lambda r: True),
    )
    for requirement in requirements:
        kept_by = [f"`{test}`" for test in requirement.tests]
        if requirement.reason:
            kept_by.append(requirement.reason)
        applies = [APPLIES[requirement.udp], APPLIES[requirement.ip]]
        text += f"| {requirement.id} | {requirement.asks} | {' | '.join(applies)} | {'<br>'.join(kept_by)} |\n"
    return text


def main(arguments):
    parser = argparse.ArgumentParser(description="The table of RFC 9293's requirements and their tests")
    parser.add_argument("--table", type=pathlib.Path, required=True)
    parser.add_argument("--page", type=pathlib.Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("programs", nargs="+", metavar="PROGRAM=PATH")
    options = parser.parse_args(arguments)
    programs = dict(program.split("=", 1) for program in options.programs)

    requirements = read_table(options.table)
    found = problems(requirements, test_cases(programs))
    made = page(requirements)
    if options.write:
        options.page.write_text(made, encoding="utf-8")
    elif not options.page.exists() or options.page.read_text(encoding="utf-8") != made:
        found.append(f"{options.page} is not what {options.table} makes: run this again with --write")
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
