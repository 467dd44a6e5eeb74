"""What the figures of 01-what-udp-loses must show."""
truth = report.data["contenders"][0]["runs"][0]
said = dict(reversed(text.get_text().split()) for text in cells.get_legend().get_texts())
assert int(said["lost"]) == truth["link"]["forward"]["dropped_by_loss"] > 0
assert sum(int(count) for count in said.values()) == truth["integrity"]["sent"] == 1000, "a cell a datagram"
assert int(said["lost"]) + int(said["damaged"]) == truth["integrity"]["missing"], "to the application, damage is loss"
assert broken.texts[0].get_text() == str(truth["integrity"]["missing"])
assert truth["integrity"]["corrupted_arrivals"] == 0 < truth["integrity"]["out_of_order"]

for name, counts in rows_in_a_row.items():
    run = reports[name].data["contenders"][0]["runs"][0]["link"]["forward"]
    assert (counts.index * counts).sum() == run["dropped_by_loss"], "every loss is in some row"
    assert counts.index.max() == run["longest_loss_burst"]
    assert counts.sum() == run["loss_bursts"]
assert sum(len(line.get_xdata()) for line in ax_bursts.lines) == sum(len(counts) for counts in rows_in_a_row.values())

formula, points = ax_size.lines
assert list(points.get_ydata()) == list(sizes["measured"]) and len(sizes) == len(SIZES)
assert list(formula.get_ydata()) == list(sizes["prediction"])
assert abs(sizes["measured"] - sizes["prediction"]).max() < 0.03
assert sizes.set_index("payload_bytes").loc[65507, "measured"] > 1 / 3, "more than a third, as the text says"

grid = [kept.texts[place:place + 4] for place in range(0, 24, 4)]
shown = [[text.get_text() != "kept" for text in row] for row in grid]
assert shown == [[False] * 4, [False, True, False, False], [False, False, True, False], [False, False, False, True],
                 [True, False, False, False], [True, False, False, False]], "each mechanism keeps one promise"
