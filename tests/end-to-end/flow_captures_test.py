#!/usr/bin/env python3
"""Holds the trace of flows that share one link to what tshark makes of it, and to itself: whose a packet is must be the same in
every file.

    flow_captures_test.py PROGRAM

PROGRAM runs three flows in virtual time, on the relay, and where this machine has TUN devices also there, with the kernel's TCP.
Without tshark nothing is known: that is a failure.
"""
import collections
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
LINK = {"rate": "10mbit", "delay": "10ms", "loss": "1%", "queue": "50kB"}
JOB = {"kind": "flows", "duration": "2s", "flows": [{"contender": "blast", "start": "200ms"}, {"contender": "later", "start": "500ms"}]}
BLAST = {"kind": "udp", "name": "blast", "rate": "2mbit"}
FIRST = {"kind": "reliable-udp", "name": "first", "congestion": "newreno"}
LATER = {"kind": "reliable-udp", "name": "later", "congestion": "cubic"}
OF_KERNEL = {"kind": "kernel-tcp", "name": "later", "congestion": "reno"}
CARRIERS = {"simulated": LATER, "relay": LATER, "tun": OF_KERNEL}
CHECKS = ["-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
          "-d", "tcp.port==7000-7002,data", "-d", "udp.port==7000-7002,data", "-d", "tcp.port==40000-40002,data",
          "-d", "udp.port==40000-40002,data"]


def call(*arguments):
    done = subprocess.run(arguments, capture_output=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, arguments))}\nended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def table(capture, *fields, only=""):
    told = call("tshark", "-r", capture, *CHECKS, *(["-Y", only] if only else []), "-T", "fields", "-E", "separator=\t",
                *(word for field in fields for word in ("-e", field)))
    return [line.split("\t") for line in told.splitlines()]


def on_each_carrier(rule):
    def check(self):
        for carrier, (folder, report) in self.runs.items():
            with self.subTest(carrier=carrier):
                rule(self, folder, report)
    return check


class Flows(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        cls.runs = {}
        for carrier, later in CARRIERS.items():
            scenario = {"name": "shared", "link": LINK, "workload": JOB, "contenders": [FIRST, BLAST, later], "seed": 3}
            file = cls.root / f"{carrier}.json"
            file.write_text(json.dumps(scenario))
            report = cls.root / f"report-{carrier}.json"
            subprocess.run([PROGRAM, "run", file, "--quiet", "--path", carrier, "--trace", cls.root / f"trace-{carrier}",
                            "--output", report], cwd=cls.root, capture_output=True, check=False)
            told = json.loads(report.read_text()) if report.exists() else None
            runs = [contender["runs"][0] for contender in told["contenders"]] if told else []
            if any(run["outcome"] == "not_run" for run in runs) or not runs:
                print(f"Nothing on {carrier}: {runs[0]['reason'] if runs else 'no report'}", file=sys.stderr)
                continue
            cls.runs[carrier] = (cls.root / f"trace-{carrier}" / "shared" / "flows-1", told)
        assert "simulated" in cls.runs

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def lines(file):
        return [json.loads(line) for line in file.read_text().splitlines()]

    @on_each_carrier
    def test_nothing_is_malformed_and_checksums_are_right(self, folder, report):
        fields = ("_ws.malformed", "ip.checksum.status", "tcp.checksum.status", "udp.checksum.status")
        for malformed, *statuses in table(folder / "packets.pcapng", *fields):
            self.assertEqual(malformed, "")
            self.assertNotIn("0", statuses)

    @on_each_carrier
    def test_there_are_as_many_tcp_conversations_as_reliable_flows(self, folder, report):
        streams = table(folder / "packets.pcapng", "tcp.stream", "ip.src", "ip.dst", only="tcp")
        self.assertEqual({stream for stream, *_ in streams}, {"0", "1"})
        networks = {stream: {address.split(".")[2] for _, *addresses in
                             [line for line in streams if line[0] == stream] for address in addresses}
                    for stream in ("0", "1")}
        self.assertEqual(networks, {"0": {"0"}, "1": {"2"}})

    @on_each_carrier
    def test_every_packet_stands_under_the_addresses_of_its_flow(self, folder, report):
        flow_of = {f"{fate['direction']} packet {fate['index']}": fate["flow"]
                   for fate in self.lines(folder / "fates.jsonl") if "decision" in fate}
        seen = collections.Counter()
        for comment, source in table(folder / "packets.pcapng", "frame.comment", "ip.src"):
            name = " ".join(comment.replace(":", " ").replace(",", " ").split()[:3])
            self.assertEqual(str(flow_of[name]), source.split(".")[2], comment)
            seen[flow_of[name]] += 1
        self.assertEqual(set(seen), {0, 1, 2})

    @on_each_carrier
    def test_what_our_transport_says_it_sent_is_what_the_link_took_from_that_flow(self, folder, report):
        packet_of = {(fate["flow"], fate["direction"], fate["index"]): fate["packet"]
                     for fate in self.lines(folder / "fates.jsonl") if "decision" in fate}
        compared = 0
        for event in self.lines(folder / "events.jsonl"):
            if event.get("event") != "sent" or "packet" not in event:
                continue
            direction = "forward" if event["host"] == "client" else "reverse"
            packet = packet_of[event["flow"], direction, event["packet"]]
            self.assertEqual((packet["sequence"], packet["payload_bytes"]), (event["sequence"], event["payload_bytes"]))
            compared += 1
        self.assertGreater(compared, 500)

    @on_each_carrier
    def test_streams_of_a_flow_reassemble_to_the_bytes_that_it_delivered(self, folder, report):
        for place, stream in ((0, 0), (2, 1)):
            run = report["contenders"][place]["runs"][0]
            self.assertTrue(run["integrity"]["intact"])
            far_end = folder / f"server-{stream}.pcapng"
            call("tshark", "-r", folder / "packets.pcapng", "-Y", f"frame.interface_id==1 && ip.addr==10.77.{place}.1",
                 "-w", far_end)
            told = call("tshark", "-r", far_end, "-q", *CHECKS, "-z", "follow,tcp,raw,0").splitlines()
            octets = sum(len(line) // 2 for line in told[6:] if line and line[0] in "0123456789abcdef")
            self.assertEqual(octets, run["integrity"]["intact_bytes"])

    @on_each_carrier
    def test_qlog_has_both_ends_of_each_connection_under_its_flows_name(self, folder, report):
        traces = json.loads((folder / "connections.qlog").read_text())["traces"]
        self.assertEqual([trace["title"] for trace in traces],
                         [f"{name}, connection 1, {host}" for name in ("first", "later") for host in ("client", "server")])
        for trace in traces:
            sent = [event["data"]["header"]["packet_number"] for event in trace["events"]
                    if event["name"] == "transport:packet_sent"]
            self.assertEqual(sent, list(range(len(sent))))
            self.assertGreater(len(sent), 20)
        for trace in traces[::2]:
            self.assertTrue(any(event["name"] == "recovery:metrics_updated" for event in trace["events"]))

    @on_each_carrier
    def test_the_record_log_agrees_with_each_flows_report(self, folder, report):
        arrivals = list(csv.DictReader(io.StringIO((folder / "records.csv").read_text())))
        for place, contender in enumerate(report["contenders"]):
            mine = [line for line in arrivals if line["flow"] == str(place)]
            integrity = contender["runs"][0]["integrity"]
            self.assertEqual(len({line["record"] for line in mine if line["intact"] == "true"}), integrity["intact_records"])

    @on_each_carrier
    def test_ladder_story_and_tables_tell_of_the_flow_that_is_named(self, folder, report):
        file = self.root / f"{folder.parts[-3].replace('trace-', 'report-')}.json"
        fates = [fate for fate in self.lines(folder / "fates.jsonl") if "decision" in fate]
        for place, contender in enumerate(report["contenders"]):
            name = contender["name"]
            chosen = [file, "--trace", folder.parents[1], "--contender", name]
            packets = list(csv.DictReader(io.StringIO(call(PROGRAM, "export", "packets", *chosen))))
            self.assertEqual({line["contender"] for line in packets}, {name})
            self.assertEqual(sorted((line["direction"], int(line["index"])) for line in packets),
                             sorted((fate["direction"], fate["index"]) for fate in fates if fate["flow"] == place))
            records = list(csv.DictReader(io.StringIO(call(PROGRAM, "export", "records", *chosen))))
            self.assertGreater(len(records), 50)
            self.assertEqual(set(records[0]), {"contender", "repetition", "at_ns", "direction", "record", "intact", "first"})
            ladder = call(PROGRAM, "ladder", *chosen, "--count", "5").splitlines()
            self.assertEqual(ladder[0], name)
            self.assertIn("datagram 1" if name == "blast" else "SYN", ladder[2])
            self.assertIn(f"{name}, run 1", call(PROGRAM, "explain", *chosen))


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
