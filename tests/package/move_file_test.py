#!/usr/bin/env python3
"""The program that net/README.md shows moves files through loopback, and says when it could not.

    move_file_test.py MOVE_FILE
"""
import pathlib
import random
import socket
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv[1]


def free_udp_port(family, address):
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.bind((address, 0))
        return str(probe.getsockname()[1])


def start(*words):
    return subprocess.Popen([PROGRAM, *words], stdout=subprocess.PIPE, text=True)


class MoveFile(unittest.TestCase):
    def move(self, source, target, family=socket.AF_INET, address="127.0.0.1"):
        """What sender and receiver said, and their exit codes. The sender comes first: its SYN waits for the listener."""
        port = free_udp_port(family, address)
        with start("send", address, port, str(source)) as sender, start("receive", address, port, str(target)) as receiver:
            said = sender.communicate(timeout=60)[0], receiver.communicate(timeout=60)[0]
        return said, (sender.returncode, receiver.returncode)

    def test_files_of_every_size_arrive_as_they_were(self):
        for size in (0, 1, 65_536, 8 << 20):  # 8 MiB is more than the buffers begin with
            with self.subTest(size=size), tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                (folder / "original").write_bytes(random.Random(size).randbytes(size))
                outcome = self.move(folder / "original", folder / "copy")
                self.assertEqual(outcome, (("finished\n", "finished\n"), (0, 0)))
                self.assertTrue((folder / "copy").read_bytes() == (folder / "original").read_bytes())

    def test_ipv6_carries_it_too(self):
        try:
            free_udp_port(socket.AF_INET6, "::1")
        except OSError:
            self.skipTest("this machine has no ::1")
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "original").write_bytes(b"six" * 100_000)
            outcome = self.move(folder / "original", folder / "copy", socket.AF_INET6, "::1")
            self.assertEqual(outcome, (("finished\n", "finished\n"), (0, 0)))
            self.assertTrue((folder / "copy").read_bytes() == (folder / "original").read_bytes())

    @unittest.skipUnless(pathlib.Path("/dev/full").exists(), "no device that is always full")
    def test_the_sender_learns_that_the_disk_was_full(self):
        with tempfile.TemporaryDirectory() as name:
            original = pathlib.Path(name) / "original"
            original.write_bytes(b"x" * 100_000)
            self.assertEqual(self.move(original, "/dev/full"), (("reset\n", "aborted\n"), (1, 1)))

    def test_wrong_words_are_refused(self):
        for words in (("send",), ("send", "127.0.0.1", "7", "/no/such/file")):
            with start(*words) as refused:
                refused.communicate(timeout=60)
            self.assertEqual(refused.returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
