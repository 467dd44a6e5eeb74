"""What the figures of 02-arq must show."""
line = idle.data["theory"][0]
assert shares.patches[0].get_width() == idle.value("stop-and-wait", "share_of_limit")
assert abs(line["measured"] - shares.patches[0].get_width()) < 1e-6, "theory's numbers have six digits"
assert shares.lines[0].get_xdata()[0] == line["prediction"]
fates = idle.fates("stop-and-wait")
assert len(waiting.texts) == (fates["arrival_ns"] <= 500e6).sum() > 8, "an arrow a packet"
dropped = lossy.fates("window 1").query("decision == 'dropped'")
crosses = [mark for mark in accident.lines if mark.get_marker() == "x"]
assert len(crosses) == dropped["arrival_ns"].between((first_loss - 120) * 1e6, (first_loss + 480) * 1e6).sum() >= 1
assert loss_shares.patches[0].get_width() == lossy.value("window 1", "share_of_limit") < shares.patches[0].get_width()

formula, points = ax_window.lines
assert list(points.get_xdata()) == [1, 2, 4, 8, 14, 20]
assert list(points.get_ydata()) == [each["measured"] for each in windows.data["theory"]]
assert abs(knee["measured"] / knee["prediction"] - 1).max() < 0.02
assert [bar.get_width() for bar in moved_shares.patches] == list(moved.table()["share_of_limit"]) and len(moved_shares.patches) == 6

assert len(under_loss) == 2 * len(LOSSES)
assert abs(under_loss["share_of_limit"] / under_loss["prediction"] - 1).max() < 0.1
slow, fast = (dict(zip(line.get_xdata(), line.get_ydata())) for line in ax_gbn.lines[:2])
assert all(slow[loss] < fast[loss] for loss in slow) and len(slow) == len(LOSSES)
again = [{line.get_label(): len(line.get_xdata()) for line in ax.lines}["sent again"] for ax in axes_both]
assert again[0] > 4 * again[1] > 0, "go-back-N sends the window again"
