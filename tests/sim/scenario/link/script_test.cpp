// Rules and schedules as a link description has them: written and read back, and what is refused.
#include <string>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "net/base/random.hpp"
#include "sim/scenario/link/corruption_names.hpp"
#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/link/read_link.hpp"
#include "sim/scenario/link/rule_names.hpp"
#include "sim/scenario/link/rule_text.hpp"
#include "tests/support/effort.hpp"

namespace {

using namespace acklab;
using link::CountRange;
using link::Rule;

/// Makes rules and schedules up, each of its number.
class ScriptInventor {
 public:
  explicit ScriptInventor(std::uint64_t number)
      : random_(RandomStream{13, "scripts"}.substream(number)) {}

  link::LinkSettings link() {
    link::LinkSettings made;
    made.forward.delay = made.reverse.delay = Duration{1 + number(1'000'000'000)};
    for (std::uint64_t count = below(4); count > 0; --count) made.forward.rules.push_back(rule());
    made.reverse.rules = made.forward.rules;
    made.forward_schedule = schedule(made.forward);
    if (below(2) == 0) {
      made.reverse_schedule = made.forward_schedule;
    } else {
      made.reverse_schedule = schedule(made.reverse);
    }
    if (below(2) == 0) made.reverse.rules.push_back(rule());
    return made;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, counter_++); }
  std::int64_t number(std::uint64_t bound) { return static_cast<std::int64_t>(below(bound)); }

  std::optional<CountRange> range(std::uint64_t from) {
    if (below(3) > 0) return std::nullopt;
    const std::uint64_t first = from + below(1ULL << 40U);
    if (below(2) == 0) return CountRange{first, std::nullopt};
    return CountRange{first, first + below(1000)};
  }

  link::RuleCondition condition() {
    link::RuleCondition when;
    if (below(2) == 0) {  // what only tcp has
      when.flags = link::TcpFlags{static_cast<std::uint8_t>(1 + below(255))};
      when.transmission = range(1);
      if (below(2) == 0) {
        when.bytes = range(0);
        when.data_segment = range(1);
      } else {
        when.ack = range(1);
      }
    } else if (below(2) == 0) {
      when.protocol = scenario::protocol_names.at(below(4)).second;
    } else {
      when.is = scenario::role_names.at(below(2)).second;
    }
    when.connection = range(1);
    when.packets = range(0);
    if (below(3) == 0) when.size = CountRange{below(1500), 1500 + below(9000)};
    if (below(3) == 0) when.time = link::TimeRange{Duration{number(1000)}, Duration{2000}};
    if (below(3) == 0) when.time = link::TimeRange{Duration{number(1'000'000)}, std::nullopt};
    return when;
  }

  Rule rule() {
    Rule made;
    made.when = condition();
    made.skip = below(2) * below(100);
    if (below(2) == 0) made.times = 1 + below(100);
    if (below(3) == 0) {
      made.act.drop = true;
      return made;
    }
    made.act.delay = Duration{1 + number(1'000'000)};
    switch (below(4)) {
      case 0:
        made.act.hold_until = link::UntilTime{Duration{1 + number(1'000'000)}};
        break;
      case 1:
        made.act.hold_until = link::UntilPackets{1 + below(100)};
        break;
      case 2:
        made.act.hold_until = link::UntilOppositePackets{1 + below(100)};
        break;
      default:
        break;
    }
    made.act.duplicate = static_cast<std::uint32_t>(below(17));
    made.act.reorder_after = static_cast<std::uint32_t>(below(5));
    if (below(2) == 0) {
      made.act.corrupt.emplace();
      made.act.corrupt->kind = scenario::damage_kind_names.at(below(6)).second;
      if (made.act.corrupt->kind == link::DamageKind::bits) made.act.corrupt->count = 7;
      if (made.act.corrupt->kind == link::DamageKind::burst) made.act.corrupt->length_bits = 9;
    }
    return made;
  }

  std::vector<link::ScheduledChange> schedule(link::DirectionSettings settings) {
    std::vector<link::ScheduledChange> made;
    Duration at{};
    std::uint64_t packet = 0;
    for (std::uint64_t count = below(5); count > 0; --count) {
      settings.delay += Duration{1 + number(1000)};
      if (below(2) == 0) settings.loss = Probability::from_percent(below(100));
      at += Duration{1 + number(1'000'000'000)};
      packet += 1 + below(1000);
      if (below(2) == 0) {
        made.push_back({link::AtTime{at}, settings});
      } else {
        made.push_back({link::AtPacket{packet}, settings});
      }
    }
    return made;
  }

  RandomStream random_;
  std::uint64_t counter_ = 0;
};

std::string refusal_of_link(const std::string& text) {
  const auto read = scenario::read_link_text(text, "x.json");
  return read ? "taken" : read.error().sentence;
}

/// The sentence for a rule with this condition and action.
std::string refusal_of_rule(const std::string& when, const std::string& act) {
  return refusal_of_link(R"({"rules": [{"when": )" + when + R"(, "do": )" + act + "}]}");
}

/// The sentence for a schedule beside a delay of 5 ms.
std::string refusal_of_schedule(const std::string& changes) {
  return refusal_of_link(R"({"delay": "5ms", "schedule": )" + changes + "}");
}

void check_has(const std::string& sentence, const std::string& part) {
  BOOST_TEST(sentence.find(part) != std::string::npos, sentence << " lacks " << part);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(link_script)

BOOST_AUTO_TEST_CASE(rules_and_schedules_written_and_read_back_are_the_same) {
  for (std::uint64_t number = 0; number < acklab::effort::trials(1000); ++number) {
    const link::LinkSettings made = ScriptInventor{number}.link();
    const std::string text = scenario::link_json(made).dump();
    const auto read = scenario::read_link_text(text, "x.json");
    BOOST_TEST_CONTEXT("script " << number << ": " << text) {
      BOOST_REQUIRE_MESSAGE(read.has_value(), read.error().sentence);
      BOOST_REQUIRE((read->forward.rules == made.forward.rules));
      BOOST_REQUIRE((read->reverse.rules == made.reverse.rules));
      for (const auto direction : {link::Direction::forward, link::Direction::reverse}) {
        const auto& before = made.schedule_of(direction);
        const auto& after = read->schedule_of(direction);
        BOOST_REQUIRE(before.size() == after.size());
        for (std::size_t place = 0; place < before.size(); ++place) {
          BOOST_REQUIRE((before[place].when == after[place].when));
          BOOST_REQUIRE(before[place].settings.delay == after[place].settings.delay);
          BOOST_REQUIRE((before[place].settings.loss == after[place].settings.loss));
        }
      }
      BOOST_REQUIRE(scenario::link_json(*read).dump() == text);
    }
  }
}

BOOST_AUTO_TEST_CASE(rules_at_the_link_and_in_a_direction_add_up) {
  const auto read = scenario::read_link_text(
      R"({"rules": [{"do": {"delay": "1ms"}}, {"when": {"direction": "reverse"}, "do": {"drop": true}}],
          "forward": {"rules": [{"do": {"delay": "2ms"}}]}})",
      "x.json");
  BOOST_REQUIRE(read.has_value());
  BOOST_REQUIRE(read->forward.rules.size() == 2U);
  BOOST_TEST((read->forward.rules[1].act.delay == std::chrono::milliseconds{2}));
  BOOST_REQUIRE(read->reverse.rules.size() == 2U);
  BOOST_TEST(read->reverse.rules[1].act.drop);
}

BOOST_AUTO_TEST_CASE(changes_add_up_and_the_direction_has_the_last_word) {
  const auto read = scenario::read_link_text(
      R"({"delay": "5ms", "schedule": [
            {"at": "1s", "both": {"loss": "1%"}, "reverse": {"loss": "2%"}},
            {"at": "2s", "forward": {"delay": "9ms"}}]})",
      "x.json");
  BOOST_REQUIRE(read.has_value());
  BOOST_REQUIRE(read->forward_schedule.size() == 2U);
  BOOST_REQUIRE(read->reverse_schedule.size() == 1U);
  const link::DirectionSettings& last = read->forward_schedule[1].settings;
  BOOST_TEST((last.loss == Probability::from_percent(1)));
  BOOST_TEST((last.delay == std::chrono::milliseconds{9}));
  BOOST_TEST((read->reverse_schedule[0].settings.loss == Probability::from_percent(2)));
}

BOOST_AUTO_TEST_CASE(a_rule_that_cannot_be_is_refused_in_one_sentence) {
  const std::string drop = R"({"drop": true})";
  check_has(refusal_of_rule(R"({"flags": "SYN,SYN"})", drop), "each once");
  check_has(refusal_of_rule(R"({"flags": "syn"})", drop), "expected TCP flags");
  check_has(refusal_of_rule(R"({"data_segment": 0})", drop), "from 1");
  check_has(refusal_of_rule(R"({"data_segment": "5-3"})", drop), "a range such as");
  check_has(refusal_of_rule(R"({"bytes": "a-3"})", drop), "a range such as");
  check_has(refusal_of_rule(R"({"size": "100-200"})", drop), "a range of sizes");
  check_has(refusal_of_rule(R"({"time": "2s"})", drop), "a range of times");
  check_has(refusal_of_rule(R"({"time": "2s-1s"})", drop), "a range of times");
  check_has(refusal_of_rule(R"({"protocol": "udp", "flags": "SYN"})", drop), "no packet meets");
  check_has(refusal_of_rule(R"({"protocol": "icmp", "data_segment": 1})", drop), "no packet meets");
  check_has(refusal_of_rule(R"({"ack": 1, "is": "data"})", drop), "no packet meets");
  check_has(refusal_of_rule("{}", "{}"), "a rule must do something");
  check_has(refusal_of_rule("{}", R"({"drop": false})"), "expected true");
  check_has(refusal_of_rule("{}", R"({"drop": true, "delay": "1ms"})"), "what is dropped");
  check_has(refusal_of_rule("{}", R"({"hold_until": {}})"), "exactly one of");
  check_has(refusal_of_rule("{}", R"({"hold_until": {"time": "1s", "packets": 1}})"),
            "exactly one of");
  check_has(refusal_of_rule("{}", R"({"corrupt": {"kind": "bits"}})"), "needs a \"count\"");
  check_has(refusal_of_link(R"({"rules": [{"when": {}}]})"), "\"do\"");
  check_has(
      refusal_of_link(
          R"({"forward": {"rules": [{"when": {"direction": "both"}, "do": {"drop": true}}]}})"),
      "the direction follows");
  std::string many = R"({"rules": [)";
  for (int count = 0; count < 40; ++count) many += R"({"do": {"drop": true}},)";
  many.back() = ']';
  std::string own = many.substr(many.find('['));
  check_has(refusal_of_link(many + R"(, "forward": {"rules": )" + own + "}}"), "more rules");
}

BOOST_AUTO_TEST_CASE(a_schedule_that_cannot_be_is_refused_in_one_sentence) {
  check_has(refusal_of_schedule(R"([{"both": {"loss": "1%"}}])"), "exactly one of");
  check_has(refusal_of_schedule(R"([{"at": "1s", "at_packet": 3, "both": {"loss": "1%"}}])"),
            "exactly one of");
  check_has(refusal_of_schedule(R"([{"at": "1s"}])"), "changes nothing");
  check_has(refusal_of_schedule(R"([{"at": "1s", "both": {"delay": "5ms"}}])"), "changes nothing");
  check_has(
      refusal_of_schedule(
          R"([{"at": "2s", "both": {"loss": "1%"}}, {"at": "2s", "forward": {"loss": "2%"}}])"),
      "in the order in which they come");
  check_has(refusal_of_schedule(R"([{"at": "1s", "both": {"queue": "15kB"}}])"),
            "without a \"rate\"");
  check_has(refusal_of_schedule(R"([{"at": "1s", "both": {"rules": []}}])"), "rules cannot change");
  check_has(refusal_of_schedule(R"([{"at": "2h", "both": {"loss": "1%"}}])"), "1h");
  BOOST_TEST(
      refusal_of_schedule(
          R"([{"at": "2s", "forward": {"loss": "1%"}}, {"at": "1s", "reverse": {"loss": "1%"}}])") ==
      "taken");
}

BOOST_AUTO_TEST_CASE(rules_are_told_in_words) {
  const auto words = [](const std::string& rule) {
    const auto read = scenario::read_link_text(R"({"rules": [)" + rule + "]}", "x.json");
    BOOST_REQUIRE(read.has_value());
    return scenario::rule_text(read->forward.rules.at(0));
  };
  BOOST_TEST(words(R"({"when": {"data_segment": 3}, "do": {"drop": true}})") ==
             "drop: data segment 3");
  BOOST_TEST(words(R"({"when": {"flags": "SYN"}, "times": 2, "do": {"drop": true}})") ==
             "drop: SYN, 2 times");
  BOOST_TEST(words(R"({"when": {"bytes": 5000, "transmission": 2}, "do": {"delay": "300ms"}})") ==
             "delay by 300ms: bytes 5000, transmission 2");
  BOOST_TEST(words(R"({"when": {"packets": 4}, "do": {"corrupt": {"kind": "swapped_words"}}})") ==
             "damage (swapped_words): packet 4");
  BOOST_TEST(
      words(R"({"skip": 9, "do": {"hold_until": {"packets": 2}, "duplicate": 3}})") ==
      "hold until 2 more packets have come and copy 3 times: every packet, after the first 9");
}

BOOST_AUTO_TEST_SUITE_END()
