#!/usr/bin/env python3
"""What acklab writes comes through acklab_reports unchanged, and what goes wrong is said in one sentence.

Run by ctest; by hand: ACKLAB=PROGRAM PYTHONPATH=notebooks python3 tests/notebooks/reports_test.py
"""
import json
import math
import os
import pathlib
import stat
import tempfile
import unittest
from unittest import mock

import acklab_program
import acklab_reports as acklab

SMALL = {"name": "small", "question": "What is lost?", "link": {"rate": "20mbit", "delay": "5ms", "loss": "5%", "duplicate": "2%"},
         "workload": {"kind": "bulk", "bytes": "120kB", "message": "1200B"}, "contenders": ["udp", "reliable-udp", "kernel-tcp"],
         "repeat": 2, "seed": 3, "path": "simulated",
         "theory": [{"formula": "mathis", "contender": "reliable-udp", "metric": "goodput_bits_per_s", "tolerance": 0.5}],
         "expect": [{"contender": "udp", "metric": "integrity.missing_ratio", "equals": 0}]}

FLOWS = {"name": "flows", "question": "Who gets what?", "link": {"rate": "5mbit", "delay": "10ms", "queue": "30kB"}, "path": "simulated",
         "workload": {"kind": "flows", "duration": "4s", "flows": [{"contender": "late", "start": "2s"}]}, "repeat": 2,
         "contenders": [{"kind": "reliable-udp", "name": "early"}, {"kind": "reliable-udp", "name": "late"}]}


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.report = acklab.run(SMALL, trace=True)
        cls.udp, cls.reliable = cls.report.data["contenders"][:2]

    def test_medians_are_those_of_the_report(self):
        table = self.report.table("integrity.missing", "goodput_bits_per_s")
        self.assertEqual(list(table.index), ["udp", "reliable-udp"])
        for each in (self.udp, self.reliable):
            for metric in table.columns:
                self.assertEqual(table.loc[each["name"], metric], each["aggregate"][metric]["median"])

    def test_a_run_is_a_row_and_its_dotted_names_are_columns(self):
        runs = self.report.runs()
        self.assertEqual(len(runs), 6)
        second = runs[(runs["contender"] == "reliable-udp") & (runs["repetition"] == 2)].iloc[0]
        truth = self.reliable["runs"][1]
        self.assertEqual(second["timing.completion_ms"], truth["timing"]["completion_ms"])
        self.assertEqual(second["link.forward.queue_delay.max_us"], truth["link"]["forward"]["queue_delay"]["max_us"])
        self.assertEqual(second["seed"], truth["seed"])
        self.assertFalse([name for name in runs.columns if name.startswith("series")])

    def test_what_has_no_value_is_missing_not_zero(self):
        self.assertTrue(math.isnan(self.report.value("udp", "cost.retransmissions")))
        self.assertTrue(math.isnan(self.report.value("kernel-tcp", "goodput_bits_per_s")))

    def test_who_did_not_run_is_told_with_the_reason(self):
        self.assertEqual(self.report.contenders, ["udp", "reliable-udp"])
        self.assertEqual(self.report.not_run(), {"kernel-tcp": self.report.data["contenders"][2]["runs"][0]["reason"]})

    def test_a_series_keeps_its_columns(self):
        series = self.report.series("reliable-udp", 2)
        for name, column in self.reliable["runs"][1]["series"].items():
            self.assertEqual([None if value != value else value for value in series[name].astype(object)], column, name)

    def test_a_fate_log_tells_what_the_report_counts(self):
        fates = self.report.fates("udp", 1)
        link = self.udp["runs"][0]["link"]["forward"]
        forward = fates[fates["direction"] == "forward"]
        self.assertEqual((forward["cause"] == "loss").sum(), link["dropped_by_loss"])
        self.assertEqual((forward["copy"] > 0).sum(), link["duplicated"])
        self.assertEqual((forward["copy"] == 0).sum(), link["offered"])

    def test_an_event_log_tells_why_segments_were_sent_again(self):
        events = self.report.events("reliable-udp", 1)
        again = events[(events["event"] == "sent") & (events["why"] == "retransmission")]
        self.assertEqual((again["cause"] == "timeout").sum(), self.reliable["runs"][0]["cost"]["retransmissions_by_timeout"])
        verdicts = events[events["event"] == "verdict"]
        self.assertEqual((verdicts["needless"] == True).sum(),  # noqa: E712  absent is neither
                         self.reliable["runs"][0]["cost"]["retransmissions_needless"])
        self.assertTrue(self.report.events("udp", 1).empty)

    def test_a_capture_lies_beside_the_logs(self):
        self.assertEqual(self.report.capture("udp", 2).read_bytes()[:4], b"\x0a\x0d\x0d\x0a")  # how a pcapng file begins

    def test_theory_and_expectations_are_the_reports_own(self):
        (line,) = self.report.theory().to_dict("records")
        self.assertEqual(line["prediction"], self.report.data["theory"][0]["prediction"])
        (expected,) = self.report.expectations().to_dict("records")
        self.assertEqual(expected["verdict"], "fails")  # which is no error

    def test_flows_keep_their_course(self):
        report = acklab.run(FLOWS)
        table, truth = report.flows(2), report.data["flows"][1]
        self.assertEqual(list(table["end_ms"]), truth["end_ms"])
        for column, values in (("jain_index", truth["jain_index"]), ("goodput_bits_per_s.late", truth["goodput_bits_per_s"]["late"])):
            self.assertEqual([None if value != value else value for value in table[column]], values)
            self.assertIn(None, values, "one flow alone is neither fair nor unfair")

    def test_a_stored_report_is_read_again(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "report.json"
            file.write_text(json.dumps(self.report.data), encoding="utf-8")
            again = acklab.read_report(file)
        self.assertTrue(again.table().equals(self.report.table()))

    def test_options_reach_the_program(self):
        report = acklab.run(SMALL, only="udp", seed=7, repeat=1)
        self.assertEqual(report.contenders, ["udp"])
        self.assertEqual(report.data["scenario"]["seed"], 7)
        self.assertEqual(len(report.runs()), 1)


class Scenarios(unittest.TestCase):
    def test_lessons_are_found_by_place_by_number_and_by_name(self):
        for name in ("reliability/02", "reliability/02-stop-and-wait-under-loss", "stop-and-wait-under-loss"):
            self.assertEqual(acklab.scenario(name)["name"], "stop-and-wait-under-loss")

    def test_a_change_is_made_in_a_copy_and_within(self):
        other = acklab.changed(SMALL, repeat=1, link={"loss": "0%"})
        self.assertEqual((other["repeat"], other["link"]["loss"], other["link"]["rate"]), (1, "0%", "20mbit"))
        self.assertEqual((SMALL["repeat"], SMALL["link"]["loss"]), (2, "5%"))


class Sweeps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scenario = {key: value for key, value in SMALL.items() if key not in ("expect", "theory", "repeat")}
        scenario["contenders"] = ["udp", "reliable-udp"]
        cls.sweep = acklab.sweep({**scenario, "sweep": {"loss": ["0%", "5%"], "seeds": 6}})

    def test_the_journal_has_a_row_a_run(self):
        runs = self.sweep.runs()
        self.assertEqual(len(runs), self.sweep.data["runs"])
        self.assertEqual(set(runs["loss_ratio"]), {0, 0.05})

    def test_medians_are_those_of_the_results(self):
        table = self.sweep.medians("goodput_bits_per_s")
        self.assertEqual(len(table), 4)
        for row, truth in zip(table.to_dict("records"), self.sweep.data["results"]):
            self.assertEqual(row["loss_ratio"], truth["parameters"]["loss_ratio"])
            for key, metric in (("goodput_bits_per_s", "median"), ("low_95", "low_95"), ("high_95", "high_95")):
                self.assertEqual(row[key], truth["metrics"]["goodput_bits_per_s"][metric])

    def test_csv_and_json_say_the_same(self):
        table = acklab.read_sweep_csv(self.sweep.journal.with_suffix(".csv"))
        again = acklab.read_sweep(self.sweep.journal.with_suffix(".json"))
        of_json = again.medians("timing.completion_ms")["timing.completion_ms"]
        self.assertEqual(list(table.loc[table["metric"] == "timing.completion_ms", "median"]), list(of_json))
        self.assertEqual(len(again.runs()), len(self.sweep.runs()))

    def test_more_seeds_make_more_runs(self):
        other = acklab.sweep(self.sweep.data["scenario"], seeds=7, jobs=1)
        self.assertEqual(len(other.runs()), 28)


class Theory(unittest.TestCase):
    def test_a_prediction_is_the_one_that_a_report_holds(self):
        """A report knows its inputs as numbers, `acklab theory` reads them as people write them: both say the same, in the same unit."""
        lesson = acklab.scenario("reliability/07")
        lines = acklab.run(acklab.changed(lesson, repeat=1, workload={"bytes": "100kB"})).data["theory"]
        lines += acklab.run(acklab.changed(acklab.scenario("lossy-bulk"), repeat=1), only="reliable-udp").data["theory"]
        lines += acklab.run(acklab.changed(acklab.scenario("congestion/01"), repeat=1), only="window 10").data["theory"]
        units = {"bit/s": "bit", "bytes": "B", "ms": "ms", "ratio": "%", "count": ""}
        checked = 0
        for line in lines:
            if line["prediction"] is None:
                continue
            inputs = {each["name"]: f"{each['values'][0] * (100 if each['unit'] == 'ratio' else 1):.9g}{units[each['unit']]}"
                      for each in line["inputs"]}
            said = acklab.theory(line["formula"], **inputs)
            self.assertAlmostEqual(said.value / line["prediction"], 1, delta=1e-5, msg=f"{line['formula']}: {said}")
            self.assertEqual(said.unit, line["unit"])
            checked += 1
        self.assertGreaterEqual(checked, 4)

    def test_a_prediction_can_be_read_by_people(self):
        self.assertEqual(str(acklab.theory("give_up_time", rto="200ms", retries=15)), "924.6 s")
        self.assertEqual(str(acklab.theory("jain", shares="9,1")), "60.9756 %")

    def test_a_count_and_a_small_share_are_read(self):
        self.assertEqual(acklab.theory("slow_start_rounds", bytes="1MB", payload="1000B", initial_window=10).value, 7)
        self.assertEqual(acklab.theory("checksum_miss").value, 1.52588e-05)
        self.assertEqual(acklab.theory("give_up_time", rto="200ms", retries=15).value, 924_600)


class Sentences(unittest.TestCase):
    """One sentence each: what is wrong, and where it helps what to do."""

    def refused(self, action, *words):
        with self.assertRaises(acklab.AcklabError) as caught:
            action()
        sentence = str(caught.exception)
        for word in words:
            self.assertIn(word, sentence)
        self.assertTrue(sentence.endswith((".", "?")), sentence)
        self.assertEqual(caught.exception._render_traceback_(), [f"acklab: {sentence}"])

    def with_program(self, script):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = pathlib.Path(folder.name) / "acklab"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return mock.patch.dict(os.environ, {"ACKLAB": str(program)})

    def test_no_program(self):
        with tempfile.TemporaryDirectory() as empty, mock.patch.object(acklab_program, "ROOT", pathlib.Path(empty)):
            with mock.patch.dict(os.environ, {"PATH": empty}):
                os.environ.pop("ACKLAB")
                self.refused(acklab.find_acklab, "./dev build", "ACKLAB", empty)
        with mock.patch.dict(os.environ, {"ACKLAB": "/no/such/acklab"}):
            self.refused(acklab.find_acklab, "/no/such/acklab", "unset it")

    def test_the_release_build_comes_before_the_path(self):
        with tempfile.TemporaryDirectory() as root, mock.patch.object(acklab_program, "ROOT", pathlib.Path(root)):
            built, on_path = pathlib.Path(root) / "build/release/sim/cli/acklab", pathlib.Path(root) / "bin/acklab"
            for program in (on_path, built):
                with mock.patch.dict(os.environ, {"PATH": str(on_path.parent)}):
                    os.environ.pop("ACKLAB")
                    program.parent.mkdir(parents=True)
                    program.write_text("#!/bin/sh\n")
                    program.chmod(0o755)
                    self.assertEqual(acklab.find_acklab(), str(program))

    def test_a_program_that_fails(self):
        with self.with_program("exit 7"):
            self.refused(lambda: acklab.run(SMALL), "exit code 7", "did not say why")
        with self.with_program("kill -9 $$"):
            self.refused(lambda: acklab.run(SMALL), "SIGKILL")
        with self.with_program("echo 'acklab: This machine cannot.' >&2; exit 3"):
            self.refused(lambda: acklab.run(SMALL), "This machine cannot.")
        with self.with_program("exit 0"):  # and writes nothing
            self.refused(lambda: acklab.run(SMALL), "there is no file", "report.json")

    def test_scenarios_that_are_wrong(self):
        self.refused(lambda: acklab.run({**SMALL, "link": {"delya": "1ms"}}), 'the scenario, at link: unknown key "delya"', '"delay"')
        self.refused(lambda: acklab.run({**SMALL, "seed": {1}}), "cannot be written as JSON", "set")
        self.refused(lambda: acklab.run("no-such-lesson"), "no-such-lesson", "acklab list")
        self.refused(lambda: acklab.scenario("no-such-lesson"), "no-such-lesson", "acklab list")
        self.refused(lambda: acklab.run(SMALL, path="tunn"), "tunn", "tun")
        self.refused(lambda: acklab.sweep(SMALL), "sweep")

    def test_names_that_a_report_does_not_know(self):
        report = acklab.run(SMALL, repeat=1)
        self.refused(lambda: report.table("goodput"), 'no metric "goodput"', "goodput_bits_per_s")
        self.refused(lambda: report.value("upd", "completed"), 'no contender "upd"', '"udp"')
        self.refused(lambda: report.series("udp", 2), "no repetition 2")
        self.refused(lambda: report.fates("udp"), "trace=True")
        self.refused(report.flows, "job of small is not flows")
        self.refused(lambda: acklab.run(FLOWS).flows(3), "no repetition 3", "1 to 2")

    def test_formulas_and_inputs_that_are_wrong(self):
        self.refused(lambda: acklab.theory("mathsi"), "mathsi", "Did you mean 'mathis'?")
        self.refused(lambda: acklab.theory("mathis", loss="3"), "a unit is missing")
        self.refused(lambda: acklab.theory("mathis"), "no result without inputs")

    def test_files_that_are_something_else(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {"report.json": "{", "other.json": '{"name": "x"}', "new.json": '{"schema_version": 2, "contenders": [], "results": []}',
                               "log.jsonl": '{"acklab_events": 9}\n', "text.sqlite": "no database, but long enough to be none"}.items():
                (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
            file = lambda name: str(pathlib.Path(folder) / name)  # noqa: E731
            self.refused(lambda: acklab.read_report(file("report.json")), "report.json cannot be read")
            self.refused(lambda: acklab.read_report(file("other.json")), "holds no report")
            self.refused(lambda: acklab.read_report(file("new.json")), "schema version 2", "version 1")
            self.refused(lambda: acklab.read_report(file("none.json")), "there is no file")
            self.refused(lambda: acklab.read_sweep(file("other.json")), "holds no results of a sweep")
            self.refused(lambda: acklab.read_fates(file("log.jsonl")), "acklab_fates")
            self.refused(lambda: acklab.read_events(file("log.jsonl")), "version 9")
            self.refused(lambda: acklab.read_journal(file("text.sqlite")), "no journal")
            self.refused(lambda: acklab.read_journal(file("none.sqlite")), "there is no file")


if __name__ == "__main__":
    unittest.main()
