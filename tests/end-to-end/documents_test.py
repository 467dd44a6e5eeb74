#!/usr/bin/env python3
"""What the documents show must work: the README's scenario is read, the notebooks' snippet runs on a real report,
and every local link leads somewhere.

    documents_test.py ROOT ACKLAB
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv[1])
ACKLAB = sys.argv[2]


def block(document, language, number=0):
    """The fenced block of that language in the document; the first unless another is asked for."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)[number]


def run(*command, cwd):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=100, check=False)


class DocumentsHold(unittest.TestCase):
    def test_the_readme_shows_a_scenario_that_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "shown.json").write_text(block("README.md", "json"), encoding="utf-8")
            finished = run(ACKLAB, "check", "shown.json", cwd=folder)
        self.assertEqual(finished.returncode, 0, finished.stdout + finished.stderr)

    def test_the_readme_shows_contenders_that_are_read(self):
        scenario = json.loads(block("README.md", "json"))
        scenario["contenders"] = [json.loads(line) for line in block("README.md", "json", 2).splitlines()]
        del scenario["expect"]
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "shown.json").write_text(json.dumps(scenario), encoding="utf-8")
            finished = run(ACKLAB, "check", "shown.json", cwd=folder)
        self.assertEqual(finished.returncode, 0, finished.stdout + finished.stderr)

    def test_the_readme_shows_a_link_that_is_read(self):
        scenario = json.loads(block("README.md", "json"))
        scenario["link"] = json.loads(block("README.md", "json", 1))
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "shown.json").write_text(json.dumps(scenario), encoding="utf-8")
            finished = run(ACKLAB, "check", "shown.json", cwd=folder)
        self.assertEqual(finished.returncode, 0, finished.stdout + finished.stderr)

    def test_the_notebooks_snippet_reads_a_real_report(self):
        with tempfile.TemporaryDirectory() as folder:
            made = run(ACKLAB, "run", str(ROOT / "scenarios/lossy-bulk.json"), "--path", "simulated", "--quiet",
                       "--only", "udp", "-o", "results/lossy-bulk.json", cwd=folder)
            self.assertEqual(made.returncode, 0, made.stderr)
            shown = run(sys.executable, "-c", block("notebooks/README.md", "python", 1), cwd=folder)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertRegex(shown.stdout, r"^udp +median +\d+ ms of \[(\d+, ){4}\d+\]\n$")

    def test_the_sweep_snippet_reads_a_real_journal(self):
        sweep = json.loads((ROOT / "scenarios/sweeps/loss-sweep.json").read_text(encoding="utf-8"))
        sweep["workload"]["bytes"] = "50kB"
        sweep["sweep"] = {"loss": ["0%", "1%"], "seeds": 2}
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "sweep.json").write_text(json.dumps(sweep), encoding="utf-8")
            made = run(ACKLAB, "sweep", "sweep.json", "--quiet", cwd=folder)
            self.assertEqual(made.returncode, 0, made.stderr)
            shown = run(sys.executable, "-c", block("notebooks/README.md", "python", 2), cwd=folder)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertRegex(shown.stdout, r"^16 of 16 runs\n( +[01]\.0% \S+ +\d+\.\d\d Mbit/s\n){8}$")

    def test_every_local_link_leads_somewhere(self):
        for document in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "notebooks/README.md"):
            text = (ROOT / document).read_text(encoding="utf-8")
            for target in re.findall(r"\]\(([^)#:]+)\)", text):
                self.assertTrue(((ROOT / document).parent / target).exists(), f"{document}: {target}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
