"""Runs acklab and reads what it writes into pandas.

Nothing here knows what a network does: every number comes from acklab's reports, journals and logs, and every prediction
from the report's `theory` or from `acklab theory`. Units stay in the names of columns, as acklab writes them
(`goodput_bits_per_s`, `timing.completion_ms`); a value that does not exist is missing (NaN), never 0.

    import acklab_reports as acklab
    report = acklab.run("lossy-bulk")
    report.table("goodput_bits_per_s")
"""
import copy
import json
import math
import os
import pathlib
from dataclasses import dataclass

import pandas

from acklab_files import read_events, read_fates, read_journal, read_json, read_sweep_csv
from acklab_program import ROOT, AcklabError, Folder, call, call_for, find_acklab, listed, nearest

__all__ = ["AcklabError", "Prediction", "Report", "Sweep", "changed", "find_acklab", "read_events", "read_fates", "read_journal", "read_report",
           "read_sweep", "read_sweep_csv", "run", "scenario", "sweep", "theory"]

# What `Report.table` shows unless asked for something else.
USUAL_METRICS = ("integrity.intact_ratio", "integrity.missing", "timing.completion_ms", "goodput_bits_per_s", "share_of_limit",
                 "cost.retransmissions")


# --- what acklab does --------------------------------------------------------------------------------


def scenario(name):
    """A scenario as a dict of your own to change: a file, or one of the course by place, name or number ("reliability/02")."""
    file = pathlib.Path(name)
    if not file.is_file():
        call("check", name)  # says what is wrong with the name
        known = json.loads(call("list", "--json"))["scenarios"]
        folder = pathlib.Path(os.environ.get("ACKLAB_SCENARIOS", ROOT / "scenarios"))
        for lesson in known:
            numbered = f"{lesson['folder']}/{lesson['number']}" if lesson["number"] else None
            if name in (lesson["place"], lesson["name"], numbered):
                file = folder / f"{lesson['place']}.json"
    found = read_json(file)
    found.pop("$schema", None)
    return found


def changed(original, **changes):
    """A copy of a scenario with other members: `changed(lesson, repeat=1, link={"loss": "5%"})` changes within `link`."""
    copied = copy.deepcopy(original)
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(copied.get(key), dict):
            copied[key].update(copy.deepcopy(value))
        else:
            copied[key] = copy.deepcopy(value)
    return copied


def run(what, *, path="simulated", trace=False, seed=None, repeat=None, only=None):
    """Runs a scenario (a dict, a file, or a name as `acklab list` shows them) and returns its Report.

    path: "simulated" is virtual time: at once, and the same each time. "auto", "tun" and "relay" are real; None leaves it to the
    scenario. trace: keep what became of each packet, for `Report.fates` and `Report.events`. An expectation that does not
    hold is no error here: `Report.expectations` says so.
    """
    folder = Folder()
    file = folder.path / "report.json"
    options = ["--quiet", "-o", file]
    for option, value in (("--path", path), ("--seed", seed), ("--repeat", repeat), ("--only", only),
                          ("--trace", folder.path / "traces" if trace else None)):
        if value is not None:
            options += [option, value]
    call_for(what, folder.path, "run", *options, allowed=(0, 1))
    return Report(read_json(file), folder if trace else None)


def sweep(what, *, jobs=None, seeds=None):
    """Runs a scenario (a dict, a file or a name) that has a member "sweep" over all of its values and seeds; returns the Sweep."""
    if seeds is not None or not (isinstance(what, dict) or pathlib.Path(what).is_file()):
        what = what if isinstance(what, dict) else scenario(what)
        what = changed(what, sweep={"seeds": seeds}) if seeds is not None else what
    folder = Folder()
    results = folder.path / "results"
    options = ["--quiet", "-o", results] + ([] if jobs is None else ["--jobs", jobs])
    call_for(what, folder.path, "sweep", *options, allowed=(0,))
    return Sweep(read_json(results.with_suffix(".json")), results.with_suffix(".sqlite"), folder)


@dataclass(frozen=True)
class Prediction:
    """What a formula says: durations in ms, rates in bit/s, shares as ratios; `text` is the same as people read it."""
    value: float
    unit: str
    text: str

    def __str__(self):
        return self.text


def theory(formula, **inputs):
    """What `acklab theory FORMULA INPUT=VALUE…` says, as in theory("mathis", payload="1460B", round_trip="100ms", loss="1%")."""
    (said,) = json.loads(call("theory", formula, *(f"{name}={value}" for name, value in inputs.items()), "--json"))["formulas"]
    if said["prediction_text"] is None:
        raise AcklabError(f"{formula} has no result without inputs; 'acklab theory {formula}' says which it takes.")
    return Prediction(math.nan if said["prediction"] is None else said["prediction"], said["unit"], said["prediction_text"])


# --- what a run wrote ---------------------------------------------------------------------------


class Report:
    """A report of `acklab run`; `data` is its JSON (acklab schema report). Medians are over the repetitions."""

    def __init__(self, data, folder=None):
        self.data = data
        self._folder = folder  # of the traces

    @property
    def contenders(self):
        """Names of the contenders that ran, in the scenario's order."""
        return [each["name"] for each in self.data["contenders"] if any(run["outcome"] != "not_run" for run in each["runs"])]

    def not_run(self):
        """Why the others did not, by their names."""
        return {each["name"]: each["runs"][0]["reason"] for each in self.data["contenders"]
                if each["runs"] and each["name"] not in self.contenders}

    def value(self, contender, metric):
        """The median of a metric, by its dotted name; NaN when no run has it."""
        known = self._contender(contender)["aggregate"]
        if metric not in known:
            raise AcklabError(f'the report has no metric "{metric}"{nearest(metric, known)}.')
        median = (known[metric] or {}).get("median")
        return math.nan if median is None else median

    def table(self, *metrics):
        """Medians: a row a contender that ran, a column a metric."""
        rows = [[self.value(name, metric) for metric in metrics or USUAL_METRICS] for name in self.contenders]
        return pandas.DataFrame(rows, index=pandas.Index(self.contenders, name="contender"), columns=list(metrics or USUAL_METRICS))

    def runs(self):
        """A row a run, with everything that was measured in columns by dotted names."""
        rows = [{"contender": each["name"], "repetition": number, **_flat(run)}
                for each in self.data["contenders"] for number, run in enumerate(each["runs"], start=1)]
        return pandas.DataFrame(rows)

    def series(self, contender, repetition=1):
        """How a run went: `at_ms` and beside it windows, bytes in flight, round-trip times, deliveries."""
        return pandas.DataFrame(self._run(contender, repetition)["series"])

    def flows(self, repetition=1):
        """Who got what of the link, a row an interval: `begin_ms`, `end_ms`, `jain_index`, `all_goodput_bits_per_s`, and a column
        `goodput_bits_per_s.NAME` for each flow, missing while it was not there; the job must be flows."""
        courses = self.data["flows"]
        if courses is None:
            raise AcklabError(f"the job of {self.data['scenario']['name']} is not flows, so nobody shares the link.")
        if not 1 <= repetition <= len(courses):
            raise AcklabError(f"the report has no repetition {repetition} of its flows, only 1 to {len(courses)}.")
        course = courses[repetition - 1]
        columns = {name: values for name, values in course.items() if name != "goodput_bits_per_s"}
        columns.update({f"goodput_bits_per_s.{name}": values for name, values in course["goodput_bits_per_s"].items()})
        return pandas.DataFrame(columns).astype(float)

    def theory(self):
        """What formulas say beside what was measured, a row a line of the scenario's `theory`."""
        columns = ["formula", "contender", "metric", "unit", "prediction", "measured", "relative_difference", "verdict", "text", "source"]
        return pandas.DataFrame(self.data["theory"], columns=columns)

    def expectations(self):
        """What the scenario's author expected, what was measured, and the verdict."""
        columns = ["contender", "metric", "condition", "value", "tolerance", "measured", "verdict"]
        return pandas.DataFrame(self.data["expectations"], columns=columns)

    def textbook(self, contender):
        """Whether a contender is on a textbook rung (`arq`), where sequence numbers count segments, not bytes."""
        transport = self._contender(contender)["transport"]
        return transport is not None and transport["arq"] != "tcp"

    def fates(self, contender, repetition=1):
        """What the link did with each packet of a run: see `read_fates`."""
        return read_fates(self._trace(contender, repetition, "fates.jsonl"))

    def events(self, contender, repetition=1):
        """What our transport did in a run, and why: see `read_events`."""
        return read_events(self._trace(contender, repetition, "events.jsonl"))

    def capture(self, contender, repetition=1):
        """The file with the packets of a run as Wireshark reads them (pcapng); copy it, it goes when the report does."""
        return self._trace(contender, repetition, "packets.pcapng")

    def _contender(self, name):
        for each in self.data["contenders"]:
            if each["name"] == name:
                return each
        raise AcklabError(f'the report has no contender "{name}"; it has {listed(each["name"] for each in self.data["contenders"])}.')

    def _run(self, contender, repetition):
        runs = self._contender(contender)["runs"]
        if not 1 <= repetition <= len(runs):
            raise AcklabError(f"{contender} has no repetition {repetition}, only 1 to {len(runs)}.")
        return runs[repetition - 1]

    def _trace(self, contender, repetition, file):
        outcome = self._run(contender, repetition)
        if outcome["outcome"] == "not_run":
            raise AcklabError(f"{contender} did not run: {outcome['reason']}")
        if self._folder is None:
            raise AcklabError("this report has no traces; run the scenario with trace=True.")
        name = self.data["scenario"]["name"]
        return self._folder.path / "traces" / name / f"{contender}-{repetition}" / file


class Sweep:
    """What `acklab sweep` measured; `data` is its JSON (acklab schema sweep), `journal` the SQLite database of its runs."""

    def __init__(self, data, journal=None, folder=None):
        self.data = data
        self.journal = journal
        self._folder = folder

    def runs(self):
        """A row a run, from the journal: see `read_journal`."""
        if self.journal is None:
            raise AcklabError("the results of a sweep have medians alone; read_journal reads the runs from its NAME.sqlite.")
        return read_journal(self.journal)

    def medians(self, metric):
        """A row a point and contender: its parameters, the median of the metric, `low_95` and `high_95` around it, `values`."""
        rows = [{**each["parameters"], "contender": each["contender"], metric: each["metrics"][metric]["median"],
                 **{key: each["metrics"][metric][key] for key in ("low_95", "high_95", "values")}, "runs": each["runs"]}
                for each in self.data["results"] if metric in each["metrics"]]
        if not rows:
            known = {name for each in self.data["results"] for name in each["metrics"]}
            raise AcklabError(f'no run of the sweep has the metric "{metric}"{nearest(metric, known)}.')
        return pandas.DataFrame(rows)


# --- files --------------------------------------------------------------------------------------


def read_report(file):
    """The Report that is stored in a file."""
    return Report(read_json(file, "contenders", "report"))


def read_sweep(file):
    """The Sweep whose results are stored in NAME.json, with the journal if NAME.sqlite lies beside it."""
    journal = pathlib.Path(file).with_suffix(".sqlite")
    return Sweep(read_json(file, "results", "results of a sweep"), journal if journal.is_file() else None)


def _flat(node, prefix=""):
    """Members of members by dotted names; lists (series, rules) are left out."""
    flat = {}
    for key, value in node.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}.") if key != "series" else {})
        elif not isinstance(value, list):
            flat[prefix + key] = value
    return flat


