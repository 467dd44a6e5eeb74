"""What the figures of 03-timers must show."""
samples, smoothed, timeout = ax_adaptive.lines
log = step.events("adaptive")
measured = log[(log["event"] == "round_trip") & (log["host"] == "client")]
assert list(samples.get_ydata()) == list(measured["sample_ns"] / 1e6) and len(measured) > 100
assert list(timeout.get_ydata()) == list(measured["retransmission_timeout_ns"] / 1e6)
assert max(timeout.get_ydata()) > 2 * max(samples.get_ydata()), "the timeout leaps far above the round trip"
assert abs(formula.value - peak["retransmission_timeout_ns"] / 1e6) < 0.01 and formula.unit == "ms"
again = [bar.get_width() for bar in needless.patches]
assert again == list(step.table()["cost.retransmissions"])
assert again[2] == 0 < again[0] < 10 < 250 < again[1]
assert (step.table("cost.retransmissions_necessary")["cost.retransmissions_necessary"] == 0).all(), "nothing was lost"

known, guessing, stamped, link = ax_karn.lines
assert truth == link.get_ydata()[0] == 300
assert abs(known.get_ydata()[-1] - truth) < 5 and abs(stamped.get_ydata()[-1] - truth) < 5
assert max(value for value in guessing.get_ydata() if value == value) < 0.6 * truth

lost = [sum(len(line.get_xdata()) for line in ax.lines if line.get_label() == "lost on the way") for ax in axes_fast]
resent = [sum(len(line.get_xdata()) for line in ax.lines if line.get_label() == "sent again") for ax in axes_fast]
assert lost == resent == [1, 1]
assert table_fast.loc["fast", "cost of the loss [ms]"] < 50 < 100 < table_fast.loc["timeout", "cost of the loss [ms]"]
assert [bar.get_width() for bar in late.patches] == [2, 0]

for place, name in enumerate(("backoff", "no backoff")):
    assert len(ax_backoff.lines[place].get_xdata()) == cut.value(name, "cost.retransmissions_by_timeout")
gaps = tries["backoff"].diff().dropna()
assert all(abs(after / before - 2) < 0.01 for before, after in zip(gaps, gaps[1:])), "each wait is twice the one before"
