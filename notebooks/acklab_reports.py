"""Runs acklab and reads what it writes into pandas.

Nothing here knows what a network does: every number comes from acklab's reports, journals and logs, and every prediction
from the report's `theory` or from `acklab theory`. Units stay in the names of columns, as acklab writes them
(`goodput_bits_per_s`, `timing.completion_ms`); a value that does not exist is missing (NaN), never 0.

    import acklab_reports as acklab
    report = acklab.run("lossy-bulk")
    report.table("goodput_bits_per_s")
"""
import copy
import difflib
import json
import math
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import weakref
from dataclasses import dataclass

import pandas

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What `Report.table` shows unless asked for something else.
USUAL_METRICS = ("integrity.intact_ratio", "integrity.missing", "timing.completion_ms", "goodput_bits_per_s", "share_of_limit",
                 "cost.retransmissions")


class AcklabError(Exception):
    """Something is wrong with the input or with acklab, said in one sentence."""

    def _render_traceback_(self):  # a notebook shows the sentence alone
        return [f"acklab: {self}"]


# --- the program --------------------------------------------------------------------------------


def find_acklab():
    """The program: what the environment variable ACKLAB names, else the release build, else what is on the PATH."""
    named = os.environ.get("ACKLAB")
    if named:
        found = shutil.which(named)
        if found is None:
            raise AcklabError(f'the environment variable ACKLAB says "{named}", which is no program that can run; '
                              "let it name acklab, or unset it.")
        return found
    built = ROOT / "build/release/sim/cli/acklab"
    found = shutil.which(str(built)) or shutil.which("acklab")
    if found is None:
        raise AcklabError(f"there is no program {built} and none called acklab on the PATH; build it with './dev build' "
                          f"in {ROOT}, or let the environment variable ACKLAB name it.")
    return found


def _call(*arguments, allowed=(0,)):
    """Runs acklab with these arguments and returns what it printed; an exit code that is not allowed is an error."""
    program = find_acklab()
    environment = {**os.environ, "ACKLAB_LANG": "en"}
    if (ROOT / "scenarios").is_dir():
        environment.setdefault("ACKLAB_SCENARIOS", str(ROOT / "scenarios"))
    try:
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=environment, check=False)
    except OSError as error:
        raise AcklabError(f"{program} cannot be started: {error.strerror}.") from None
    if done.returncode in allowed:
        return done.stdout
    if done.returncode < 0:
        raise AcklabError(f"{program} was ended by {signal.Signals(-done.returncode).name} and has no result.")
    said = re.sub(r"^acklab: ", "", done.stderr.strip() or done.stdout.strip(), flags=re.MULTILINE)
    raise AcklabError(said or f"{program} failed with exit code {done.returncode} and did not say why.")


class _Folder:
    """A temporary folder that goes when nobody needs it any more."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="acklab-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def _call_for(scenario, folder, command, *arguments, allowed):
    """Calls acklab for a scenario, which a dict first becomes a file for; what it says of that file it says of "the scenario"."""
    if not isinstance(scenario, dict):
        return _call(command, scenario, *arguments, allowed=allowed)
    file = folder / "scenario.json"
    try:
        file.write_text(json.dumps(scenario, indent=1), encoding="utf-8")
    except TypeError as error:
        raise AcklabError(f"the scenario cannot be written as JSON: {error}.") from None
    try:
        return _call(command, file, *arguments, allowed=allowed)
    except AcklabError as error:
        raise AcklabError(re.sub(re.escape(str(file)) + r"(, line \d+)?", "the scenario", str(error))) from None


def scenario(name):
    """A scenario as a dict of your own to change: a file, or one of the course by place, name or number ("reliability/02")."""
    file = pathlib.Path(name)
    if not file.is_file():
        _call("check", name)  # says what is wrong with the name
        known = json.loads(_call("list", "--json"))["scenarios"]
        folder = pathlib.Path(os.environ.get("ACKLAB_SCENARIOS", ROOT / "scenarios"))
        for lesson in known:
            numbered = f"{lesson['folder']}/{lesson['number']}" if lesson["number"] else None
            if name in (lesson["place"], lesson["name"], numbered):
                file = folder / f"{lesson['place']}.json"
    found = _read_json(file)
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
    folder = _Folder()
    file = folder.path / "report.json"
    options = ["--quiet", "-o", file]
    for option, value in (("--path", path), ("--seed", seed), ("--repeat", repeat), ("--only", only),
                          ("--trace", folder.path / "traces" if trace else None)):
        if value is not None:
            options += [option, value]
    _call_for(what, folder.path, "run", *options, allowed=(0, 1))
    return Report(_read_json(file), folder if trace else None)


def sweep(what, *, jobs=None, seeds=None):
    """Runs a scenario (a dict, a file or a name) that has a member "sweep" over all of its values and seeds; returns the Sweep."""
    if seeds is not None or not (isinstance(what, dict) or pathlib.Path(what).is_file()):
        what = what if isinstance(what, dict) else scenario(what)
        what = changed(what, sweep={"seeds": seeds}) if seeds is not None else what
    folder = _Folder()
    results = folder.path / "results"
    options = ["--quiet", "-o", results] + ([] if jobs is None else ["--jobs", jobs])
    _call_for(what, folder.path, "sweep", *options, allowed=(0,))
    return Sweep(_read_json(results.with_suffix(".json")), results.with_suffix(".sqlite"), folder)


@dataclass(frozen=True)
class Prediction:
    """What a formula says: durations in ms, rates in bit/s, shares as ratios; `text` is what acklab printed."""
    value: float
    unit: str
    text: str

    def __str__(self):
        return self.text


_UNITS = {"bit/s": ("bit/s", 1), "kbit/s": ("bit/s", 1e3), "Mbit/s": ("bit/s", 1e6), "Gbit/s": ("bit/s", 1e9), "ms": ("ms", 1),
          "s": ("ms", 1e3), "bytes": ("bytes", 1), "byte": ("bytes", 1), "/s": ("1/s", 1), "": ("count", 1), "%": ("ratio", 1)}


def theory(formula, **inputs):
    """What `acklab theory FORMULA INPUT=VALUE…` says, as in theory("mathis", payload="1460B", round_trip="100ms", loss="1%")."""
    printed = _call("theory", formula, *(f"{name}={value}" for name, value in inputs.items()))
    result = re.search(r"^  = ([-+.\de]+) ?(?:\((.*)\)|(\S*))$", printed, re.MULTILINE)
    if result is None:
        raise AcklabError(f"{formula} has no result without inputs; 'acklab theory {formula}' says which it takes.")
    number, share, unit = result.groups()
    name, factor = _UNITS["%" if share else unit or ""]
    return Prediction(float(number) * factor, name, share or f"{number} {unit or ''}".strip())


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
            raise AcklabError(f'the report has no metric "{metric}"{_nearest(metric, known)}.')
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
        raise AcklabError(f'the report has no contender "{name}"; it has {_listed(each["name"] for each in self.data["contenders"])}.')

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
            raise AcklabError(f'no run of the sweep has the metric "{metric}"{_nearest(metric, known)}.')
        return pandas.DataFrame(rows)


# --- files --------------------------------------------------------------------------------------


def read_report(file):
    """The Report that is stored in a file."""
    return Report(_read_json(file, "contenders", "report"))


def read_sweep(file):
    """The Sweep whose results are stored in NAME.json, with the journal if NAME.sqlite lies beside it."""
    journal = pathlib.Path(file).with_suffix(".sqlite")
    return Sweep(_read_json(file, "results", "results of a sweep"), journal if journal.is_file() else None)


def read_sweep_csv(file):
    """The medians of NAME.csv: a row a point, contender and metric."""
    return _read(pandas.read_csv, file)


def read_journal(file):
    """The runs of a sweep's journal, also of one that is still being written: a row a run, a column a parameter and a metric."""
    if not pathlib.Path(file).is_file():
        raise AcklabError(f"there is no file {file}.")
    try:
        journal = sqlite3.connect(f"{pathlib.Path(file).resolve().as_uri()}?mode=ro", uri=True)
        try:
            return pandas.read_sql_query("SELECT * FROM runs ORDER BY run", journal)
        finally:
            journal.close()
    except (sqlite3.Error, pandas.errors.DatabaseError):
        raise AcklabError(f"{file} is no journal of a sweep.") from None


def read_fates(file):
    """A fate log (scenarios/FATES.md): a row a copy of a packet, with `arrival_ns`, `due_ns`, `decision`, `cause`, `damage` …"""
    columns = ["direction", "index", "copy", "arrival_ns", "due_ns", "ip_bytes", "decision", "cause", "label", "damage", "queue_bytes",
               "queued_ns"]
    return _read_lines(file, "acklab_fates", columns)


def read_events(file):
    """An event log (scenarios/EVENTS.md): a row an event, with `at_ns`, `event`, and what it says of itself."""
    columns = ["at_ns", "event", "host", "connection", "packet", "why", "cause", "transmission", "sequence", "payload_bytes",
               "acknowledgment", "needless"]
    return _read_lines(file, "acklab_events", columns)


def _read(reader, file):
    try:
        return reader(file)
    except FileNotFoundError:
        raise AcklabError(f"there is no file {file}.") from None
    except (OSError, UnicodeDecodeError, ValueError) as error:  # a JSON or CSV that cannot be read is a ValueError
        raise AcklabError(f"{file} cannot be read: {str(error).splitlines()[0].rstrip('.')}.") from None


def _read_json(file, member=None, kind=None):
    data = _read(lambda name: json.loads(pathlib.Path(name).read_text(encoding="utf-8")), file)
    if member is None:
        return data
    if not isinstance(data, dict) or member not in data or "schema_version" not in data:
        raise AcklabError(f"{file} holds no {kind} of acklab.")
    if data["schema_version"] != 1:
        raise AcklabError(f"{file} has schema version {data['schema_version']}; this module reads version 1.")
    return data


def _read_lines(file, mark, columns):
    """The lines between the first and the last as a table; columns that no line has are there too, and empty."""
    rows = _read(lambda name: [json.loads(line) for line in pathlib.Path(name).read_text(encoding="utf-8").splitlines()], file)
    if not rows or not isinstance(rows[0], dict) or mark not in rows[0]:
        raise AcklabError(f'{file} is no log of this kind: its first line has no "{mark}".')
    if rows[0][mark] != 1:
        raise AcklabError(f"{file} has version {rows[0][mark]} of its format; this module reads version 1.")
    table = pandas.DataFrame(row for row in rows[1:] if "complete" not in row)
    return table.reindex(columns=columns + [name for name in table.columns if name not in columns])


def _flat(node, prefix=""):
    """Members of members by dotted names; lists (series, rules) are left out."""
    flat = {}
    for key, value in node.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}.") if key != "series" else {})
        elif not isinstance(value, list):
            flat[prefix + key] = value
    return flat


def _listed(names):
    return ", ".join(f'"{name}"' for name in names)


def _nearest(word, known):
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5) or [name for name in known if word in name][:3]
    return f"; near it are {_listed(near)}" if near else ""
