#!/usr/bin/env python3
"""net/README.md shows the program that is built, the parts that there are, and no more than a page.

    readme_test.py ROOT
"""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(sys.argv[1])
NET = ROOT / "net"
TEXT = (NET / "README.md").read_text(encoding="utf-8")


def block(heading, language):
    """The first fenced block of that language behind the heading."""
    return re.search(rf"^## {heading}$.*?^```{language}\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE).group(1)


class ReadmeHolds(unittest.TestCase):
    def test_the_program_shown_is_the_program_built(self):
        self.assertEqual(block("A whole program", "cpp"), (NET / "examples/move_file.cpp").read_text(encoding="utf-8"))

    def test_the_program_has_less_than_sixty_lines(self):
        self.assertLess(len((NET / "examples/move_file.cpp").read_text(encoding="utf-8").splitlines()), 60)

    def test_the_picture_shows_each_part_of_the_transport_once(self):
        shown = [name for line in block("The parts", "").splitlines() if line.startswith("  │ ")
                 for name in line[18:].split()]
        parts = {header.stem for header in (NET / "transport").glob("*.hpp")}
        self.assertEqual(parts - set(shown), set(), "headers of net/transport that net/README.md's picture lacks")
        self.assertEqual(set(shown) - parts, set(), "parts in net/README.md's picture that do not exist")
        self.assertEqual(len(shown), len(parts), "a part is shown twice")

    def test_the_picture_shows_which_room_uses_which(self):
        shown = dict(re.findall(r"^(\w+) .*\buses ([\w, ]+)$", block("The parts", ""), re.MULTILINE))
        self.assertEqual(set(shown), {folder.parent.name for folder in NET.glob("*/CMakeLists.txt")})
        for room, used in shown.items():
            lists = (NET / room / "CMakeLists.txt").read_text(encoding="utf-8")
            real = re.findall(r"\backlab_net_(\w+)", lists)
            self.assertEqual(sorted(used.replace(",", "").split()), sorted(set(real)) or ["nothing"], room)

    def test_it_stays_one_page(self):
        self.assertLessEqual(len(TEXT.splitlines()), 120)

    def test_every_local_link_leads_somewhere(self):
        prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\(([^)#:]+)\)", prose):
            self.assertTrue((NET / target).exists(), target)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
