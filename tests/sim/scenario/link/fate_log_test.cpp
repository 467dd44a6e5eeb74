#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/link/fate.hpp"
#include "sim/scenario/link/fate_log_reader.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "tests/sim/scenario/scenario_support.hpp"

using namespace acklab;

namespace {

const std::string log_header =
    R"({"acklab_fates":1,"acklab_version":"0.1.0","scenario":"s","contender":"udp","repetition":1,)"
    R"("seed":1,"path":"tun","fate_key":"index"})"
    "\n";
const std::string lost_line =
    R"({"direction":"forward","index":0,"copy":0,"arrival_ns":0,"ip_bytes":1228,)"
    R"("decision":"dropped","cause":"loss","label":"random","queue_bytes":0})"
    "\n";
const std::string delivered_line =
    R"({"direction":"reverse","index":0,"copy":0,"arrival_ns":1000,"ip_bytes":48,)"
    R"("decision":"delivered","damage":"flip 3:80","queue_bytes":12,"queued_ns":7,"due_ns":21000,)"
    R"("release_ns":21500,"packet":{"protocol":"udp"}})"
    "\n";
const std::string last_line = "{\"fates\":2,\"complete\":true}\n";

/// "LINE: what is wrong", or "read".
std::string verdict_on(const std::string& text) {
  const auto log = scenario::read_fate_log(text);
  return log ? "read" : std::to_string(log.error().line) + ": " + log.error().what;
}

void check_refused(const std::string& text, const std::string& verdict) {
  BOOST_TEST(verdict_on(text) == verdict);
}

std::string with(const std::string& text, const std::string& what, const std::string& instead) {
  return scenario::test::replaced(text, what, instead);
}

/// A log whose second fate has something else in it.
std::string with_fate(const std::string& what, const std::string& instead) {
  return log_header + lost_line + with(delivered_line, what, instead) + last_line;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fate_log_reader)

BOOST_AUTO_TEST_CASE(a_log_says_what_became_of_each_packet) {
  const auto log = scenario::read_fate_log(log_header + lost_line + delivered_line + last_line);
  BOOST_REQUIRE_MESSAGE(log.has_value(), log.error().what);
  BOOST_TEST(log->copies() == 2U);
  const auto lost = log->find(link::Direction::forward, 0);
  BOOST_REQUIRE(lost.size() == 1U);
  BOOST_TEST((lost[0].dropped == link::DropCause::loss));
  BOOST_TEST((lost[0].label == link::FateLabel::random));
  const auto delivered = log->find(link::Direction::reverse, 0);
  BOOST_REQUIRE(delivered.size() == 1U);
  BOOST_TEST(!delivered[0].dropped.has_value());
  BOOST_TEST(delivered[0].delay.count() == 20'000);
  BOOST_TEST(delivered[0].queued.count() == 7);
  BOOST_TEST(delivered[0].queue_bytes == 12U);
  BOOST_REQUIRE(delivered[0].damage.has_value());
  BOOST_TEST(link::to_text(*delivered[0].damage) == "flip 3:80");
  BOOST_TEST(log->find(link::Direction::forward, 1).empty());
}

BOOST_AUTO_TEST_CASE(a_log_says_how_long_a_packet_was_held_back_for_later_ones) {
  const auto log = scenario::read_fate_log(
      with_fate("\"queued_ns\"", "\"displaced_by\":2,\"held_back_ns\":20000,\"queued_ns\""));
  BOOST_REQUIRE_MESSAGE(log.has_value(), log.error().what);
  const auto displaced = log->find(link::Direction::reverse, 0);
  BOOST_REQUIRE(displaced.size() == 1U);
  BOOST_TEST(displaced[0].displaced_by == 2U);
  BOOST_TEST(displaced[0].held_back.count() == 20'000);
  BOOST_TEST(displaced[0].arrival.count() == 1000);
}

BOOST_AUTO_TEST_CASE(a_log_knows_what_was_cut_and_what_of_that_was_lost) {
  const auto log = scenario::read_fate_log(
      log_header +
      with(lost_line, "\"decision\"", "\"fragments\":6,\"fragments_lost\":2,\"decision\"") +
      delivered_line);
  BOOST_REQUIRE_MESSAGE(log.has_value(), log.error().what);
  BOOST_TEST(log->find(link::Direction::forward, 0)[0].fragments == 6U);
  BOOST_TEST(log->find(link::Direction::forward, 0)[0].fragments_lost == 2U);
  BOOST_TEST(log->find(link::Direction::reverse, 0)[0].fragments == 1U);
  BOOST_TEST(log->has_fragments(link::Direction::forward));
  BOOST_TEST(!log->has_fragments(link::Direction::reverse));
}

BOOST_AUTO_TEST_CASE(the_order_is_that_of_the_lines_unless_they_say_another) {
  const auto line = [](int index, const std::string& order) {
    return with(with(delivered_line, "\"index\":0", "\"index\":" + std::to_string(index)),
                ",\"release_ns\"", order + ",\"release_ns\"");
  };
  const auto log =
      scenario::read_fate_log(log_header + lost_line + line(0, "") + line(1, ",\"order\":2") +
                              line(2, ",\"order\":1") + line(3, ""));
  BOOST_REQUIRE_MESSAGE(log.has_value(), log.error().what);
  for (const auto& [index, order] : {std::pair{0U, 0U}, {1U, 2U}, {2U, 1U}, {3U, 3U}}) {
    BOOST_TEST(log->find(link::Direction::reverse, index)[0].order == order, index);
  }
  BOOST_TEST(log->next_order(link::Direction::reverse) == 4U);
  BOOST_TEST(log->next_order(link::Direction::forward) == 0U);
}

BOOST_AUTO_TEST_CASE(a_log_without_its_last_line_is_one) {
  BOOST_TEST(verdict_on(log_header + lost_line + delivered_line) == "read");
  BOOST_TEST(verdict_on(log_header) == "read");
}

BOOST_AUTO_TEST_CASE(what_is_no_log_is_refused_with_the_line) {
  check_refused("", "0: it is empty");
  check_refused(lost_line,
                R"(1: unknown key "direction"; known are acklab_fates, acklab_version, scenario, )"
                "contender, repetition, seed, path, fate_key, flows");
  check_refused(with(log_header, "fates\":1", "fates\":2"),
                "1: at acklab_fates: the log has format 2, this acklab reads 1");
  check_refused(log_header + lost_line + "{\"direction\":",
                "3: the line does not end; the log was "
                "cut short in it");
  check_refused(log_header + lost_line + last_line,
                "3: at fates: the log says it has 2 fates, but there are 1");
  check_refused(log_header + lost_line + delivered_line + last_line + lost_line,
                "5: there is something behind the last line");
  check_refused(log_header + lost_line + lost_line, "0: a copy of one forward packet occurs twice");
  check_refused(log_header + std::string(20'000, ' ') + "\n",
                "2: a line has 20000 octets, expected at most 16384");
}

BOOST_AUTO_TEST_CASE(a_fate_that_makes_no_sense_is_refused) {
  check_refused(with_fate("\"delivered\"", "\"dropped\",\"cause\":\"loss\""),
                "3: at due_ns: a dropped packet is never due");
  check_refused(with_fate("\"delivered\"", "\"delivered\",\"cause\":\"loss\""),
                "3: at cause: a delivered packet has no cause");
  check_refused(with_fate("\"due_ns\":21000", "\"due_ns\":999"),
                "3: at due_ns: a packet cannot be due before it arrives");
  check_refused(with_fate("\"queued_ns\"", "\"held_back_ns\":5,\"queued_ns\""),
                "3: at held_back_ns: only a packet that was displaced is held back");
  check_refused(
      with_fate("\"queued_ns\"", "\"displaced_by\":2,\"held_back_ns\":20001,\"queued_ns\""),
      "3: at held_back_ns: a packet cannot be held back before it arrives");
  check_refused(with_fate("\"queued_ns\"", "\"displaced_by\":2,\"queued_ns\""),
                "3: the key \"held_back_ns\" is missing");
  check_refused(with_fate("\"decision\"", "\"fragments\":1,\"decision\""),
                "3: at fragments: expected a whole number from 2 to 1048576, found the number 1");
  check_refused(with_fate("\"decision\"", "\"fragments\":3,\"fragments_lost\":4,\"decision\""),
                "3: at fragments_lost: a packet cannot lose more fragments than it has");
  check_refused(with_fate("\"decision\"", "\"fragments\":3,\"fragments_lost\":1,\"decision\""),
                "3: at fragments_lost: only a packet dropped by the loss has lost fragments");
  check_refused(with_fate("flip 3:80", "flop 3:80"),
                R"(3: at damage: expected damage such as "flip 12:80", found "flop 3:80")");
  check_refused(with_fate("\"index\":0", "\"index\":-1"),
                "3: at index: expected a whole number from 0 to 9007199254740992, found the number "
                "-1");
  check_refused(with_fate("\"direction\":\"reverse\",", ""), "3: the key \"direction\" is missing");
  check_refused(with(log_header, "\"index\"", "\"content\"") + lost_line,
                "2: the key \"key\" is missing");
}

BOOST_AUTO_TEST_CASE(beside_a_replay_only_rate_and_delay_may_stand) {
  const auto refusal = [](const std::string& link) {
    return scenario::test::refusal_of(
        R"({"name": "x", "link": {"replay": "nowhere/fates.jsonl")" + link +
        R"(}, "workload": {"kind": "bulk", "bytes": "1MB"}, "contenders": ["udp"]})");
  };
  BOOST_TEST(refusal("").find("at link.replay: the log \"nowhere/fates.jsonl\" cannot be replayed: "
                              "there is no such file") != std::string::npos);
  const auto read = [](const std::string& link) {
    const auto scenario = scenario::read_scenario(
        R"({"name": "x", "link": {"replay": "replay/fates.jsonl")" + link +
            R"(}, "workload": {"kind": "bulk", "bytes": "1MB"}, "contenders": ["udp"]})",
        ACKLAB_SCENARIOS "/x.json");
    return scenario ? std::string{"read"} : scenario.error().sentence;
  };
  BOOST_TEST(read("") == "read");
  BOOST_TEST(read(R"(, "rate": "5mbit", "delay": "9ms")") == "read");
  BOOST_TEST(read(R"(, "forward": {"delay": "9ms"})") == "read");
  for (const char* key : {"\"loss\": \"1%\"", "\"fate_key\": \"content\"", "\"queue\": \"9kB\"",
                          "\"forward\": {\"jitter\": \"1ms\"}", "\"like\": \"dsl\""}) {
    BOOST_TEST(read(std::string{", "} + key).find("a \"replay\" decides about every packet") !=
                   std::string::npos,
               key);
  }
}

BOOST_AUTO_TEST_SUITE_END()
