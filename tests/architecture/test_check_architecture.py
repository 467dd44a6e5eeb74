#!/usr/bin/env python3
"""The architecture check must be able to fail: each rule is broken once here."""
import unittest

from check_architecture import check_file, functions


def broken(path, text):
    return list(check_file(path, text))


HEADER = "#pragma once\n/// One sentence.\n"


class EachRuleCanFail(unittest.TestCase):
    def test_a_good_header_breaks_nothing(self):
        self.assertEqual(broken("net/wire/x.hpp", HEADER + '#include "net/base/time.hpp"\n'), [])

    def test_arrows_never_point_back(self):
        self.assertTrue(broken("net/base/x.hpp", HEADER + '#include "net/wire/segment.hpp"\n'))
        self.assertTrue(broken("sim/link/x.hpp", HEADER + '#include "sim/path/path.hpp"\n'))
        self.assertTrue(broken("sim/link/x.hpp", HEADER + '#include "net/socket/clock.hpp"\n'))

    def test_theory_knows_no_run(self):
        self.assertTrue(broken("sim/theory/x.cpp", '#include "sim/contender/contender.hpp"\n'))
        self.assertTrue(broken("sim/theory/x.cpp", '#include "net/transport/config.hpp"\n'))
        self.assertEqual(broken("sim/report/x.cpp", '#include "sim/theory/catalogue.hpp"\n'), [])

    def test_net_never_includes_sim(self):
        self.assertTrue(broken("net/socket/x.cpp", '#include "sim/link/link.hpp"\n'))

    def test_include_paths_start_at_the_root(self):
        self.assertTrue(broken("net/wire/x.cpp", '#include "segment.hpp"\n'))

    def test_system_headers_stay_in_their_rooms(self):
        self.assertTrue(broken("net/transport/x.cpp", "#include <sys/socket.h>\n"))
        self.assertTrue(broken("sim/run/x.cpp", "#include <thread>\n"))
        self.assertEqual(broken("net/socket/x.cpp", "#include <sys/socket.h>\n"), [])

    def test_the_transport_reads_no_clock(self):
        self.assertTrue(broken("net/transport/x.cpp", "auto t = std::chrono::steady_clock::now();\n"))
        self.assertEqual(broken("net/transport/x.cpp", "// no steady_clock here\n"), [])

    def test_no_standard_distribution_anywhere(self):
        self.assertTrue(broken("tests/net/x.cpp", "std::uniform_int_distribution<int> d;\n"))

    def test_json_stays_in_the_sources_of_its_rooms(self):
        self.assertTrue(broken("sim/run/x.cpp", "#include <nlohmann/json.hpp>\n"))
        self.assertTrue(broken("sim/report/x.hpp", HEADER + "#include <nlohmann/json.hpp>\n"))
        self.assertEqual(broken("sim/report/x.cpp", "#include <nlohmann/json.hpp>\n"), [])

    def test_the_database_stays_in_the_journal(self):
        self.assertTrue(broken("sim/sweep/x.cpp", "#include <sqlite3.h>\n"))
        self.assertTrue(broken("sim/journal/x.hpp", HEADER + "#include <sqlite3.h>\n"))
        self.assertEqual(broken("sim/journal/x.cpp", "#include <sqlite3.h>\n"), [])
        self.assertTrue(broken("sim/journal/x.cpp", "#include \"sim/run/batch.hpp\"\n"))
        self.assertTrue(broken("sim/sweep/x.cpp", "#include <thread>\n"))

    def test_long_files_and_functions(self):
        self.assertTrue(broken("net/wire/x.cpp", "\n" * 401))
        body = "  f();\n" * 69
        self.assertTrue(broken("net/wire/x.cpp", "namespace a {\nvoid f() {\n" + body + "}\n}\n"))
        self.assertEqual(broken("net/wire/x.cpp", "namespace a {\nvoid f() {\n" + "  f();\n" * 68 + "}\n}\n"), [])

    def test_a_namespace_behind_a_preprocessor_condition_is_no_function(self):
        text = "#if defined(__x86_64__)\n#endif\nnamespace a {\n" + "int f();\n" * 80 + "}\n"
        self.assertEqual(broken("net/wire/x.cpp", text), [])

    def test_functions_are_found_in_classes_and_with_initialisers(self):
        code = "struct A {\n  A() : b{1} {\n  }\n  int f() const {\n    if (x) {\n    }\n  }\n};\n"
        self.assertEqual([(first, length) for first, length, _ in functions(code) if "f()" in _], [(4, 4)])

    def test_headers_say_what_they_are_for(self):
        self.assertTrue(broken("net/wire/x.hpp", "#pragma once\n"))
        self.assertTrue(broken("net/wire/x.hpp", "/// x\n"))


if __name__ == "__main__":
    unittest.main()
