"""What the figures of 04-congestion must show."""
for line, contender in zip(ax_window.lines, slow.data["contenders"]):
    assert len(line.get_xdata()) == len(contender["runs"][0]["series"]["at_ms"]) > 20
assert list(completion.lines[0].get_xdata()) == [formula[name] for name in ("window 10", "window 1")]
assert [bar.get_width() for bar in completion.patches] == list(slow.table()["timing.completion_ms"])

for line, name in zip(ax_queue.lines, bloat.contenders):
    assert abs(max(line.get_ydata()) * 1e3 - bloat.value(name, "link.forward.queue_delay.max_us")) < 1e3
    assert len(line.get_xdata()) == bloat.value(name, "link.forward.delivered")
assert max(ax_queue.lines[0].get_ydata()) > 700 > 300 > max(ax_queue.lines[2].get_ydata())
assert ax_queue.lines[3].get_ydata()[0] == bloat.data["theory"][0]["prediction"] / 1e3 == 800

assert len(law) == 2 * len(LOSSES)
reno_line, bbr_line, formula_of = ax_law.lines
assert list(reno_line.get_ydata()) == list(law.loc[law["contender"] == "reno", "goodput_bits_per_s"])
assert all(0.6 < measured / says < 1.7 for measured, says in zip(reno_line.get_ydata(), formula_of.get_ydata()))
assert all(bbr > 5 * reno for bbr, reno in zip(bbr_line.get_ydata(), reno_line.get_ydata()))
assert [line.get_label() for line in ax_teeth.lines][:3] == ["newreno", "cubic", "bbr"]

def drawn(ax):
    """The values of each staircase."""
    return [[None if value != value else value for value in stairs.get_data().values] for stairs in ax.patches]


for report_of, upper, lower in ((two, ax_shares, ax_fairness), (blast, ax_blast, ax_unfair)):
    course = report_of.data["flows"][0]
    assert drawn(upper) == list(course["goodput_bits_per_s"].values()), "every interval of every flow"
    assert drawn(lower) == [course["jain_index"]]
index = two.flows().set_index("begin_ms")["jain_index"]
assert index[20e3] < 0.8 < 0.95 <= index[(fair_s - 2) * 1e3] and 4 <= fair_s - begin_s <= 12, "not at once, but soon"
assert blast.value("newreno", "workload.flows.share_ratio") < 0.03, "a hundredth of the line is left"
lost = blast.table("workload.flows.dropped_ratio")["workload.flows.dropped_ratio"]
assert lost.max() < 0.01 and 0.5 < lost["newreno"] / lost["udp"] < 2, "about the same part"

rude, polite = sent.loc["no control"], sent.loc["newreno"]
assert rude["link.forward.offered"] > 2 * polite["link.forward.offered"], "several times as much"
assert rude["share_of_limit"] < polite["share_of_limit"], "and its job still takes longer"
assert [bar.get_width() for bar in ax_collapse.patches] == [row[key] for _, row in sent.iterrows() for key in ("link.forward.offered", "link.forward.delivered")]
