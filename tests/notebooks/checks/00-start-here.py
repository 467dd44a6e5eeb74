"""What the figures of 00-start-here must show."""
measured = report.table()["timing.completion_ms"]
assert [bar.get_width() for bar in times.patches] == list(measured), "a bar a contender, as long as its time"
assert [text.get_text() for text in times.get_yticklabels()] == ["udp", "reliable-udp"]
assert measured["reliable-udp"] > 3 * measured["udp"], "several times as long, as the text says"
assert [text.get_text() for text in broken.texts[1:4]] == ["kept"] * 3
assert broken.texts[0].get_text() == f"{report.value('udp', 'integrity.missing'):.0f}"
assert list(report.not_run()) == ["kernel-tcp"]
for line, name in zip(delivered.lines, ["udp", "reliable-udp"]):
    column = report.data["contenders"][["udp", "reliable-udp"].index(name)]["runs"][0]["series"]["delivered_bytes"]
    assert list(line.get_ydata()) == column, "every point of the series is drawn"
predicted = report.theory().set_index("contender")["prediction"]["reliable-udp"]
assert predicted == report.data["theory"][0]["prediction"]
assert shares.patches[0].get_width() == mine_report.value("udp", "share_of_limit")
