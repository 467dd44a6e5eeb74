"""Figures of what acklab measured, in one style: large enough to project, and told apart by shape and line as well as colour.

Each function draws a table of `acklab_reports` as it is, labels axes with the units in the columns' names, and returns the
matplotlib Axes, so that a notebook can add to it and a test can read it.
"""
import itertools

import matplotlib.pyplot as plt
import numpy
import pandas
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D
from matplotlib.ticker import EngFormatter, LogLocator, MaxNLocator, NullLocator, PercentFormatter, ScalarFormatter
from matplotlib.transforms import ScaledTranslation

from acklab_reports import AcklabError

# Okabe and Ito's palette without yellow: told apart by the colour-blind, and dark enough for a projector.
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, GREY = "#0072B2", "#D55E00", "#009E73", "#A8478A", "#E69F00", "#56B4E9", "#666666"
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
MARKERS = ("o", "s", "^", "D", "v", "P")
LINES = ("-", "--", "-.", (0, (1, 1)), (0, (5, 1, 1, 1, 1, 1)), (0, (3, 1)))
PLAIN_KINDS = {"reliable-udp": 0, "udp": 1, "kernel-tcp": 2}  # these look the same in every notebook

FATES = {"delivered": "white", "lost": VERMILION, "damaged": PURPLE, "copied": SKY}


def style():
    """Sets the style of figures and of the numbers in tables; the first cell of a notebook calls it."""
    pandas.set_option("display.float_format", plain_number)
    pandas.set_option("display.max_colwidth", 120)
    plt.rcParams.update({
        "figure.figsize": (9.6, 5.0), "figure.dpi": 100, "savefig.dpi": 100, "figure.constrained_layout.use": True,
        "font.size": 14, "axes.titlesize": 16, "axes.titlelocation": "left", "axes.titlepad": 12, "axes.labelsize": 14, "legend.fontsize": 13,
        "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": "#DDDDDD", "axes.axisbelow": True,
        "lines.linewidth": 2.4, "lines.markersize": 8, "legend.frameon": True, "legend.framealpha": 0.9, "legend.edgecolor": "white"})


def look(names):
    """Colour, marker and line for each of these names; udp, reliable-udp and kernel-tcp always have the same."""
    free = [place for place in range(len(COLOURS)) if place not in {PLAIN_KINDS.get(name) for name in names}]
    places = itertools.cycle(free or range(len(COLOURS)))
    found = {}
    for name in dict.fromkeys(names):
        place = PLAIN_KINDS[name] if name in PLAIN_KINDS else next(places)
        found[name] = {"color": COLOURS[place], "marker": MARKERS[place], "linestyle": LINES[place]}
    return found


# --- axes ---------------------------------------------------------------------------------------


def quantity(name):
    """The words and the formatter of a metric or column, from the unit at the end of its name."""
    words = name.split(".")[-1]
    for ending, formatter in (("_bits_per_s", EngFormatter("bit/s")), ("_bytes", EngFormatter("B")), ("_ms", None),
                              ("_us", None), ("_ns", None), ("_s", None)):
        if words.endswith(ending):
            words = words[:-len(ending)].replace("_", " ")
            if ending in ("_bits_per_s", "_bytes"):
                return words, formatter
            return f"{words} [{ending[1:]}]", ScalarFormatter()
    if words.endswith("_ratio") or words == "share_of_limit":
        said = "share of what the link allows" if words == "share_of_limit" else words.removesuffix("_ratio").replace("_", " ")
        return said, PercentFormatter(1, decimals=None)
    return words.replace("_", " "), ScalarFormatter()


def label(axis, name, words=None):
    """Labels an axis (ax.xaxis, ax.yaxis) for the metric, and writes its numbers with their unit."""
    said, formatter = quantity(name)
    axis.set_label_text(words or said)
    axis.set_major_formatter(formatter)


def log_scale(axis, name, words=None):
    """The same on a logarithmic scale, with numbers at 1, 2 and 5."""
    (axis.axes.set_xscale if axis is axis.axes.xaxis else axis.axes.set_yscale)("log")
    label(axis, name, words)
    axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_minor_locator(NullLocator())


def plain_number(value, digits=4):
    """A number without an exponent where people would write none."""
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.{digits}g}"


def number_text(value, name):
    """A value of the metric as people write it."""
    _, formatter = quantity(name)
    if isinstance(formatter, EngFormatter):
        return EngFormatter(formatter.unit, places=2 if value < 1e9 else 3)(value)
    if isinstance(formatter, PercentFormatter):
        return f"{value * 100:.3g} %"
    unit = next((f" {ending}" for ending in ("ms", "us", "ns") if name.endswith(f"_{ending}")), "")
    return plain_number(value, 3) + unit


def legend_below(ax, columns, *, axis_labels=False, **options):
    """A legend under the axes, and under their labels if they have some there."""
    lower = ScaledTranslation(0, -54 / 72 if axis_labels else -4 / 72, ax.figure.dpi_scale_trans)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), bbox_transform=ax.transAxes + lower, ncol=columns, **options)


def legend_above(ax, columns):
    """A legend at the right of the title, where curves leave it no room."""
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncol=columns, borderaxespad=0.1)


# --- figures ------------------------------------------------------------------------------------


def bars(values, metric, title, *, predictions=None, guess=None, words=None, ax=None):
    """A bar for each entry of a Series (a column of `Report.table`), with diamonds for predictions by name and a line for a guess."""
    ax = ax or plt.subplots(figsize=(9.6, 1.7 + 0.62 * len(values)))[1]
    looks = look(list(values.index))
    predictions = predictions or {}
    for place, (name, value) in enumerate(values.items()):
        there = value == value  # not NaN
        behind = max([value] * there + [predictions.get(name, 0)])
        ax.barh(place, value, height=0.62, color=looks[name]["color"] if len(values) <= 3 or name in PLAIN_KINDS else BLUE)
        ax.annotate(number_text(value, metric) if there else "no value", (behind, place), (12, 0), textcoords="offset points",
                    va="center", zorder=3, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    ax.set_yticks(range(len(values)), values.index)
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.margins(x=0.18)
    label(ax.xaxis, metric, words)
    if (values.dropna() % 1 == 0).all() and isinstance(quantity(metric)[1], ScalarFormatter):
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    known = [(name, place) for place, name in enumerate(values.index) if name in predictions]
    if known:
        ax.plot([predictions[name] for name, _ in known], [place for _, place in known], "D", color="black", markerfacecolor="white",
                markersize=11, markeredgewidth=2, label="the formula says", zorder=4)
    if guess is not None:
        ax.axvline(guess, color="black", linestyle=":", linewidth=2.4, label="my guess")
    if known or guess is not None:
        legend_below(ax, 2, axis_labels=True)
    ax.set_title(title)
    return ax


def curves(table, x, y, by, title, *, low=None, high=None, ax=None):
    """A line with markers for each value of the column `by`; a band from `low` to `high` where these columns are named."""
    ax = ax or plt.subplots()[1]
    looks = look(list(table[by]))
    for name, rows in table.groupby(by, sort=False):
        ax.plot(rows[x], rows[y], label=str(name), **looks[name])
        if low is not None:
            ax.fill_between(rows[x].astype(float), rows[low].astype(float), rows[high].astype(float), color=looks[name]["color"],
                            alpha=0.2, linewidth=0)
    label(ax.xaxis, x)
    label(ax.yaxis, y)
    ax.set_title(title)
    ax.legend()
    return ax


def over_time(report, column, contenders=None, title="", *, repetition=1, ax=None):
    """A column of the runs' series as steps over time, one line for each contender."""
    ax = ax or plt.subplots()[1]
    names = list(contenders or report.contenders)
    looks = look(names)
    for name in names:
        series = report.series(name, repetition)
        ax.step(series["at_ms"], series[column].astype(float), where="post", label=name, color=looks[name]["color"],
                linestyle=looks[name]["linestyle"])
    label(ax.xaxis, "time_ms")
    label(ax.yaxis, column)
    ax.set_title(title)
    ax.legend()
    return ax


def sharing(report, title, *, repetition=1):
    """Who got what of the link over time, and below how fair that was (Jain's index); returns both Axes."""
    course = report.flows(repetition)
    named = {name.removeprefix("goodput_bits_per_s."): name for name in course.columns if name.startswith("goodput_bits_per_s.")}
    edges = [*course["begin_ms"], course["end_ms"].iloc[-1]]
    _, (upper, lower) = plt.subplots(2, 1, figsize=(9.6, 6.4), sharex=True, height_ratios=(2, 1))
    for name, one in look(named).items():
        upper.stairs(course[named[name]], edges=[edge / 1e3 for edge in edges], baseline=None, color=one["color"], linestyle=one["linestyle"],
                     linewidth=2.4, label=name)
    lower.stairs(course["jain_index"], edges=[edge / 1e3 for edge in edges], baseline=None, color="black", linewidth=2.4)
    label(upper.yaxis, "goodput_bits_per_s")
    upper.set_ylim(0, 1.08 * course["all_goodput_bits_per_s"].max())
    least = 1 / len(named)
    lower.set_ylim(least - 0.06 * (1 - least), 1 + 0.06 * (1 - least))
    lower.set_yticks([least, (1 + least) / 2, 1])
    lower.yaxis.set_major_formatter("{x:.3g}")
    lower.set_ylabel("Jain's index")
    label(lower.xaxis, "time_s")
    upper.set_title(title)
    legend_above(upper, len(named))
    return upper, lower


def promises(report, title="Which promise broke?"):
    """A table as a picture: a row a contender, a column a promise, the number of records that broke it."""
    columns = {"missing": "integrity.missing", "corrupted": "integrity.corrupted_arrivals", "twice": "integrity.duplicated",
               "out of order": "integrity.out_of_order"}
    table = report.table(*columns.values())
    broken = table.to_numpy(dtype=float)
    ax = plt.subplots(figsize=(9.6, 1.6 + 0.62 * len(table)))[1]
    ax.imshow(numpy.where(broken > 0, 1.0, 0.0), cmap=ListedColormap(["white", VERMILION]), vmin=0, vmax=1, aspect="auto")
    for (row, column), count in numpy.ndenumerate(broken):
        ax.text(column, row, f"{count:.0f}" if count else "kept", ha="center", va="center", color="white" if count else GREY,
                fontweight="bold" if count else "normal")
    ax.set_xticks(range(len(columns)), columns, fontsize=14)
    ax.set_yticks(range(len(table)), table.index)
    ax.set_xticks(numpy.arange(-0.5, len(columns)), minor=True)
    ax.set_yticks(numpy.arange(-0.5, len(table)), minor=True)
    ax.grid(False)
    ax.grid(which="minor", color="#BBBBBB")
    ax.tick_params(which="both", length=0, top=False, labeltop=True, labelbottom=False)
    ax.set_title(title)
    return ax


def fate_of_each(fates):
    """What became of each packet of one direction: a Series by its index, "delivered", "lost", "damaged" or "copied"."""
    if fates["direction"].nunique() > 1:
        raise AcklabError("these are the fates of both directions; take one, as in fates[fates[\"direction\"] == \"forward\"].")
    first = fates[fates["copy"] == 0].set_index("index")
    fate = first["decision"].where(first["decision"] == "delivered", "lost")
    fate = fate.mask((fate == "delivered") & first["damage"].notna(), "damaged")
    copied = fates.loc[fates["copy"] > 0, "index"]
    return fate.mask((fate == "delivered") & fate.index.isin(copied), "copied").sort_index()


def strip(fates, title, *, columns=50):
    """Every packet of one direction a cell, from the left to the right and downwards, by what became of it."""
    fate = fate_of_each(fates)
    kinds = list(FATES)
    cells = numpy.full(-(-len(fate) // columns) * columns, numpy.nan)
    cells[:len(fate)] = fate.map(kinds.index)
    grid = cells.reshape(-1, columns)
    ax = plt.subplots(figsize=(9.6, 1.6 + 9.2 * len(grid) / columns))[1]
    ax.pcolormesh(grid, cmap=ListedColormap(list(FATES.values())), vmin=-0.5, vmax=len(kinds) - 0.5, edgecolors="#CCCCCC", linewidth=0.6)
    ax.invert_yaxis()
    ax.set_aspect("equal")
    ax.axis("off")
    for kind, sign in (("lost", "x"), ("damaged", "*"), ("copied", "+")):
        rows, places = numpy.nonzero(grid == kinds.index(kind))
        ax.plot(places + 0.5, rows + 0.5, sign, color="white" if kind != "copied" else "black", markersize=6, markeredgewidth=1.6)
    handles = [Line2D([], [], marker="s", linestyle="none", markersize=13, markerfacecolor=colour, markeredgecolor="#888888",
                      label=f"{(fate == kind).sum()} {kind}") for kind, colour in FATES.items()]
    legend_below(ax, 4, handles=handles)
    ax.set_title(title)
    return ax


def ladder(fates, title, *, begin_ms=0.0, end_ms=None, ax=None):
    """Packets as arrows from one side to the other, time downwards; what the link dropped ends in a cross."""
    ax = ax or plt.subplots(figsize=(9.6, 6.4))[1]
    end_ms = fates["arrival_ns"].max() / 1e6 if end_ms is None else end_ms
    shown = fates[(fates["arrival_ns"] >= begin_ms * 1e6) & (fates["arrival_ns"] <= end_ms * 1e6)]
    for packet in shown.itertuples():
        there = packet.direction == "forward"
        start, goal = (0, 1) if there else (1, 0)
        sent = packet.arrival_ns / 1e6
        look_of = {"color": BLUE if there else GREEN, "linewidth": 2.2, "linestyle": "-" if there else "--"}
        if packet.decision == "delivered":
            ax.annotate("", (goal, packet.due_ns / 1e6), (start, sent), arrowprops={"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **look_of})
        else:
            travelled = (shown["due_ns"] - shown["arrival_ns"]).median() / 2e6
            middle = (start + goal) / 2
            ax.plot([start, middle], [sent, sent + travelled], **look_of)
            ax.plot([middle], [sent + travelled], "x", color=VERMILION, markersize=14, markeredgewidth=3.5)
    ax.set_ylim(end_ms, begin_ms)
    ax.set_xlim(-0.06, 1.06)
    ax.set_xticks([0, 1], ["client", "server"])
    ax.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False)
    for place in (0, 1):
        ax.axvline(place, color="black", linewidth=1.5)
    label(ax.yaxis, "time_ms")
    legend_below(ax, 3, handles=[Line2D([], [], color=BLUE, label="to the server"),
                                 Line2D([], [], color=GREEN, linestyle="--", label="back to the client"),
                                 Line2D([], [], color=VERMILION, marker="x", linestyle="none", markersize=11, markeredgewidth=3, label="lost")])
    ax.set_title(title)
    return ax


def time_sequence(report, contender, title, *, repetition=1, begin_ms=0.0, end_ms=None, ax=None):
    """When the client sent which bytes, after tcptrace: each segment, what was sent again, what the link lost, and the ACKs."""
    ax = ax or plt.subplots()[1]
    events = report.events(contender, repetition)
    fates = report.fates(contender, repetition)
    client = events[events["host"] == "client"]
    if client.empty:
        raise AcklabError(f"{contender} does not tell what it sends, only reliable-udp does; `ladder` draws the packets of all.")
    end_ns = client["at_ns"].max() if end_ms is None else end_ms * 1e6
    client = client[(client["at_ns"] >= begin_ms * 1e6) & (client["at_ns"] <= end_ns)]
    sent = client[(client["event"] == "sent") & (client["payload_bytes"] > 0)]
    lost = fates.loc[(fates["direction"] == "forward") & (fates["decision"] == "dropped"), "index"]
    acknowledged = client[(client["event"] == "received") & client["acknowledgment"].notna()]
    again = sent["why"].isin(["retransmission", "tail_loss_probe"]) & (sent["transmission"] > 1)
    for rows, sign, colour, name in ((sent[~again], "o", BLUE, "sent"), (sent[again], "^", ORANGE, "sent again"),
                                     (sent[sent["packet"].isin(lost)], "x", VERMILION, "lost on the way")):
        size = {"o": 5, "^": 10, "x": 11}[sign]
        ax.plot(rows["at_ns"] / 1e6, rows["sequence"], sign, color=colour, markersize=size, markeredgewidth=3 if sign == "x" else 1, label=name)
    ax.step(acknowledged["at_ns"] / 1e6, acknowledged["acknowledgment"], where="post", color=GREEN, linewidth=2, label="acknowledged")
    label(ax.xaxis, "time_ms")
    if report.textbook(contender):
        ax.set_ylabel("sequence number [segments]")
    else:
        label(ax.yaxis, "sequence_bytes", "sequence number")
    ax.set_title(title)
    ax.legend()
    return ax
