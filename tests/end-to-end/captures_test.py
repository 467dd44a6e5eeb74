#!/usr/bin/env python3
"""Holds captures to what tshark makes of them, and qlog files to what its viewers ask.

    captures_test.py PROGRAM

PROGRAM runs a link that does everything bad, in virtual time, and where this machine has TUN devices also there, with the
kernel's TCP. Without tshark nothing is known: that is a failure.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
SCENARIO = {
    "name": "captured",
    "link": {"rate": "20mbit", "delay": "10ms", "loss": "2%", "corrupt": "3%", "duplicate": "2%", "queue": "100kB",
             "reorder": {"probability": "1%"}},
    "workload": {"kind": "bulk", "bytes": "300kB"},
    "contenders": ["udp", "reliable-udp"],
    "seed": 7,
}
FIELDS = ["frame.number", "frame.interface_id", "frame.time_epoch", "frame.comment", "tcp.checksum.status",
          "udp.checksum.status", "ip.checksum.status", "_ws.malformed", "tcp.seq_raw", "tcp.len"]
# What is sent is no protocol that tshark knows, whatever usually has that port.
CHECKS = ["-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
          "-d", "tcp.port==7000,data", "-d", "udp.port==7000,data"]
GOOD, BAD = "1", "0"
MACHINE_CANNOT = 3  # what acklab ends with where a contender cannot run on this machine
MANUAL = (pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "FATES.md").read_text()


class NotHere(Exception):
    """This machine cannot run that."""


def call(*arguments, good=(0,), **options):
    done = subprocess.run(arguments, capture_output=True, check=False, **options)
    if done.returncode not in good:
        raise AssertionError(f"{' '.join(map(str, arguments))}\nended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def packets(capture):
    told = call("tshark", "-r", capture, "-T", "fields", "-E", "separator=\t", *CHECKS,
                *(word for field in FIELDS for word in ("-e", field))).decode()
    return [dict(zip(FIELDS, line.split("\t"))) for line in told.splitlines()]


def lines(log):
    return [json.loads(line) for line in log.read_text().splitlines()]


def fates_of(folder):
    return [line for line in lines(folder / "fates.jsonl") if "decision" in line]


def of_each_run(rule):
    """The rule holds for every run, and a failure says for which it does not."""
    def check(self):
        for (path, name), (folder, run) in self.runs.items():
            with self.subTest(path=path, contender=name):
                rule(self, name, folder, run)
    return check


class Captures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        cls.runs = {}
        cls.run_on("simulated", SCENARIO)
        try:
            cls.run_on("tun", {**SCENARIO, "contenders": ["reliable-udp", {"kind": "kernel-tcp", "congestion": "reno"}]})
        except NotHere as reason:
            print(f"Nothing on TUN: {reason}", file=sys.stderr)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_on(cls, path, scenario):
        file = cls.root / f"{path}.json"
        file.write_text(json.dumps(scenario))
        trace = cls.root / f"trace-{path}"
        report = cls.root / f"report-{path}.json"
        call(PROGRAM, "run", file, "--quiet", "--path", path, "--trace", trace, "--output", report, cwd=cls.root,
             good=(0, MACHINE_CANNOT))
        told = json.loads(report.read_text())
        for contender in told["contenders"]:
            run = contender["runs"][0]
            if run["outcome"] == "not_run":
                raise NotHere(run["reason"])
            cls.runs[path, contender["name"]] = (trace / "captured" / f"{contender['name']}-1", run)

    @of_each_run
    def test_nothing_is_malformed_and_ip_is_right(self, name, folder, run):
        for packet in packets(folder / "packets.pcapng"):
            damaged = "damaged" in packet["frame.comment"]
            self.assertTrue(damaged or not packet["_ws.malformed"], packet)
            self.assertNotEqual(packet["ip.checksum.status"], BAD, packet)

    @of_each_run
    def test_wrong_checksums_are_exactly_the_packets_that_the_link_damaged(self, name, folder, run):
        checked = 0
        for packet in packets(folder / "packets.pcapng"):
            status = packet["tcp.checksum.status"] or packet["udp.checksum.status"]
            arrives_damaged = "as it came out" in packet["frame.comment"] and "damaged" in packet["frame.comment"]
            if arrives_damaged and not status:
                continue  # the damage hides that it is TCP or UDP at all
            self.assertEqual(status, BAD if arrives_damaged else GOOD, packet)
            checked += arrives_damaged
        self.assertGreater(checked, 0)

    @of_each_run
    def test_a_packet_stands_where_it_is_sent_and_each_delivered_copy_where_it_arrives(self, name, folder, run):
        seen = collections.Counter(packet["frame.interface_id"] for packet in packets(folder / "packets.pcapng"))
        forward, reverse = run["link"]["forward"], run["link"]["reverse"]
        expected = {"0": forward["offered"] + reverse["delivered"], "1": reverse["offered"] + forward["delivered"]}
        self.assertEqual(seen, expected)

    @of_each_run
    def test_drops_stand_with_their_cause_at_the_end_that_sent_them_alone(self, name, folder, run):
        copies = collections.Counter((fate["direction"], fate["index"]) for fate in fates_of(folder))
        lost = {f"{fate['direction']} packet {fate['index']}": fate["cause"] for fate in fates_of(folder)
                if fate["decision"] == "dropped" and copies[fate["direction"], fate["index"]] == 1}
        told = {}
        for packet in packets(folder / "packets.pcapng"):
            words = packet["frame.comment"]
            if "dropped by " in words and ";" not in words:
                told[words.split(":")[0].split(",")[0].split(" (")[0]] = words.split("dropped by ")[1].split()[0].strip(",")
                self.assertEqual(packet["frame.interface_id"], "0" if words.startswith("forward") else "1")
        self.assertEqual(told, lost)

    @of_each_run
    def test_packets_stand_in_the_order_of_time(self, name, folder, run):
        times = [float(packet["frame.time_epoch"]) for packet in packets(folder / "packets.pcapng")]
        self.assertEqual(times, sorted(times))

    def stream(self, folder, interface):
        one_end = folder / f"end-{interface}.pcapng"
        call("tshark", "-r", folder / "packets.pcapng", *CHECKS, "-Y",
             f"frame.interface_id=={interface} && tcp.checksum.status==1", "-w", one_end)
        told = call("tshark", "-r", one_end, "-q", *CHECKS, "-z", "follow,tcp,raw,0").decode()
        # What the server sends is indented.
        return "".join(line for line in told.splitlines()[6:] if line and line[0] in "0123456789abcdef")

    @of_each_run
    def test_streams_reassemble_to_the_very_bytes_that_were_sent(self, name, folder, run):
        if name == "udp":
            return
        self.assertTrue(run["integrity"]["intact"])
        sent, received = self.stream(folder, 0), self.stream(folder, 1)
        self.assertEqual(len(received), 2 * 300_000)
        self.assertEqual(sent, received)

    @of_each_run
    def test_tshark_sees_the_retransmissions_that_the_report_counts(self, name, folder, run):
        if name == "udp":
            return
        self.stream(folder, 0)
        told = call("tshark", "-r", folder / "end-0.pcapng", "-T", "fields", "-e", "tcp.len", "-Y",
                    "ip.src==10.77.0.1 && tcp.len>0 && (tcp.analysis.retransmission ||"
                    " tcp.analysis.fast_retransmission || tcp.analysis.spurious_retransmission ||"
                    " tcp.analysis.out_of_order)").decode().split()
        again = sum(1 for fate in fates_of(folder)
                    if fate["direction"] == "forward" and fate["copy"] == 0
                    and fate.get("packet", {}).get("transmission", 1) > 1
                    and fate["packet"]["payload_bytes"] > 0)
        self.assertEqual(len(told), again)

    @of_each_run
    def test_tcptrace_counts_the_same(self, name, folder, run):
        if name == "udp":
            return
        self.stream(folder, 0)
        call("tshark", "-r", folder / "end-0.pcapng", "-F", "pcap", "-w", folder / "end-0.pcap")
        told = call("tcptrace", "-l", "-n", folder / "end-0.pcap").decode()
        unique = next(line for line in told.splitlines() if "unique bytes sent" in line)
        self.assertEqual(int(unique.split(":")[1].split()[0]), 300_000)

    @of_each_run
    def test_the_record_log_has_a_line_for_each_arrival(self, name, folder, run):
        head, *told = (folder / "records.csv").read_text().splitlines()
        self.assertEqual(head, "at_ns,direction,record,intact,first")
        arrivals = [line.split(",") for line in told]
        integrity = run["integrity"]
        self.assertEqual(len({line[2] for line in arrivals if line[3] == "true"}), integrity["intact_records"])
        self.assertEqual(sum(line[4] == "false" for line in arrivals), integrity["duplicated"])
        self.assertEqual([int(line[0]) for line in arrivals], sorted(int(line[0]) for line in arrivals))

    @of_each_run
    def test_the_manual_names_every_key_of_the_fate_log(self, name, folder, run):
        keys = set()
        for line in lines(folder / "fates.jsonl"):
            keys |= set(line) | set(line.get("packet", {}))
        self.assertEqual([key for key in sorted(keys) if f"`{key}`" not in MANUAL], [])

    @of_each_run
    def test_the_fate_log_reads_windows_and_sack_as_tshark_does(self, name, folder, run):
        if name == "udp":
            return
        read = {(fate["direction"], fate["index"]): fate["packet"] for fate in fates_of(folder)}
        told = call("tshark", "-r", folder / "packets.pcapng", *CHECKS, "-T", "fields", "-E", "separator=\t", "-e", "frame.comment",
                    "-e", "tcp.window_size", "-e", "tcp.options.sack_le", "-e", "tcp.options.sack_re",
                    "-Y", "!(frame.comment contains \"came out\") && tcp.flags.syn==0 && tcp.flags.reset==0").decode()
        acknowledged = 0
        for line in told.splitlines():
            comment, window, left, right = line.split("\t")
            packet = read[comment.split()[0], int(comment.replace(":", " ").replace(",", " ").split()[2])]
            self.assertEqual(packet["window"], int(window), line)
            blocks = list(zip(left.split(","), right.split(","))) if left else []
            sizes = [(int(end) - int(begin)) % 2**32 for begin, end in blocks]
            self.assertEqual([end - begin for begin, end in packet.get("sack", [])], sizes, line)
            acknowledged += bool(blocks)
        self.assertGreater(acknowledged, 3)

    @of_each_run
    def test_qlog_keeps_the_rules_of_its_viewers(self, name, folder, run):
        file = folder / "connections.qlog"
        if name == "udp":
            self.assertFalse(file.exists())
            return
        text = file.read_text()
        head = text[:1024]
        self.assertIn('"qlog_version":"0.3"', head)
        self.assertIn('"qlog_format":"JSON"', head)
        traces = json.loads(text)["traces"]
        self.assertEqual([trace["vantage_point"]["type"] for trace in traces], ["client", "server"])
        for trace, other in zip(traces, reversed(traces)):
            self.check_trace(trace, other)

    def check_trace(self, trace, other):
        common = trace["common_fields"]
        self.assertEqual(common["time_format"], "relative")
        self.assertIsInstance(common["reference_time"], str)
        self.assertEqual(trace["configuration"], {"time_offset": "0.001", "time_units": "ms"})
        events = trace["events"]
        self.assertTrue(events)
        times = [event["time"] for event in events]
        self.assertEqual(times, sorted(times))
        by_name = collections.defaultdict(list)
        for event in events:
            by_name[event["name"]].append(event["data"])
            self.assertTrue(event["data"].get("raw", {"length": 1})["length"] > 0)
        sent = [data["header"]["packet_number"] for data in by_name["transport:packet_sent"]]
        self.assertEqual(sent, list(range(len(sent))))
        sent_by_other = {event["data"]["header"]["packet_number"]: event["data"]
                         for event in other["events"] if event["name"] == "transport:packet_sent"}
        for data in by_name["transport:packet_received"]:
            original = sent_by_other[data["header"]["packet_number"]]
            self.assertEqual(data["raw"], original["raw"])
            self.assertEqual(data["header"]["packet_type"], original["header"]["packet_type"])
        acknowledged = [number for data in by_name["transport:packet_received"] for frame in data["frames"]
                        if frame["frame_type"] == "ack" for first, last in frame["acked_ranges"]
                        for number in range(first, last + 1)]
        self.assertEqual(len(acknowledged), len(set(acknowledged)))
        self.assertLessEqual(set(acknowledged), set(sent))
        lost = [data["header"]["packet_number"] for data in by_name["recovery:packet_lost"]]
        self.assertLessEqual(set(lost), set(sent))
        if trace["vantage_point"]["type"] == "client":
            carrying = {data["header"]["packet_number"] for data in by_name["transport:packet_sent"]
                        if data["raw"]["payload_length"] > 0}
            octets = set()
            for data in by_name["transport:packet_sent"]:
                if data["header"]["packet_number"] in set(acknowledged) & carrying:
                    for frame in data["frames"]:
                        if frame["frame_type"] == "stream":
                            octets.update(range(frame["offset"], frame["offset"] + frame["length"]))
            self.assertEqual(octets, set(range(300_000)))
            self.assertTrue(by_name["recovery:metrics_updated"])
            self.assertTrue(lost)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
