#!/usr/bin/env python3
"""The reader and the schema must agree.

    schema_agreement.py SCENARIO_VERDICT SCENARIOS_FOLDER

Every shipped scenario and a corpus of documents derived from a full one go to the reader (SCENARIO_VERDICT)
and to an independent JSON Schema validator. What the reader accepts, the schema must accept. What the schema accepts
and the reader does not must be among the rules that JSON Schema cannot say, listed in BEYOND_SCHEMA.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

# Sentences about what a schema cannot express: sums, ranges of quantities, references between parts.
BEYOND_SCHEMA = [
    "says nothing in one of", "expected a duration from", "expected a size from", "not a whole number of", "the largest rate is", "the value is too large",
    "lets nothing through", "already called", "no contender of this scenario", "there is no metric", "no effect without",
    "without an amount of jitter", "does not fit a udp datagram", "too many to check", "is true or false", "which integrity.intact is",
    "set \"carriage\": \"ip\"", "use the contender \"kernel-tcp\"", "neither side of this contender", "there is no kernel for",
    "the textbook rungs", "without \"acks\" nobody", "one segment in flight", "does not fit one segment", "understands TCP alone",
    "no effect with the discipline", "must be shorter than", "must be smaller than", "has no effect when the",
    "with a weight of 0%", "expected a whole number of packets",
    "no effect with this kind of damage", "needs a \"count\"", "needs a \"length\"",
    "has no effect with ", "object needs a \"rate\"", "bucket needs a \"rate\"", "needs a \"burst\"", "cannot be used", "name of a trace file", "name of a picture", "a size of its own",
    "no packet meets this", "a rule must do something", "what is dropped cannot", "exactly one of", "the direction follows",
    "rules cannot change", "this changes nothing", "stand in the order", "expected true", "expected a number from", "a range of sizes",
    "a range of times", "each once",
    "never ends", "cannot come in bursts", "is listed twice", "each say which", "nothing says which packets", "the key \"p\" is missing", "the key \"p13\" is missing",
    "the key \"from\" is missing", "belongs to \"every\"", "or repeats, at", "only random loss can be capped", "leave one state", "the state never changes", "that carries IPv6",
    "expected a packet's index", "choose one of them", "these exchanges move", "these rounds move", "intervals of", "a read needs a write", "there is no write", "carries its number", "with at most six decimals", "a whole number from 1 to",
    "flows share", "flows directly on IP", "flows run all at once", "TCP share their hosts", "there are more than 32 contenders", "would be called", "has begun", "all flows stop after", "stands here twice", "no time at which", "flows that go on for",
    "has no input", "predicts", "and here it is", "which follows from nothing", "is a number, found", "found the number 2.0", "found the number 10000000000.0",
]

FULL = {
    "$schema": "./schema/scenario.schema.json", "name": "full", "question": "Why?", "explanation": {"en": ["one", "", "two"], "zh-Hans": "一"},
    "title": {"en": "Full", "pt-BR": "Cheio"}, "duration_estimate": "20s",
    "try_next": [{"scenario": "reliability/02-window", "why": {"en": "more", "zh": "更多"}}],
    "link": {"rate": "20mbit", "delay": "25ms", "loss": "1%", "queue": "125kB", "duplicate": "0.5%", "corrupt": "0%",
             "reorder": "100%", "jitter": {"amount": "2ms", "distribution": "normal", "reorder": True},
             "forward": {"jitter": "1ms", "queue": {"limit": "100packets", "discipline": "codel", "target": "5ms", "interval": "100ms",
                                                    "ecn": True}},
             "reverse": {"rate": "unlimited", "queue": "unlimited"}},
    "workload": {"kind": "bulk", "bytes": "4MB", "message": "1200B"},
    "contenders": ["udp", {"kind": "udp", "name": "slow udp", "rate": "1.5mbit", "ecn": True, "connected": False},
                   {"kind": "reliable-udp", "congestion": "none", "arq": "tcp", "window_segments": 64, "rto": "adaptive",
                    "max_ack_delay": "20ms", "ecn": True, "mss": "536B", "send_buffer": "64kB", "receive_buffer": "32kB",
                    "keep_alive": {"idle": "10s", "interval": "1s", "probes": 3}, "user_timeout": "30s", "min_rto": "200ms",
                    "initial_rto": "3s", "receiver": {"cheats": "ack_division"},
                    "mechanisms": {"checksum": "crc32c", "karn": False, "nagle": False, "loss_detection": "duplicate_acks",
                                   "byte_counting": False, "silly_window_avoidance": False}},
                   {"kind": "reliable-udp", "name": "paced", "congestion": "cubic", "initial_window": 2, "pacing": True},
                   {"kind": "reliable-udp", "name": "textbook", "arq": "selective-repeat", "window_segments": 14, "rto": "300ms",
                    "sequence_bits": 8, "mechanisms": {"timestamps": False}},
                   {"kind": "kernel-tcp", "congestion": "reno", "ecn": True, "mss": "536B", "send_buffer": "64kB", "user_timeout": "30s",
                    "keep_alive": {"idle": "10s"}, "mechanisms": {"sack": False, "nagle": False, "loss_detection": "duplicate_acks"}}],
    "repeat": 5, "seed": 1, "time_limit": "60s", "path": "auto",
    "expect": [{"contender": "udp", "metric": "integrity.missing_ratio", "near": 0.01, "tolerance": 0.005, "note": "n"},
               {"contender": "reliable-udp", "metric": "integrity.intact", "equals": True},
               {"contender": "kernel-tcp", "metric": "share_of_limit", "at_least": 0.01},
               {"contender": "kernel-tcp", "metric": "share_of_limit", "at_most": 1},
               {"contender": "udp", "metric": "integrity.corrupted", "equals": 0}],
    "ip_version": 6,
    "theory": [{"formula": "mathis", "contender": "kernel-tcp", "metric": "goodput_bits_per_s", "tolerance": 0.25, "must_hold": True, "note": "n",
                "inputs": {"loss": "1%", "round_trip": "50ms", "payload": "1448B", "segments_per_ack": 2}},
               {"formula": "jain", "contender": "udp", "metric": "share_of_limit", "absolute_tolerance": 0.1, "inputs": {"shares": [9, 1]}},
               {"formula": "queue_delay", "contender": "udp", "metric": "link.forward.queue_delay.max_us", "tolerance": 0, "inputs": {"rate": "20mbit", "queue": "125kB"}}],
}

# What happens to which packets, and what changes later: beside a rate and a delay.
SCRIPT = {
    "rules": [{"when": {"direction": "forward", "protocol": "tcp", "flags": "SYN,ACK", "transmission": "2-", "connection": 1},
               "skip": 1, "times": 2, "do": {"drop": True}},
              {"when": {"is": "data", "data_segment": "3-5", "bytes": 5000, "size": "1kB-", "packets": "12-", "time": "1s-2s"},
               "do": {"delay": "300ms", "duplicate": 2, "reorder_after": 3, "mark": "ce"}},
              {"when": {"ack": "10-12"}, "do": {"corrupt": {"kind": "bits", "count": 3, "region": "header", "checksum": "kept"}}},
              {"do": {"hold_until": {"packets": 3}}}],
    "schedule": [{"at": "2s", "both": {"loss": "1%"}}, {"at_packet": 500, "forward": {"rate": "1mbit"}, "reverse": {"delay": "9ms"}}],
}
SCRIPT_VALUES = ["3", "3-5", "5-3", "3-", "-3", "0", "40B-100B", "1kB-", "100B-40B", "1s-2s", "2s-1s", "1s-", "SYN", "syn", "SYN,SYN",
                 "both", "forward", "other", "ack_only", "ce", 10**6, 10**6 + 1, 64, 65, 16, 17, {"packets": 3}, {"time": "1s", "packets": 3}, {"drop": True}]

# A contender that meets the kernel, and what is put in place of its values.
MET = {"kind": "reliable-udp", "name": "met", "carriage": "ip", "client": "acklab", "server": "kernel", "kernel_congestion": "bbr"}
MET_VALUES = [None, 1, {}, "udp", "ip", "acklab", "kernel", "kernel-tcp", "bbr", "RENO", "a" * 16]

# What damage may be told.
CORRUPT_VALUES = {
    "probability": ["0%", "100%"], "kind": ["bit", "bits", "burst", "byte", "swapped_words", "compensating_pair"], "count": [1, 64, 65, 2.5],
    "length": [1, 1024, 1025], "region": ["anywhere", "header", "payload", "tail"], "checksum": ["kept", "repaired", "off"],
}
# What a link may be told about losing packets, each with values of its own to try beside VALUES.
LOSSES = [
    {"mtu": {"bytes": 1500, "oversize": "fragment"}, "outage": [{"from": "1s", "for": "2s"}, {"every": "3s", "for": "3ms", "offset": "0s"}]},
    {"mtu": "1400B", "loss": {"mean": "1%", "mean_burst": 4.5, "max_burst": 9}},
    {"loss": {"kind": "gemodel", "p": "0%", "r": "25%", "1-h": "90%", "1-k": "0.1%", "max_burst": 3}},
    {"loss": {"kind": "state", "p13": "1%", "p31": "50%", "p32": "50%", "p23": "30%", "p14": "0.5%"}},
    {"loss": {"pattern": "..x"}}, {"loss": {"packets": [3, "10-12"]}}, {"loss": {"every": 100, "burst": 5, "offset": 7}},
    {"loss": {"mean": "1%", "pattern": "x."}}, {"loss": {"pattern": "x.", "max_burst": 3}},
]
LOSS_VALUES = ["fragment", "drop", "icmp", "67B", "1279B", "65535B", 1279, 1.0000001, "state", "gemodel", "", "x.", "X", "3-4", "12-10", "4-", [5, 5],
               [3, "2-4"], ["99999999999999999-1"], "50%", "99%", [{"every": "1s", "for": "1s"}], [{"from": "1s"}], [{"from": "0s", "for": "1h", "every": "2h"}]]

# What a rate may be told, and what it may be told beside.
RATE_VALUES = {
    "rate": ["20mbit"], "packet_overhead": ["0B", "-14B", "65535B", "65536B", "-65535B", "-65536B", "--1B", "-unlimited"], "cell_size": ["0B", "1B", "48B"],
    "cell_overhead": ["-47B", "-48B", "5B"], "kind": ["token_bucket", "fixed"], "burst": ["1499B", "1500B", "1000GB"],
    "peak_rate": ["unlimited", "20mbit", "21mbit"], "trace": ["", "nowhere.trace"], "repeat": [True, False],
}
RATES = [{}, {"rate": "20mbit"}, {"rate": "20mbit", "cell_size": "48B"}, {"kind": "token_bucket", "rate": "20mbit", "burst": "2kB"}]

# What a queue may be told, and what it may be told beside.
QUEUE_VALUES = {
    "limit": ["1packet", "0packets", "1000000packets", "1000001packets", "1.5packets", "packets", "1us", "10min", "11min", "1500B", "1499B"],
    "discipline": ["drop-tail", "drop-head", "codel", "pie", "red", "bfifo"], "target": ["5ms", "100ms", "10s", "11s"], "interval": ["100ms", "0s"],
    "update": ["15ms", "99us"], "burst": ["0s", "11s"], "min": ["1B", "1MB"], "max": ["30kB", "1000GB"], "probability": ["0%", "100%"],
    "weight": ["0%", "100%"], "gentle": [True], "ecn": [True, False],
}
QUEUES = [{"limit": "100packets"}] + [{"limit": "1MB", "discipline": kind} for kind in ("drop-tail", "drop-head", "codel", "pie", "red")]

# Jobs of each kind, and what is put in place of their values beside VALUES.
JOBS = [
    {"kind": "exchange", "count": 100, "request": "100B", "answer": "1kB", "think": "2ms", "gap": "10ms", "connection": "per_request",
     "nodelay": False, "timeout": "1s", "retries": 2, "copies": 1},
    {"kind": "periodic", "message": "160B", "interval": "20ms", "count": 10, "deadline": "150ms", "nodelay": True, "copies": 2, "server": "stays"},
    {"kind": "periodic", "interval": "20ms", "duration": "10s"},
    {"kind": "write_pattern", "steps": [{"write": "100B"}, {"pause": "5ms"}, {"read": "50B"}], "repeat": 3, "nodelay": True, "timeout": "1s"},
    {"kind": "slow_reader", "bytes": "1MB", "message": "1kB", "wait": "3s", "read": "1kB", "every": "5ms", "receive_buffer": "64kB",
     "nodelay": True},
    {"kind": "idle", "quiet": "5s", "line": "80B", "server": "stays", "stop_in_answer": "2s", "read_timeout": "1s"},
    {"kind": "picture", "width": 256, "height": 192, "message": "784B"},
    {"kind": "flows", "duration": "20s", "message": "1kB", "interval": "500ms",
     "flows": [{"contender": "udp", "start": "5s", "stop": "15s", "bytes": "2MB"}, {"contender": "reliable-udp"}]},
]
JOB_VALUES = ["kept", "per_request", "exchange", "periodic", 16, 17, 100, 101, 10**6, [{"write": "15B"}], [{"read": "1B"}],
              [{"pause": "1s"}], [{"write": "1B", "read": "1B"}], [{"write": "2MB"}], [{"write": "2kB"}] * 101, "write_pattern", "slow_reader", "picture", 63, 64, 512, 513, "31B", "32B", "4kB", "3kB", "stays", "absent", "killed", 10**6 + 1, "100us", "99us", "16B", "15B", "100MB", "101MB", "65507B"]

# Put in place of every value: each kind of value, and quantities of each kind, right and wrong.
VALUES = [
    None, True, False, 0, 1, -1, 2.5, 2.0, 1e10, 0.01, 10**20, 2**53, 2**53 + 1, "", [], {}, [[]], ["udp"], {"kind": "udp"}, {"amount": "3ms"},
    "0s", "3ms", "3 ms", "3MS", "-3ms", ".5s", "5.s", "05s", "0.5ns", "1.5h", "3m", "2h", "9" * 19 + "h", "9" * 20 + "ns", "3ms ", "3\u00b5s",
    "1mbit", "1Mbit", "0bit", "0.5bit", "2tbit", "1mbps", "1.5gbit", "1B", "1500B", "1.5kB", "0.1B", "64KiB", "5GB", "4GB", "1KB", "2000B",
    "0%", "1%", "100%", "100.0%", "100.1%", "99.9999999999%", "0.00000000001%", "101%", "%", "1 %", "01%", "unlimited", "Unlimited",
    "udp", "reliable-udp", "kernel-tcp", "tcp", "bulk", "none", "newreno", "cubic", "bbr", "reno", "RENO", "a" * 16, "normal", "uniform", "auto", "tun",
    "simulated", "relay", "a" * 65, "a b", " a", "a ", "A", "a\u001bb", "a\u009bb", "\u00e9", "x" * 2001, "\u00e9" * 2000, "integrity.intact", "integrity", "nope",
    4, 5, 6,
]


def places(value, path=()):
    yield path
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], path + (key,))


def changed(path, change):
    """FULL with `change` applied to the container and key of one place."""
    document = copy.deepcopy(FULL)
    at = document
    for key in path[:-1]:
        at = at[key]
    change(at, path[-1])
    return document


def corpus(trace):
    yield FULL
    for rate in [*RATES, {"trace": trace}]:
        yield {**FULL, "link": {"rate": rate}}
        for key in rate:
            yield {**FULL, "link": {"rate": {k: v for k, v in rate.items() if k != key}}}
        for key, values in RATE_VALUES.items():
            for value in [*values, *VALUES[:16]]:
                yield {**FULL, "link": {"rate": {**rate, key: value}}}
    for queue in [*QUEUES, *QUEUE_VALUES["limit"]]:
        yield {**FULL, "link": {"rate": "20mbit", "queue": queue}}
        yield {**FULL, "link": {"queue": queue}}
    for queue in QUEUES:
        for key, values in QUEUE_VALUES.items():
            for value in [*values, *VALUES[:12]]:
                yield {**FULL, "link": {"rate": "20mbit", "queue": {**queue, key: value}}}
    for policer in ("none", {}, {"rate": "1mbit"}, {"burst": "2kB"}, {"rate": "1mbit", "burst": "2kB"}, {"rate": "1mbit", "burst": "1kB"},
                    {"rate": "unlimited", "burst": "2kB"}, {"rate": "1mbit", "burst": "2kB", "peak_rate": "2mbit"}):
        yield {**FULL, "link": {"policer": policer}}
    yield {"name": "small", "link": {}, "workload": {"kind": "bulk", "bytes": "1B"}, "contenders": ["kernel-tcp"]}
    for acks in (True, False):
        yield {"name": "small", "link": {}, "workload": {"kind": "bulk", "bytes": "1B", "message": "1B"},
               "contenders": [{"kind": "reliable-udp", "ecn": True, "mechanisms": {"acks": acks}}]}
    yield from VALUES
    for number, path in enumerate(places(FULL)):
        if path:
            yield changed(path, lambda at, key: at.__delitem__(key))
            for value in VALUES[number % 2 :: 2]:  # half at each place: every value meets many
                yield changed(path, lambda at, key: at.__setitem__(key, copy.deepcopy(value)))
        for extra in ("x", "rate", "reorder", "name", "near", "tolerance", "at_least", "equals", "note", "congestion", "forward"):
            def add(at, key):
                target = at[key]
                if isinstance(target, dict):
                    target[extra] = {"rate": "1mbit", "reorder": "1%", "name": "n", "note": "n"}.get(extra, 1)
            if path:
                yield changed(path, add)
    for number, path in enumerate(places(SCRIPT)):
        for value in ([] if not path else [None, *VALUES[number % 4 :: 4], *SCRIPT_VALUES[number % 2 :: 2]]):
            script = copy.deepcopy(SCRIPT)
            at = script
            for key in path[:-1]:
                at = at[key]
            if value is None:
                del at[path[-1]]
            else:
                at[path[-1]] = copy.deepcopy(value)
            yield {**FULL, "link": {"rate": "20mbit", "delay": "25ms", **script}}
    for script in ({"rules": [{"do": {"drop": True, "delay": "1ms"}}]}, {"rules": [{"do": {"drop": False}}]},
                   {"schedule": [{"at": "1s", "both": {"rules": []}}]},
                   {"schedule": [{"at": "1s", "both": {"rules": [{"do": {"drop": True}}]}}]},
                   {"schedule": [{"at": "2s", "both": {"loss": "1%"}}, {"at": "1s", "both": {"loss": "2%"}}]}):
        yield {**FULL, "link": {"rate": "20mbit", "delay": "25ms", **script}}
    for count in (64, 65):
        yield {**FULL, "link": {"rules": [{"do": {"drop": True}}] * count}}
    yield {**FULL, "link": {"forward": {"rules": [{"when": {"direction": "forward"}, "do": {"drop": True}}]}}}
    for link in LOSSES:
        for path in places(link):
            for value in VALUES[::4] + LOSS_VALUES if path else [link]:
                told = copy.deepcopy(link)
                at = told
                for key in path[:-1]:
                    at = at[key]
                if path:
                    at[path[-1]] = copy.deepcopy(value)
                yield {**FULL, "link": told}
            if path and isinstance(path[-1], str):
                at.pop(path[-1])
                yield {**FULL, "link": told}
    for key in MET:
        yield {**FULL, "contenders": [{k: v for k, v in MET.items() if k != key}], "expect": [], "theory": []}
        for value in MET_VALUES:
            yield {**FULL, "contenders": [{**MET, key: value}], "expect": [], "theory": []}
    for path in ("relay", "simulated", "tun"):
        yield {**FULL, "contenders": [MET], "expect": [], "theory": [], "path": path}
    yield {**FULL, "workload": {"kind": "bulk", "bytes": "4GB", "message": "16B"}}
    for job in JOBS:
        for way in ("udp", "reliable-udp"):
            yield {**FULL, "theory": [], "workload": job, "contenders": [way], "expect": [], "theory": []}
        for key in job:
            yield {**FULL, "theory": [], "workload": {k: v for k, v in job.items() if k != key}}
            for value in VALUES[::3] + JOB_VALUES:
                yield {**FULL, "theory": [], "workload": {**job, key: value}}
        for key in ("bytes", "duration", "count", "copies", "interval"):
            yield {**FULL, "theory": [], "workload": {**job, key: job.get(key, 1)}}
    for picture in (trace, "", "x" * 2001, 5, str(pathlib.Path(trace).parents[1] / "pictures/hills.png")):
        for more in ({}, {"message": "784B"}, {"width": 64}):
            yield {**FULL, "theory": [], "workload": {"kind": "picture", "file": picture, **more}}
    yield {**FULL, "contenders": [{"kind": "reliable-udp", "ecn": True, "mechanisms": {"acks": False}}], "expect": [], "theory": []}
    shared = {**FULL, "theory": [], "expect": [], "workload": JOBS[-1], "contenders": ["udp", "reliable-udp"], "link": {"rate": "20mbit"}}
    for change in ({}, {"path": "tun"}, {"path": "relay"}, {"contenders": ["udp", "kernel-tcp"]}, {"link": {}}, {"time_limit": "19s"}):
        yield {**shared, **change}
    for path in ("auto", "tun", "relay", "simulated"):
        for ways in (["udp", "kernel-tcp"], ["udp", {"kind": "reliable-udp", "carriage": "ip"}], ["udp", MET],
                     ["kernel-tcp", {"kind": "kernel-tcp", "name": "other", "congestion": "reno"}],
                     ["kernel-tcp", {"kind": "kernel-tcp", "name": "other", "mechanisms": {"sack": False}}]):
            yield {**shared, "path": path, "contenders": ways, "workload": {**JOBS[-1], "flows": []}}
    for count in (0, 1, 2, 32, 33, 2.5, "2", None):
        for kind in ("udp", "reliable-udp", "kernel-tcp"):
            yield {**shared, "contenders": [{"kind": kind, "count": count}], "workload": {**JOBS[-1], "flows": [{"contender": kind, "start": "1s"}]}}
        yield {**FULL, "theory": [], "contenders": [{"kind": "udp", "count": count}], "expect": []}
    for ways in ([{"kind": "udp", "count": 16}, {"kind": "reliable-udp", "count": 17}], [{"kind": "udp", "name": "a" * 31, "count": 2}],
                 [{"kind": "udp", "count": 2}, "udp"], [{"kind": "udp", "count": 2}, {"kind": "reliable-udp", "name": "udp-2"}]):
        yield {**shared, "contenders": ways, "workload": {**JOBS[-1], "flows": []}}
    for value in [*VALUES[::2], *JOB_VALUES]:
        for key in JOBS[-1]:
            yield {**shared, "workload": {**JOBS[-1], key: value}}
        for key in JOBS[-1]["flows"][0]:
            yield {**shared, "workload": {**JOBS[-1], "flows": [{**JOBS[-1]["flows"][0], key: value}]}}
    for flows in ([{"contender": "udp", "start": "15s", "stop": "10s"}], [{"contender": "udp", "stop": "21s"}],
                  [{"contender": "udp"}, {"contender": "udp"}], [{"contender": "nobody"}],
                  [{"contender": "udp", "stop": "5s"}, {"contender": "reliable-udp", "start": "10s"}]):
        yield {**shared, "workload": {**JOBS[-1], "flows": flows}}
    yield {**FULL, "theory": [], "workload": {**JOBS[0], "copies": 2}}
    for copies in (0, 1, 2, 16, 17, 2.5, "2", None):
        for job in (JOBS[0], {**JOBS[0], "retries": 0}, JOBS[1], JOBS[3], FULL["workload"]):
            for kind in ("udp", "reliable-udp"):
                yield {**FULL, "theory": [], "workload": job, "contenders": [{"kind": kind, "copies": copies}], "expect": []}
    yield {**FULL, "theory": [], "workload": {**JOBS[3], "steps": [{"write": "1MB"}], "repeat": 10**6}, "contenders": ["kernel-tcp"], "expect": [], "theory": []}
    yield {**FULL, "link": {"jitter": {"amount": "0s", "reorder": True}}}
    for key, values in CORRUPT_VALUES.items():
        for value in [*values, *VALUES[:12]]:
            for kind in CORRUPT_VALUES["kind"]:
                yield {**FULL, "link": {"corrupt": {"probability": "1%", "kind": kind, key: value}}}
    yield {**FULL, "link": {"corrupt": {"probability": "1%", "kind": "burst", "length": 32, "region": "payload", "checksum": "repaired"}}}
    yield {**FULL, "link": {"corrupt": {"kind": "bit"}}}
    yield {**FULL, "expect": [{"contender": "udp", "metric": "integrity.intact", "at_least": 1}]}
    yield {**FULL, "seed": 1e10}
    yield {**FULL, "contenders": [{"kind": "reliable-udp", "carriage": "ip", "server": "kernel", "arq": "go-back-n"}], "expect": [], "theory": []}
    for told in ({"arq": "stop-and-wait", "window_segments": 2}, {"arq": "stop-and-wait", "window_segments": 1}, {"sequence_bits": 8},
                 {"arq": "go-back-n", "sequence_bits": 2, "window_segments": 65536}, {"arq": "stop-and-wait", "sequence_bits": 1},
                 {"arq": "stop-and-wait", "sequence_bits": 0}, {"arq": "go-back-n", "congestion": "cubic"},
                 {"arq": "go-back-n", "max_ack_delay": "1ms"}, {"arq": "go-back-n", "mechanisms": {"sack": True}}, {"mechanisms": {"acks": False}}):
        yield {**FULL, "contenders": [{"kind": "reliable-udp", **told}], "expect": [], "theory": []}
        yield {**FULL, "contenders": [{"kind": "kernel-tcp", **told}], "expect": [], "theory": []}
    yield {**FULL, "workload": {"kind": "bulk", "bytes": "4MB", "message": "1450B"}, "contenders": [{"kind": "reliable-udp", "mechanisms": {"ordering": False}}],
           "expect": [], "theory": []}
    for count in (32, 33):
        yield {**FULL, "contenders": [{"kind": "udp", "name": f"udp {i}"} for i in range(count)], "expect": [], "theory": []}
    for topics in (["sack"], ["sack", "min_rto"], ["sack", "sack"], [], ["rack"], "sack", [1]):
        yield {**FULL, "honesty": topics}
        yield {**FULL, "honesty": topics, "contenders": ["udp"], "expect": [], "theory": []}
    for count in (100, 101):
        yield {**FULL, "theory": [FULL["theory"][0]] * count}
    for inputs in ({}, {"shares": [1]}, {"shares": 3}, {"rate": "1mbit"}, {"shares": [1, 2, 3]}, {"shares": [1] * 101}, {"shares": [0, 1]}):
        yield {**FULL, "theory": [{**FULL["theory"][1], "inputs": inputs}]}
    for metric in ("goodput_bits_per_s", "timing.completion_ms", "share_of_limit", "completed"):
        yield {**FULL, "theory": [{**FULL["theory"][1], "metric": metric}]}
    for count in (200, 201):
        yield {**FULL, "explanation": ["x"] * count}
        yield {**FULL, "explanation": {"en": ["x"] * count, "zh": ["", "x"]}}
    for tag in ("zh", "ZH", "z", "zh-CN", "zh-cn", "zh-Hans-CN", "zh-Hans-419", "zh_CN", "zh-", "yueh", "x-acklab"):
        yield {**FULL, "title": {"en": "a", tag: "b"}}
        yield {**FULL, "explanation": {tag: "b"}}
    for count in (31, 32):
        yield {**FULL, "title": {"en": "a", **{f"a{chr(97 + i % 26)}{chr(97 + i // 26)}": "b" for i in range(count)}}}
    for place in ("a", "a/b", "/a", "a/", "a//b", "A", "a.json", "", "a" * 128, "a" * 129):
        yield {**FULL, "try_next": [{"scenario": place, "why": "b"}]}
    for count in (8, 9):
        yield {**FULL, "try_next": FULL["try_next"] * count}
    for words in ("x" * 80, "x" * 81, "\u00e9" * 80, {"en": "x" * 81}, {"en": ""}, {"en": "a", "zh": []}, {"en": [""]}):
        yield {**FULL, "title": words}
        yield {**FULL, "explanation": words}
        yield {**FULL, "expect": [FULL["expect"][0]] * count}


def main():
    verdict_program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    schema = json.loads((folder / "schema/scenario.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = remembering(jsonschema.Draft202012Validator)(schema)
    undescribed = [k for k, v in walk_properties(schema) if "description" not in resolve(schema, v)]
    assert not undescribed, f"properties without description: {undescribed}"

    shipped = sorted(folder.glob("*.json"))
    assert len(shipped) >= 3, shipped
    failures, both, neither, beyond = [], 0, 0, 0
    used = set()
    with tempfile.TemporaryDirectory() as work:
        files = [str(f) for f in shipped]
        for number, document in enumerate(corpus(str(folder.resolve() / "traces/fade.trace"))):
            file = pathlib.Path(work) / f"{number}.json"
            file.write_text(json.dumps(document, ensure_ascii=number % 2 == 0))
            files.append(str(file))
        answers = subprocess.run([verdict_program], input="\n".join(files) + "\n", capture_output=True, text=True, check=True)
        verdicts = answers.stdout.splitlines()
        assert len(verdicts) == len(files), (len(verdicts), len(files))
        for file, verdict in zip(files, verdicts):
            document = json.loads(pathlib.Path(file).read_text())
            by_reader, by_schema = verdict == "ok", validator.is_valid(document)
            rule = next((r for r in BEYOND_SCHEMA if r in verdict), None)
            if by_reader and by_schema:
                both += 1
            elif not by_reader and not by_schema:
                neither += 1
            elif by_schema and rule:
                beyond += 1
                used.add(rule)
            else:
                failures.append(f"reader: {verdict}; schema: {by_schema}; {json.dumps(document)[:3000]}")
        for file in shipped:
            validator.validate(json.loads(file.read_text()))
    print(f"{len(files)} documents: {both} accepted by both, {neither} refused by both, {beyond} beyond the schema")
    assert both > 200 and neither > 200, "the corpus is one-sided"
    failures += [f"no document met the rule: {rule}" for rule in BEYOND_SCHEMA if rule not in used]
    print("\n".join(failures[:20]))
    return 1 if failures else 0


def remembering(validator_class):
    """The validator, with its answers remembered: the documents are alike but for one place each, and what a part of the
    schema says of a value is the same in all of them."""
    answers = {}

    def remembered(keyword):
        def check(validator, value, instance, schema):
            key = (id(value), json.dumps(instance))
            if key not in answers:
                answers[key] = next(iter(keyword(validator, value, instance, schema) or ()), None)
            if answers[key] is not None:
                yield answers[key]
        return check

    keywords = {name: remembered(validator_class.VALIDATORS[name]) for name in ("$ref", "anyOf", "oneOf", "properties")}
    return jsonschema.validators.extend(validator_class, keywords)


def walk_properties(schema):
    if isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items():
            yield key, value
        for value in schema.values():
            yield from walk_properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from walk_properties(value)


def resolve(schema, part):
    while isinstance(part, dict) and "$ref" in part and "description" not in part:
        at = schema
        for key in part["$ref"].removeprefix("#/").split("/"):
            at = at[key]
        part = at
    return part


if __name__ == "__main__":
    sys.exit(main())
