// The tc commands, read again by a little reader of tc's grammar (tc/q_netem.c and tc/q_tbf.c of
// iproute2) that knows nothing of who wrote them.
#include "sim/report/link/nearest_tc.hpp"

#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/link/read_link.hpp"

using namespace acklab;

namespace {

using TcWords = std::vector<std::string>;

report::NearestTc nearest_of(const std::string& text) {
  const auto read = scenario::read_link_text(text, ACKLAB_SCENARIOS "/x.json");
  BOOST_TEST_REQUIRE(read.has_value(), text << ": " << read.error().sentence);
  return report::nearest_tc(read->forward);
}

TcWords words_of(const std::string& command) {
  std::istringstream in{command};
  TcWords words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool begins_with_digit(const std::string& word) {
  return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

bool ends_with_one_of(const std::string& word, const std::set<std::string>& units) {
  const std::size_t unit = word.find_first_not_of("0123456789.");
  return begins_with_digit(word) && unit != std::string::npos && units.contains(word.substr(unit));
}
bool is_tc_percent(const std::string& word) {
  return ends_with_one_of(word, {"%"});
}
bool is_tc_time(const std::string& word) {
  return ends_with_one_of(word, {"s", "ms", "us", "ns"});
}
bool is_tc_rate(const std::string& word) {
  return ends_with_one_of(word, {"bit", "kbit", "mbit", "gbit", "tbit"});
}
bool is_tc_number(const std::string& word) {
  return begins_with_digit(word) && word.find_first_not_of("0123456789") == std::string::npos;
}

/// One qdisc as tc would understand it: where it hangs, its kind, and its options.
struct ReadQdisc {
  std::string place;
  std::string kind;
  std::map<std::string, TcWords> options;
};

/// Takes the values behind an option of netem; nothing when they are not what tc takes.
bool takes_netem(const std::string& option, TcWords values) {
  const auto all_percent = [](const TcWords& words) {
    for (const std::string& word : words) {
      if (!is_tc_percent(word)) return false;
    }
    return true;
  };
  if (option == "limit") return values.size() == 1 && is_tc_number(values[0]);
  if (option == "delay") {
    if (values.empty() || values.size() > 2) return false;
    return is_tc_time(values.front()) && is_tc_time(values.back());
  }
  if (option == "distribution") {
    return values.size() == 1 &&
           std::set<std::string>{"normal", "pareto", "paretonormal"}.contains(values[0]);
  }
  if (option == "rate") {
    if (values.empty() || values.size() > 4 || !is_tc_rate(values[0])) return false;
    for (std::size_t i = 1; i < values.size(); ++i) {
      const std::string digits = values[i].substr(values[i].front() == '-' ? 1 : 0);
      if (!is_tc_number(digits)) return false;
    }
    return true;
  }
  if (option == "loss") {
    if (values.empty()) return false;
    const std::map<std::string, std::size_t> most{{"random", 1}, {"state", 5}, {"gemodel", 4}};
    const auto model = most.find(values[0]);
    values.erase(values.begin());
    return model != most.end() && !values.empty() && values.size() <= model->second &&
           all_percent(values);
  }
  return values.size() == 1 && all_percent(values);  // duplicate, corrupt, reorder
}

bool takes_other(const std::string& kind, const std::string& option, const TcWords& values) {
  if (option == "ecn") return values.empty();
  if (values.size() != 1) return false;
  if (option == "rate" || option == "peakrate") return kind == "tbf" && is_tc_rate(values[0]);
  if (option == "linklayer") return kind == "tbf" && values[0] == "atm";
  if (option == "latency") return kind == "tbf" && is_tc_time(values[0]);
  if (option == "target" || option == "interval" || option == "tupdate") {
    return is_tc_time(values[0]);
  }
  if (option == "bandwidth") return is_tc_rate(values[0]);
  if (option == "probability") return begins_with_digit(values[0]);
  return is_tc_number(values[0]);  // limit, burst, mtu, in bytes or packets
}

/// The two commands that police what leaves a device.
void check_policer(const std::string& command) {
  const TcWords words = words_of(command);
  if (command == "tc qdisc add dev DEV clsact") return;
  const TcWords expected{"tc",       "filter",         "add",    "dev",  "DEV",  "egress",
                         "matchall", "action",         "police", "rate", "RATE", "burst",
                         "BYTES",    "conform-exceed", "drop"};
  BOOST_TEST_REQUIRE(words.size() == expected.size(), command);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (expected[i] == "RATE") {
      BOOST_TEST(is_tc_rate(words[i]), command);
    } else if (expected[i] == "BYTES") {
      BOOST_TEST(is_tc_number(words[i]), command);
    } else {
      BOOST_TEST(words[i] == expected[i], command);
    }
  }
}

/// The command as tc reads it; fails the test where tc would refuse.
ReadQdisc tc_reads(const std::string& command) {
  static const std::map<std::string, std::set<std::string>> known{
      {"netem",
       {"limit", "delay", "distribution", "loss", "duplicate", "corrupt", "reorder", "rate"}},
      {"tbf", {"rate", "burst", "limit", "latency", "peakrate", "mtu", "overhead", "linklayer"}},
      {"pfifo", {"limit"}},
      {"pfifo_head_drop", {"limit"}},
      {"codel", {"limit", "target", "interval", "ecn"}},
      {"pie", {"limit", "target", "tupdate", "ecn"}},
      {"red", {"limit", "min", "max", "avpkt", "burst", "bandwidth", "probability", "ecn"}}};
  if (command.starts_with("tc filter ") || command.ends_with(" clsact")) {
    check_policer(command);
    return {};
  }
  const TcWords words = words_of(command);
  const TcWords head{"tc", "qdisc", "add", "dev", "DEV"};
  BOOST_TEST_REQUIRE(words.size() > head.size() + 1, command);
  BOOST_TEST_REQUIRE(TcWords(words.begin(), words.begin() + 5) == head, command);
  ReadQdisc read;
  std::size_t i = head.size();
  for (; !known.contains(words.at(i)); ++i) {
    read.place += (read.place.empty() ? "" : " ") + words.at(i);
  }
  read.kind = words.at(i++);
  const auto& options = known.at(read.kind);
  while (i < words.size()) {
    const std::string option = words[i++];
    BOOST_TEST_REQUIRE(options.contains(option), option << " in " << command);
    BOOST_TEST_REQUIRE(!read.options.contains(option), option << " twice in " << command);
    TcWords values;
    while (i < words.size() && !options.contains(words[i])) values.push_back(words[i++]);
    BOOST_TEST((read.kind == "netem" ? takes_netem(option, values)
                                     : takes_other(read.kind, option, values)),
               option << " in " << command);
    read.options[option] = values;
  }
  if (read.options.contains("reorder")) BOOST_TEST(read.options.contains("delay"), command);
  if (read.kind == "tbf") {
    BOOST_TEST((read.options.contains("limit") != read.options.contains("latency")), command);
    BOOST_TEST((read.options.contains("rate") && read.options.contains("burst")), command);
  }
  return read;
}

bool says(const report::NearestTc& nearest, std::string_view part) {
  for (const std::string& difference : nearest.differences) {
    if (difference.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(nearest_tc_suite)

BOOST_AUTO_TEST_CASE(a_perfect_direction_needs_no_command) {
  const auto nearest = nearest_of("{}");
  BOOST_TEST(nearest.commands.empty());
  BOOST_TEST(nearest.differences.empty());
}

BOOST_AUTO_TEST_CASE(every_word_is_one_that_tc_knows) {
  for (
      const char* text :
      {R"({"loss": "1%"})",
       R"({"delay": "25ms"})",
       R"({"delay": "1.5s"})",
       R"({"delay": "250us", "jitter": "10us"})",
       R"({"rate": "1.5mbit"})",
       R"({"rate": "1tbit", "delay": "1ns", "queue": "1GB"})",
       R"({"duplicate": "0.25%", "corrupt": "0.000001%"})",
       R"({"delay": "20ms", "jitter": {"amount": "2ms", "distribution": "normal"}})",
       R"({"rate": "20mbit", "delay": "20ms", "jitter": {"amount": "2ms", "reorder": true}})",
       R"({"rate": "20mbit", "delay": "20ms", "reorder": "5%", "queue": "64KiB"})",
       R"({"rate": "8mbit", "queue": "100packets"})",
       R"({"rate": "8mbit", "queue": "50ms"})",
       R"({"rate": "8mbit", "queue": {"limit": "100packets", "discipline": "codel", "ecn": true}})",
       R"({"rate": "8mbit", "queue": {"limit": "100kB", "discipline": "pie"}})",
       R"({"rate": "8mbit", "queue": {"limit": "100kB", "discipline": "red"}})",
       R"({"rate": "8mbit", "queue": {"limit": "100packets", "discipline": "drop-head"}})",
       R"({"rate": {"rate": "8mbit", "packet_overhead": "10B", "cell_size": "48B", "cell_overhead": "5B"}, "queue": "64kB"})",
       R"({"rate": {"rate": "8mbit", "packet_overhead": "10B", "cell_size": "48B", "cell_overhead": "5B"}})",
       R"({"rate": {"kind": "token_bucket", "rate": "10mbit", "burst": "64kB", "peak_rate": "100mbit"}})",
       R"({"policer": {"rate": "2mbit", "burst": "32kB"}, "delay": "25ms"})",
       R"({"like": "geo-satellite"})",
       R"({"like": "pantheon-nepal-india"})"}) {
    BOOST_TEST_CONTEXT(text) {
      const auto nearest = nearest_of(text);
      BOOST_TEST(!nearest.commands.empty());
      BOOST_TEST(!nearest.differences.empty());
      for (const std::string& command : nearest.commands) tc_reads(command);
    }
  }
}

BOOST_AUTO_TEST_CASE(simple_impairments_are_one_netem) {
  const auto nearest = nearest_of(
      R"({"loss": "1%", "duplicate": "2%", "corrupt": "3%", "delay": "25ms", "rate": "20mbit"})");
  BOOST_TEST_REQUIRE(nearest.commands.size() == 1U);
  const ReadQdisc netem = tc_reads(nearest.commands[0]);
  BOOST_TEST(netem.place == "root");
  BOOST_TEST(netem.kind == "netem");
  const std::map<std::string, TcWords> expected{{"limit", {"1000000"}}, {"loss", {"random", "1%"}},
                                                {"duplicate", {"2%"}},  {"corrupt", {"3%"}},
                                                {"delay", {"25ms"}},    {"rate", {"20mbit"}}};
  BOOST_TEST((netem.options == expected), nearest.commands[0]);
}

BOOST_AUTO_TEST_CASE(a_queue_with_a_limit_is_a_token_bucket_behind_netem) {
  const auto nearest = nearest_of(R"({"delay": "25ms", "rate": "20mbit", "queue": "125kB"})");
  BOOST_TEST_REQUIRE(nearest.commands.size() == 2U);
  BOOST_TEST(tc_reads(nearest.commands[0]).place == "root handle 1:");
  BOOST_TEST(!tc_reads(nearest.commands[0]).options.contains("rate"));
  const ReadQdisc tbf = tc_reads(nearest.commands[1]);
  BOOST_TEST(tbf.place == "parent 1:1 handle 10:");
  BOOST_TEST(tbf.options.at("rate") == TcWords{"20mbit"});
  BOOST_TEST(tbf.options.at("limit") == TcWords{"125000"});
  BOOST_TEST(tbf.options.at("burst") == TcWords{"2500"});
}

BOOST_AUTO_TEST_CASE(a_queue_alone_needs_no_netem) {
  const auto nearest = nearest_of(R"({"rate": "1mbit", "queue": "15kB"})");
  BOOST_TEST_REQUIRE(nearest.commands.size() == 1U);
  BOOST_TEST(tc_reads(nearest.commands[0]).kind == "tbf");
  BOOST_TEST(tc_reads(nearest.commands[0]).place.starts_with("root"));
}

// netem releases each packet after its own delay, but with a rate never before the one before it.
BOOST_AUTO_TEST_CASE(jitter_in_order_is_kept_in_order_by_a_rate) {
  const auto kept = nearest_of(R"({"delay": "25ms", "jitter": "2ms"})");
  BOOST_TEST(tc_reads(kept.commands.at(0)).options.contains("rate"));
  BOOST_TEST(says(kept, "keep packets in order"));
  const auto free =
      nearest_of(R"({"delay": "25ms", "jitter": {"amount": "2ms", "reorder": true}})");
  BOOST_TEST(!tc_reads(free.commands.at(0)).options.contains("rate"));
}

BOOST_AUTO_TEST_CASE(what_netem_has_no_table_for_is_said) {
  const auto with = [](const std::string& distribution) {
    return nearest_of(R"({"delay": "25ms", "jitter": {"amount": "2ms", "distribution": ")" +
                      distribution + R"(", "reorder": true}})");
  };
  for (const std::string name : {"pareto", "paretonormal"}) {
    const auto nearest = with(name);
    const ReadQdisc read = tc_reads(nearest.commands.at(0));
    BOOST_TEST((read.options.at("distribution") == TcWords{name}));
    BOOST_TEST(says(nearest, "mean is not 0"), name);
  }
  const auto exponential = with("exponential");
  BOOST_TEST(!tc_reads(exponential.commands.at(0)).options.contains("distribution"));
  BOOST_TEST(says(exponential, "a table of its own"));
}

BOOST_AUTO_TEST_CASE(displacement_and_more_copies_are_beyond_netem) {
  const auto displaced =
      nearest_of(R"({"delay": "5ms", "reorder": {"probability": "5%", "by": 3}})");
  BOOST_TEST(!tc_reads(displaced.commands.at(0)).options.contains("reorder"));
  BOOST_TEST(says(displaced, "left out"));
  const auto every_fifth =
      nearest_of(R"({"delay": "5ms", "reorder": {"probability": "100%", "gap": 5}})");
  BOOST_TEST(every_fifth.commands.at(0).find(" reorder 100% gap 5") != std::string::npos);
  const auto copies = nearest_of(R"({"duplicate": {"probability": "5%", "copies": 3}})");
  BOOST_TEST(says(copies, "one copy and no more"));
  BOOST_TEST(!says(nearest_of(R"({"duplicate": "5%"})"), "one copy and no more"));
}

BOOST_AUTO_TEST_CASE(what_would_differ_is_said_of_what_is_used_alone) {
  const auto loss = nearest_of(R"({"loss": "1%"})");
  BOOST_TEST(says(loss, "seed N"));
  BOOST_TEST(!says(loss, "corrupt"));
  BOOST_TEST(!says(loss, "duplicated"));
  BOOST_TEST(!says(loss, "Ethernet"));
  BOOST_TEST(says(nearest_of(R"({"loss": "1%", "duplicate": "1%"})"), "arrives once"));
  BOOST_TEST(!says(nearest_of(R"({"delay": "1ms"})"), "seed N"));
  BOOST_TEST(says(nearest_of(R"({"delay": "5s", "jitter": "3s"})"), "2.147 s"));
}

BOOST_AUTO_TEST_SUITE_END()
