#!/usr/bin/env python3
"""Figures draw the numbers they are given, all of them, and can be told apart without colour.

Run by ctest; by hand: ACKLAB=PROGRAM PYTHONPATH=notebooks python3 tests/notebooks/figures_test.py
"""
import re
import unittest

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import pandas  # noqa: E402

import acklab_figures as figures  # noqa: E402
import acklab_reports as acklab  # noqa: E402

LOSSY = {"name": "lossy", "question": "What is lost?", "link": {"rate": "20mbit", "delay": "5ms", "loss": "10%", "duplicate": "5%"},
         "workload": {"kind": "bulk", "bytes": "120kB", "message": "1200B"}, "contenders": ["udp", "reliable-udp"], "repeat": 1, "seed": 3}


def lightness(colour):
    """Relative luminance by WCAG 2."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in matplotlib.colors.to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        figures.style()
        cls.report = acklab.run(LOSSY, trace=True)
        fates = cls.report.fates("udp")
        cls.forward = fates[fates["direction"] == "forward"]
        cls.link = cls.report.data["contenders"][0]["runs"][0]["link"]["forward"]

    def tearDown(self):
        plt.close("all")

    def test_bars_are_as_long_as_the_values(self):
        values = self.report.table()["goodput_bits_per_s"]
        ax = figures.bars(values, "goodput_bits_per_s", "Goodput", predictions={"udp": 1e7}, guess=5e6)
        self.assertEqual([bar.get_width() for bar in ax.patches], list(values))
        diamonds, guess = ax.lines
        self.assertEqual(list(diamonds.get_xdata()), [1e7])
        self.assertEqual(list(guess.get_xdata()), [5e6, 5e6])

    def test_a_value_that_is_missing_is_said_to_be(self):
        ax = figures.bars(self.report.table()["cost.retransmissions"], "cost.retransmissions", "Sent again")
        self.assertIn("no value", ax.texts[0].get_text())

    def test_curves_keep_every_point_and_the_band(self):
        table = pandas.DataFrame({"loss_ratio": [0.0, 0.1] * 2, "who": ["a", "a", "b", "b"], "goodput_bits_per_s": [1e6, 2e6, 3e6, 4e6],
                                  "low_95": [0.5e6] * 4, "high_95": [5e6] * 4})
        ax = figures.curves(table, "loss_ratio", "goodput_bits_per_s", "who", "Goodput", low="low_95", high="high_95")
        self.assertEqual([list(line.get_ydata()) for line in ax.lines], [[1e6, 2e6], [3e6, 4e6]])
        self.assertEqual(len(ax.collections), 2)
        self.assertEqual(ax.get_ylabel(), "goodput")

    def test_a_strip_has_a_cell_a_packet(self):
        fate = figures.fate_of_each(self.forward)
        self.assertEqual(len(fate), self.link["offered"])
        self.assertEqual((fate == "lost").sum(), self.link["dropped_by_loss"])
        ax = figures.strip(self.forward, "Fates", columns=30)
        crosses = ax.lines[0]
        self.assertEqual(len(crosses.get_xdata()), self.link["dropped_by_loss"])
        legend = [text.get_text() for text in ax.get_legend().get_texts()]
        self.assertIn(f"{self.link['dropped_by_loss']} lost", legend)

    def test_a_ladder_has_an_arrow_for_what_came_and_a_cross_for_what_did_not(self):
        fates = self.report.fates("reliable-udp")
        shown = fates[fates["arrival_ns"] <= 50e6]
        ax = figures.ladder(fates, "Packets", end_ms=50)
        self.assertEqual(len(ax.texts), (shown["decision"] == "delivered").sum())
        crosses = [line for line in ax.lines if line.get_marker() == "x"]
        self.assertEqual(len(crosses), (shown["decision"] == "dropped").sum())
        self.assertEqual(ax.get_ylim(), (50, 0))  # time runs downwards

    def test_a_time_sequence_shows_what_was_sent_lost_and_sent_again(self):
        ax = figures.time_sequence(self.report, "reliable-udp", "Sequence numbers")
        drawn = {line.get_label(): len(line.get_xdata()) for line in ax.lines}
        run = self.report.data["contenders"][1]["runs"][0]
        self.assertEqual(drawn["sent again"], run["cost"]["retransmissions"] - run["cost"]["retransmissions_of_syn_or_fin"])
        events = self.report.events("reliable-udp")
        data = events[(events["event"] == "sent") & (events["host"] == "client") & (events["payload_bytes"] > 0)]
        self.assertEqual(drawn["sent"] + drawn["sent again"], len(data))

    def test_what_cannot_be_drawn_is_said(self):
        with self.assertRaisesRegex(acklab.AcklabError, "udp does not tell what it sends"):
            figures.time_sequence(self.report, "udp", "Sequence numbers")
        with self.assertRaisesRegex(acklab.AcklabError, "both directions"):
            figures.strip(self.report.fates("reliable-udp"), "Fates")

    def test_promises_show_counts_and_what_was_kept(self):
        ax = figures.promises(self.report)
        self.assertEqual(ax.texts[0].get_text(), str(self.report.data["contenders"][0]["runs"][0]["integrity"]["missing"]))
        self.assertEqual([text.get_text() for text in ax.texts[4:]], ["kept"] * 4)

    def test_sharing_draws_every_interval_of_every_flow(self):
        flows = {"name": "flows", "question": "Who gets what?", "link": {"rate": "5mbit", "delay": "10ms", "queue": "30kB"}, "repeat": 1,
                 "workload": {"kind": "flows", "duration": "4s", "flows": [{"contender": "late", "start": "2s"}]},
                 "contenders": [{"kind": "reliable-udp", "name": "early"}, {"kind": "reliable-udp", "name": "late"}]}
        report = acklab.run(flows)
        upper, lower = figures.sharing(report, "Shared")
        (course,) = report.data["flows"]
        for ax, truth in ((upper, course["goodput_bits_per_s"]), (lower, {"jain": course["jain_index"]})):
            drawn = [stairs.get_data() for stairs in ax.patches]
            self.assertEqual([[None if value != value else value for value in each.values] for each in drawn], list(truth.values()))
            self.assertEqual(list(drawn[0].edges), [at / 1e3 for at in [*course["begin_ms"], course["end_ms"][-1]]])
        self.assertEqual([text.get_text() for text in upper.get_legend().get_texts()], ["early", "late"])
        self.assertEqual(lower.get_xlabel(), "time [s]")

    def test_looks_differ_in_more_than_colour(self):
        looks = list(figures.look(["a", "b", "c", "udp", "reliable-udp", "kernel-tcp"]).values())
        for key in ("color", "marker", "linestyle"):
            self.assertEqual(len({str(look[key]) for look in looks}), 6, key)
        alone = figures.look(["udp"])["udp"]
        self.assertEqual(figures.look(["x", "udp", "y"])["udp"], alone)

    def test_colours_are_seen_on_white(self):
        for colour in figures.COLOURS:
            self.assertGreater(1.05 / (lightness(colour) + 0.05), 2, colour)
        self.assertGreater(1.05 / (lightness(figures.GREY) + 0.05), 4.5)

    def test_the_readmes_example_runs(self):
        readme = (acklab.ROOT / "notebooks/README.md").read_text(encoding="utf-8")
        (example,) = re.findall(r"```python\n(import acklab_figures.*?)```", readme, re.DOTALL)
        names = {}
        exec(example, names)  # pylint: disable=exec-used
        self.assertEqual(names["report"].contenders, ["window 1", "window 10"])

    def test_a_logarithmic_axis_has_numbers_between_the_tens(self):
        ax = plt.subplots()[1]
        ax.plot([0.01, 0.1], [2e6, 8e6])
        figures.log_scale(ax.yaxis, "goodput_bits_per_s")
        ax.figure.canvas.draw()
        self.assertEqual((ax.get_xscale(), ax.get_yscale()), ("linear", "log"))
        self.assertIn("5 Mbit/s", [text.get_text() for text in ax.get_yticklabels()])

    def test_axes_say_their_unit(self):
        self.assertEqual(figures.number_text(1_430_500, "goodput_bits_per_s"), "1.43 Mbit/s")
        self.assertEqual(figures.number_text(0.0741, "share_of_limit"), "7.41 %")
        self.assertEqual(figures.number_text(11504.2, "timing.completion_ms"), "11 504 ms")
        self.assertEqual(str(pandas.DataFrame({"x_bits_per_s": [19047840.0]})).split(), ["x_bits_per_s", "0", "19", "047", "840"])
        self.assertEqual(figures.quantity("timing.completion_ms")[0], "completion [ms]")
        self.assertEqual(figures.quantity("share_of_limit")[0], "share of what the link allows")
        self.assertEqual(figures.quantity("integrity.missing_ratio")[0], "missing")


if __name__ == "__main__":
    unittest.main()
