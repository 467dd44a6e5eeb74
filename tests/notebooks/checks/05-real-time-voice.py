"""What the figures of 05-real-time-voice must show."""
missing, late = "workload.periodic.missing", "workload.periodic.late"
assert [bar.get_width() for bar in ax_voice.patches] == [row[key] for _, row in counts.iterrows() for key in (missing, late)]
assert list(counts.index) == ["udp", "RACK", "3 duplicate ACKs", "timer of 1 s"], "the contenders of the lesson"
assert counts.loc["udp", late] == 0 == counts.loc["RACK", missing]
worse = [counts.loc[name, late] / counts.loc["udp", missing] for name in counts.index[1:]]
assert 2 < worse[0] < worse[1] < 6 < 20 < worse[2], "three, four, some forty messages a loss, where UDP misses one"

assert len(holes) == 30 and [len(line.get_xdata()) for line in ax_deadline.lines] == [10, 10, 10]
udp, stream = (holes[holes["contender"] == name].set_index("workload.deadline_ms")["workload.periodic.useless_ratio"] for name in ("udp", "RACK"))
assert udp.nunique() == 1, "a message has come after 55 ms or it never will"
assert stream[60] > 3 * udp[60] and stream[175] > udp[175] and stream[200] < udp[200] / 3, "they change places"
assert list(ax_deadline.lines[1].get_ydata()) == list(stream)

assert formula.value == queue.value("RACK", late) == 6
steps = dict(zip(("udp", "RACK"), ax_line.lines))
assert list(steps["udp"].get_ydata()) == [count / 160 for count in queue.data["contenders"][0]["runs"][0]["series"]["delivered_bytes"]]
leaps = pandas.Series(steps["RACK"].get_ydata()).diff()
assert leaps.max() == 7, "the lost one and the six behind it come at once"
one_by_one = [count for at, count in zip(steps["udp"].get_xdata(), steps["udp"].get_ydata()) if 500 <= at <= 1000]
assert pandas.Series(one_by_one).diff().max() == 1, "and those of UDP one by one"

table = copied.pivot(index="copies", columns="losses", values="missing_ratio")
assert table.shape == (3, 2)
assert table.loc[2, "single losses"] < 0.01 < 0.02 < table.loc[2, "bursts"]
assert [bar.get_width() for bar in game_holes.patches] == [game.value(name, "workload.periodic.useless_ratio") for name in game.contenders]
