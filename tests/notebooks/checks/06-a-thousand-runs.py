"""What the figures of 06-a-thousand-runs must show."""
assert sum(bar.get_height() for bar in ax_once.patches) == len(forty) == 40, "every run is in the histogram"
assert times_ms.max() > 2 * times_ms.min()
assert list(ax_seeds.lines[0].get_ydata()) == list(times_ms)
assert ax_seeds.lines[1].get_ydata()[-1] == times_ms.median()

assert sweep.data["runs"] == len(runs) == 6 * 4 * SEEDS
assert len(goodput) == 24
for line, name in zip(ax_sweep.lines, ("udp", "newreno", "cubic", "bbr")):
    mine = [each for each in sweep.data["results"] if each["contender"] == name]
    assert list(line.get_ydata()) == [each["metrics"]["goodput_bits_per_s"]["median"] for each in mine], name
    assert (goodput["low_95"] <= goodput["goodput_bits_per_s"]).all() and (goodput["high_95"] >= goodput["goodput_bits_per_s"]).all()
medians = runs.groupby(["contender", "loss_ratio"])["goodput_bits_per_s"].median()
for row in goodput.to_dict("records"):
    assert abs(medians[row["contender"], row["loss_ratio"]] / row["goodput_bits_per_s"] - 1) < 1e-9, "the journal and the results agree"
assert [len(line.get_xdata()) for line in ax_runs.lines] == [6 * SEEDS] * 2

shown, mathis, pftk = ax_law.lines[0], *[line for line in ax_law.lines if line.get_label().startswith(("mathis", "pftk"))]
assert list(shown.get_ydata()) == list(measured["goodput_bits_per_s"])
assert all(above > below for above, below in zip(mathis.get_ydata(), pftk.get_ydata()))
at_10 = slowest[slowest["loss"] == "10%"].set_index("contender")
assert at_10.loc["newreno", "max_ms"] == round(runs.query("contender == 'newreno' and loss == '10%'")["timing.completion_ms"].max())

assert repeated.runs()["timing.completion_ms"].iloc[number - 1] == worst["timing.completion_ms"], "the seed of its row repeats a run"
assert repeated.runs()["seed"].iloc[number - 1] == worst["seed"]
assert len(ax_other.lines) == 4 and all(len(line.get_xdata()) == 5 for line in ax_other.lines)
