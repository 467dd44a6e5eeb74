"""Reads the files that acklab writes: a table each, or one sentence that says why not. `acklab_reports` offers what is here."""
import json
import pathlib
import sqlite3

import pandas

from acklab_program import AcklabError


def read_sweep_csv(file):
    """The medians of NAME.csv: a row a point, contender and metric."""
    return read(pandas.read_csv, file)


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
    return read_lines(file, "acklab_fates", columns)


def read_events(file):
    """An event log (scenarios/EVENTS.md): a row an event, with `at_ns`, `event`, and what it says of itself."""
    columns = ["at_ns", "event", "host", "connection", "packet", "why", "cause", "transmission", "sequence", "payload_bytes",
               "acknowledgment", "needless"]
    return read_lines(file, "acklab_events", columns)


def read(reader, file):
    try:
        return reader(file)
    except FileNotFoundError:
        raise AcklabError(f"there is no file {file}.") from None
    except (OSError, UnicodeDecodeError, ValueError) as error:  # a JSON or CSV that cannot be read is a ValueError
        raise AcklabError(f"{file} cannot be read: {str(error).splitlines()[0].rstrip('.')}.") from None


def read_json(file, member=None, kind=None):
    data = read(lambda name: json.loads(pathlib.Path(name).read_text(encoding="utf-8")), file)
    if member is None:
        return data
    if not isinstance(data, dict) or member not in data or "schema_version" not in data:
        raise AcklabError(f"{file} holds no {kind} of acklab.")
    if data["schema_version"] != 1:
        raise AcklabError(f"{file} has schema version {data['schema_version']}; this module reads version 1.")
    return data


def read_lines(file, mark, columns):
    """The lines between the first and the last as a table; columns that no line has are there too, and empty."""
    rows = read(lambda name: [json.loads(line) for line in pathlib.Path(name).read_text(encoding="utf-8").splitlines()], file)
    if not rows or not isinstance(rows[0], dict) or mark not in rows[0]:
        raise AcklabError(f'{file} is no log of this kind: its first line has no "{mark}".')
    if rows[0][mark] != 1:
        raise AcklabError(f"{file} has version {rows[0][mark]} of its format; this module reads version 1.")
    table = pandas.DataFrame(row for row in rows[1:] if "complete" not in row)
    return table.reindex(columns=columns + [name for name in table.columns if name not in columns])
