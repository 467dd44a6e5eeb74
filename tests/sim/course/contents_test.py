#!/usr/bin/env python3
"""The course holds together: its table of contents lists what there is, in order, and every lesson is complete.

    contents_test.py ROOT ACKLAB
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(sys.argv[1])
SCENARIOS = ROOT / "scenarios"
ACKLAB = sys.argv[2]
FOLDERS = ["reliability", "windows", "timers", "congestion", "real-time", "datagrams", "failure"]
LANGUAGES = ["en", "zh"]


def listed():
    finished = subprocess.run([ACKLAB, "list", "--json"], env={**os.environ, "ACKLAB_SCENARIOS": str(SCENARIOS)},
                              capture_output=True, text=True, timeout=100, check=False)
    if finished.returncode != 0:
        sys.exit(finished.stderr)
    return json.loads(finished.stdout)["scenarios"]


ENTRIES = listed()


def english(text):
    return text if isinstance(text, str) else text["en"]


def flat(text):
    return " ".join(text) if isinstance(text, list) else text


class TheCourse(unittest.TestCase):
    def test_the_table_of_contents_lists_every_scenario_in_order_and_nothing_else(self):
        written = re.findall(r"^- \[([^\]]+)\]\(([^)]+)\.json\): (.+)$", (SCENARIOS / "README.md").read_text(encoding="utf-8"),
                             re.MULTILINE)
        there = [(entry["number"] or entry["place"].split("/")[-1], entry["place"], english(entry["title"] or entry["question"]))
                 for entry in ENTRIES]
        self.assertEqual(written, there)

    def test_folders_stand_in_teaching_order(self):
        folders = [folder for folder in dict.fromkeys(entry["folder"] for entry in ENTRIES) if folder in FOLDERS]
        self.assertEqual(folders, [folder for folder in FOLDERS if folder in folders])

    def test_every_lesson_is_numbered_once_and_named_after_its_file(self):
        for entry in ENTRIES:
            with self.subTest(entry["place"]):
                name = entry["place"].split("/")[-1]
                if entry["folder"] in FOLDERS:
                    self.assertRegex(name, r"^[0-9]{2}-[a-z0-9-]+$")
                    name = name[3:]
                self.assertEqual(entry["name"], name)
        for what in ("place", "name"):
            doubled = [value for value, count in collections.Counter(entry[what] for entry in ENTRIES).items() if count > 1]
            self.assertEqual(doubled, [])
        numbers = collections.Counter((entry["folder"], entry["number"]) for entry in ENTRIES if entry["number"])
        self.assertEqual([number for number, count in numbers.items() if count > 1], [])

    def test_every_scenario_tells_all_a_lesson_needs_in_every_language(self):
        for entry in ENTRIES:
            if entry["kind"] != "scenario":
                continue
            with self.subTest(entry["place"]):
                for what in ("title", "question", "explanation"):
                    self.assertIsInstance(entry[what], dict, what)
                    for language in LANGUAGES:
                        self.assertTrue(flat(entry[what].get(language, "")).strip(), f"{what} in {language}")
                self.assertRegex(flat(entry["explanation"]["zh"]), "[\u4e00-\u9fff]")
                self.assertIsNotNone(entry["duration_estimate_ms"])
                self.assertTrue(entry["try_next"])

    def test_what_to_try_next_is_there(self):
        places = {entry["place"] for entry in ENTRIES}
        for entry in ENTRIES:
            for suggestion in entry["try_next"]:
                with self.subTest(entry["place"]):
                    self.assertIn(suggestion["scenario"], places - {entry["place"]})
                    for language in LANGUAGES:
                        self.assertTrue(suggestion["why"][language].strip())

    def test_every_lesson_names_the_schema_beside_it(self):
        for entry in ENTRIES:
            with self.subTest(entry["place"]):
                file = SCENARIOS / f"{entry['place']}.json"
                named = json.loads(file.read_text(encoding="utf-8"))["$schema"]
                self.assertEqual((file.parent / named).resolve(), (SCENARIOS / "schema/scenario.schema.json").resolve())

    def test_every_lesson_expects_something(self):
        for entry in ENTRIES:
            if entry["kind"] == "scenario":
                self.assertTrue(json.loads((SCENARIOS / f"{entry['place']}.json").read_text(encoding="utf-8")).get("expect"),
                                entry["place"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
