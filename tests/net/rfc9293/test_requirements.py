#!/usr/bin/env python3
"""requirements.py can fail: each thing it guards against, tried on the real table and the real programs.

  test_requirements.py TABLE PAGE PROGRAM=PATH ...
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import requirements

TABLE = None
PAGE = None
PROGRAMS = []


class Requirements(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.table = self.folder / "requirements.tsv"
        self.page = self.folder / "REQUIREMENTS.md"
        shutil.copy(TABLE, self.table)
        shutil.copy(PAGE, self.page)

    def complaints(self):
        """What the program says, run as the suite runs it; nothing when it is content."""
        script = pathlib.Path(requirements.__file__)
        command = [sys.executable, script, "--table", self.table, "--page", self.page, *PROGRAMS]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode != 0, bool(run.stderr))
        return run.stderr

    def change(self, old, new, path=None):
        path = path or self.table
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def first_test(self):
        return next(r for r in requirements.read_table(self.table) if r.is_must and r.tests).tests[0]

    def test_the_real_table_is_accepted(self):
        self.assertEqual(self.complaints(), "")

    def test_an_invented_test_is_noticed(self):
        self.change(self.first_test(), self.first_test() + "_which_nobody_wrote")
        self.assertIn("there is no test", self.complaints())

    def test_an_invented_test_of_another_program_is_noticed(self):
        self.change(self.first_test(), "invented_program/suite/case")
        self.assertIn("there is no test invented_program/suite/case", self.complaints())

    def test_a_suite_is_no_test(self):
        self.change(self.first_test(), self.first_test().rsplit("/", 1)[0])
        self.assertIn("there is no test", self.complaints())

    def test_a_must_without_test_is_noticed(self):
        row = next(r for r in requirements.read_table(self.table) if r.is_must and len(r.tests) == 1 and r.udp == "Y")
        self.change(row.tests[0], "")
        self.assertIn("applies and has no test", self.complaints())

    def test_too_few_shlds_are_noticed(self):
        lines = self.table.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("SHLD-1")]
        self.table.write_text("\n".join(kept) + "\n", encoding="utf-8")
        self.assertIn("SHLDs have a test", self.complaints())

    def test_a_page_out_of_date_is_noticed(self):
        self.change("| MUST-1 |", "| MUST-1 (edited by hand) |", self.page)
        self.assertIn("is not what", self.complaints())

    def test_nested_suites_are_read(self):
        listing = "outer*\n    inner*\n        one*\n        two*: with a description\n    three*\nfour\n"
        self.assertEqual(
            requirements.parse_content("p", listing),
            {"p/outer/inner/one", "p/outer/inner/two", "p/outer/three", "p/four"},
        )


if __name__ == "__main__":
    TABLE, PAGE, *PROGRAMS = sys.argv[1:]
    unittest.main(argv=[sys.argv[0]])
