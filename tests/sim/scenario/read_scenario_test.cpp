#include "sim/scenario/read_scenario.hpp"

#include <filesystem>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/scenario/remarks.hpp"
#include "tests/sim/scenario/scenario_support.hpp"

namespace {

using namespace acklab;
using namespace acklab::scenario;
using test::fullest_text;
using test::refusal_of;
using test::refuses;
using test::replaced;
using test::smallest_text;
using test::told_text;

Scenario read(std::string_view text) {
  auto scenario = read_scenario(text, "x.json");
  BOOST_TEST_REQUIRE(scenario.has_value(), scenario.error().sentence);
  return *std::move(scenario);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(read_scenario_suite)

BOOST_AUTO_TEST_CASE(defaults_are_filled_in) {
  const Scenario scenario = read(smallest_text);
  BOOST_TEST(scenario.name == "smallest");
  BOOST_TEST(scenario.repeat == 1U);
  BOOST_TEST(scenario.seed == 1U);
  BOOST_TEST((scenario.time_limit == std::chrono::seconds{60}));
  BOOST_TEST((scenario.path == path::PathChoice::automatic));
  BOOST_TEST((scenario.ip_version == path::IpVersion::v4));
  BOOST_TEST(!scenario.link.forward.rate.has_value());
  BOOST_TEST(!scenario.link.forward.queue.limit.has_value());
  BOOST_TEST(scenario.link.forward.loss.is_zero());
  BOOST_TEST(std::get<workload::Bulk>(scenario.workload).message_bytes == 1200U);
  BOOST_TEST_REQUIRE(scenario.contenders.size() == 1U);
  BOOST_TEST(scenario.contenders[0].name == "udp");
}

BOOST_AUTO_TEST_CASE(every_key_arrives) {
  const Scenario scenario = read(fullest_text);
  BOOST_TEST(scenario.explanation.english() == "Two lines\nof text: … ✓.");
  const link::DirectionSettings& forward = scenario.link.forward;
  const link::DirectionSettings& reverse = scenario.link.reverse;
  BOOST_TEST(forward.rate->configured().bits_per_s() == 20'000'000);
  BOOST_TEST(!reverse.rate.has_value());
  BOOST_TEST((forward.delay == std::chrono::milliseconds{25}));
  BOOST_TEST(std::get<Probability>(forward.loss.model).parts() == 20'000'000'000U);
  BOOST_TEST(std::get<Probability>(reverse.loss.model).parts() == 1'000'000'000U);
  BOOST_TEST(forward.queue.limit_bytes().value() == 125'000U);
  BOOST_TEST(!reverse.queue.limit.has_value());
  BOOST_TEST(reverse.duplicate.probability.parts() == 10'000'000'000U);
  BOOST_TEST(forward.corrupt.probability.parts() == 2'500'000'000U);
  BOOST_TEST(forward.reorder.probability.parts() == 50'000'000'000U);
  BOOST_TEST((forward.jitter.amount == std::chrono::milliseconds{2}));
  BOOST_TEST((forward.jitter.distribution == link::JitterDistribution::normal));
  BOOST_TEST(forward.jitter.may_reorder);
  BOOST_TEST((reverse.jitter.amount == std::chrono::milliseconds{1}));
  BOOST_TEST(!reverse.jitter.may_reorder);
  BOOST_TEST(std::get<workload::Bulk>(scenario.workload).bytes == 4'000'000U);
  BOOST_TEST(std::get<workload::Bulk>(scenario.workload).message_bytes == 1400U);
  BOOST_TEST(scenario.contenders[1].udp_rate->bits_per_s() == 10'000'000);
  BOOST_TEST((scenario.contenders[2].congestion == transport::CongestionControl::none));
  const contender::Spec& told = scenario.contenders[2];
  BOOST_TEST((told.arq == transport::ArqConfig{transport::Arq::tcp, 64, std::nullopt}));
  BOOST_TEST((told.mechanisms.checksum == transport::Checksum::crc32c));
  BOOST_TEST(!told.mechanisms.karn);
  BOOST_TEST(!told.mechanisms.nagle);
  BOOST_TEST(told.mechanisms.ordering);
  BOOST_TEST((told.max_ack_delay == std::chrono::milliseconds{20}));
  const contender::Spec& textbook = scenario.contenders[3];
  BOOST_TEST((textbook.arq == transport::ArqConfig{transport::Arq::selective_repeat, 14,
                                                   std::chrono::milliseconds{300}, 8}));
  BOOST_TEST((textbook.congestion == transport::CongestionControl::none));
  BOOST_TEST(!textbook.mechanisms.timestamps);
  BOOST_TEST(scenario.contenders[4].kernel_congestion == "reno");
  BOOST_TEST(scenario.seed == 1ULL << 53U);
  BOOST_TEST((scenario.time_limit == std::chrono::hours{1}));
  BOOST_TEST((scenario.path == path::PathChoice::tun));
  BOOST_TEST((scenario.ip_version == path::IpVersion::v6));
  BOOST_TEST(std::get<Near>(scenario.expectations[0].condition).tolerance == 0.005);
  BOOST_TEST(std::get<bool>(std::get<Equals>(scenario.expectations[1].condition).value));
  BOOST_TEST(scenario.expectations[1].note.english() == "Always.");
  BOOST_TEST(std::get<AtLeast>(scenario.expectations[2].condition).value == 0.05);
  BOOST_TEST(std::get<AtMost>(scenario.expectations[3].condition).value == 1);
  BOOST_TEST(std::get<double>(std::get<Equals>(scenario.expectations[4].condition).value) == 0);
}

BOOST_AUTO_TEST_CASE(a_misspelt_key_is_refused_with_the_nearest_at_every_level) {
  refuses(fullest_text, "\"seed\"", "\"sed\"",
          "unknown key \"sed\"; the nearest known key is \"seed\"");
  refuses(fullest_text, "\"loss\"", "\"los\"",
          "at link: unknown key \"los\"; the nearest known key is \"loss\"");
  refuses(fullest_text, "{ \"loss\"", "{ \"lsos\"", "at link.forward: unknown key \"lsos\"");
  refuses(fullest_text, "\"amount\"", "\"mount\"", "at link.jitter: unknown key");
  refuses(fullest_text, "\"message\"", "\"messages\"", "at workload: unknown key");
  refuses(fullest_text, "\"congestion\"", "\"congestoin\"", "at contenders[2]: unknown key");
  refuses(fullest_text, "\"tolerance\"", "\"tolerence\"", "at expect[0]: unknown key");
  refuses(smallest_text, "\"link\": {}", "\"link\": {\"bandwidth\": \"1mbit\"}",
          "unknown key \"bandwidth\"; known are rate, delay, loss");
}

BOOST_AUTO_TEST_CASE(a_required_key_is_missed) {
  for (const std::string_view key : {"name", "link", "workload", "contenders"}) {
    const std::string sentence =
        refusal_of(replaced(replaced(smallest_text, "{\n", "{\n  \"seed\": 1,\n"),
                            std::string{"\""} + std::string{key} + "\"", "\"question\""));
    BOOST_TEST(sentence.find("is missing") + sentence.find("expected a line") != std::string::npos);
  }
  BOOST_TEST(refusal_of("{}") == "x.json, line 1: the key \"name\" is missing.");
  refuses(fullest_text, "\"kind\": \"bulk\", ", "", "at workload: the key \"kind\" is missing");
  refuses(fullest_text, "\"bytes\": \"4MB\", ", "", "at workload: the key \"bytes\" is missing");
  refuses(fullest_text, "\"kind\": \"reliable-udp\", ", "",
          "at contenders[2]: the key \"kind\" is missing");
  refuses(fullest_text, "\"amount\": \"2ms\", ", "",
          "at link.jitter: the key \"amount\" is missing");
  refuses(fullest_text, ", \"tolerance\": 5e-3", "",
          "at expect[0]: the key \"tolerance\" is missing");
  refuses(fullest_text, "\"contender\": \"udp\", ", "",
          "at expect[0]: the key \"contender\" is missing");
}

BOOST_AUTO_TEST_CASE(a_bare_number_is_refused_with_the_way_to_write_it) {
  refuses(fullest_text, "\"0.1%\"", "0.01",
          "at link.loss: expected a percentage such as \"1%\", found the number 0.01; if it is a "
          "chance, write \"1%\"");
  refuses(fullest_text, "\"0.1%\"", "5", "it needs the unit %");
  refuses(fullest_text, "\"4MB\"", "4000000", "if it counts bytes, write \"4MB\"");
  refuses(fullest_text, "\"20mbit\"", "20000000", "if it counts bits per second, write \"20mbit\"");
  refuses(fullest_text, "\"25ms\"", "25", "it needs a unit: ns, us, ms, s, min or h");
  refuses(fullest_text, "\"1ms\"", "1", "at link.reverse.jitter: expected a duration");
}

BOOST_AUTO_TEST_CASE(wrong_units_and_ranges_name_their_place) {
  refuses(fullest_text, "\"25ms\"", "\"25mbit\"",
          "x.json, line 7, at link.delay: expected a duration such as \"25ms\", found \"25mbit\": "
          "\"mbit\" is no such unit");
  refuses(fullest_text, "\"25ms\"", "\"11min\"",
          "expected a duration from 0s to 600s, found \"11min\"");
  refuses(fullest_text, "\"1h\"", "\"4h\"", "at time_limit: expected a duration from 1ms to 3h");
  refuses(fullest_text, "\"125kB\"", "\"100B\"", "at link.queue: expected a size from 1500B");
  refuses(fullest_text, "\"4MB\"", "\"5GB\"", "expected a size from 1B to 4GB");
  refuses(fullest_text, "\"1400B\"", "\"15B\"",
          "at workload.message: expected a size from 16B to 65507B");
  refuses(fullest_text, "\"1400B\"", "\"70kB\"", "at workload.message: expected a size from");
  refuses(fullest_text, "\"repeat\": 5", "\"repeat\": 0",
          "at repeat: expected a whole number from 1 to 10000");
  refuses(fullest_text, "\"repeat\": 5", "\"repeat\": 3.9", "found the number 3.9");
  refuses(fullest_text, "\"repeat\": 5", "\"repeat\": 10001", "from 1 to 10000");
  refuses(fullest_text, "\"repeat\": 5", "\"repeat\": \"5\"", "found \"5\"");
  refuses(fullest_text, "9007199254740992", "9007199254740993", "at seed: expected a whole number");
  refuses(fullest_text, "9007199254740992", "-1", "found the number -1");
  refuses(fullest_text, "9007199254740992", "99999999999999999999",
          "found the number 99999999999999999999");
}

BOOST_AUTO_TEST_CASE(unknown_names_are_refused_with_the_nearest) {
  refuses(fullest_text, "\"reliable-udp\"", "\"relaible-udp\"",
          "at contenders[2].kind: expected one of \"udp\", \"reliable-udp\", \"kernel-tcp\", found "
          "\"relaible-udp\"; the nearest is \"reliable-udp\"");
  refuses(smallest_text, "[\"udp\"]", "[\"tcp\"]", "at contenders[0]: expected one of");
  refuses(fullest_text, "\"none\"", "\"cubik\"",
          "at contenders[2].congestion: expected one of \"none\", \"newreno\", \"cubic\", \"bbr\", "
          "found \"cubik\"; the nearest is \"cubic\"");
  refuses(fullest_text, "\"reno\"", "\"Reno!\"",
          "at contenders[4].congestion: expected the kernel's name");
  refuses(fullest_text, "\"normal\"", "\"gauss\"", "expected one of \"uniform\", \"normal\"");
  refuses(fullest_text, "\"tun\"", "\"tuna\"", "the nearest is \"tun\"");
  refuses(fullest_text, "\"bulk\"", "\"bulky\"", "the nearest is \"bulk\"");
  refuses(fullest_text, "\"contender\": \"reliable-udp\"", "\"contender\": \"reliable\"",
          "at expect[1].contender: no contender of this scenario is called \"reliable\"; the "
          "nearest is \"reliable-udp\"");
  refuses(fullest_text, "integrity.missing_ratio", "missing_ratio",
          "at expect[0].metric: there is no metric \"missing_ratio\"; the nearest is "
          "\"integrity.missing_ratio\"");
}

BOOST_AUTO_TEST_CASE(names_are_safe_and_unique) {
  for (const std::string_view name : {"", "Lossy", "a b", "../up", "ä", "a\\u0000b", "a/b", "."}) {
    refuses(smallest_text, "smallest", name, "at name: expected a name of 1 to 64 small letters");
  }
  refuses(smallest_text, "smallest", std::string(65, 'a'), "1 to 64");
  refuses(fullest_text, "udp at half the rate", "udp\\nrate",
          "at contenders[1].name: expected a name");
  refuses(fullest_text, "udp at half the rate", "udp",
          "at contenders[1]: another contender is already called \"udp\"; give this one a \"name\" "
          "such as \"udp-2\"");
  refuses(smallest_text, "[\"udp\"]", "[]",
          "at contenders: expected an array of contenders, 1 to 32 of them, found 0");
}

BOOST_AUTO_TEST_CASE(text_cannot_command_a_terminal) {
  refuses(fullest_text, "Does everything", "\\u001b[2J",
          "at question: a line of text has a line break or another control");
  refuses(fullest_text, "Two lines", "\\u009b2J", "at explanation[0]");
  refuses(fullest_text, "\"Always.\"", "\"a\\nb\"", "at expect[1].note");
  refuses(fullest_text, "Does everything", std::string(2001, 'a'),
          "expected at most 2000 characters");
}

BOOST_AUTO_TEST_CASE(settings_without_effect_are_refused) {
  refuses(smallest_text, "{}", R"({"reorder": "5%"})", "no effect without a \"delay\"");
  refuses(smallest_text, "{}", R"({"delay": "1ms", "reorder": "5%", "forward": {"delay": "0s"}})",
          "at link.forward: \"reorder\"");
  refuses(smallest_text, "{}", R"({"queue": "125kB"})",
          "a \"queue\" has no effect without a \"rate\"");
  refuses(smallest_text, "{}", R"({"jitter": {"amount": "0s", "reorder": true}})",
          "at link.jitter.reorder: without an amount");
  refuses(fullest_text, "\"kind\": \"reliable-udp\",",
          R"("kind": "reliable-udp", "rate": "1mbit",)",
          "at contenders[2].rate: only udp sends at a fixed rate");
  refuses(fullest_text, "\"rate\": \"10mbit\"", "\"congestion\": \"none\"",
          "at contenders[1].congestion: udp has no congestion control");
}

BOOST_AUTO_TEST_CASE(a_message_must_fit_a_segment_where_there_is_no_one_stream) {
  const std::string text = replaced(told_text(R"("mechanisms": {"ordering": false})"), "\"1MB\"",
                                    R"("1MB", "message": "1440B")");
  read(text);
  refuses(text, "1440B", "1441B",
          "at workload.message: a message of 1441B does not fit one segment");
  read(replaced(replaced(text, "1440B", "1441B"), "false", "true"));
}

BOOST_AUTO_TEST_CASE(a_window_too_large_for_its_numbers_is_allowed_but_remarked) {
  const auto remarks_of = [](std::string_view told) {
    return remarks(read(told_text(told))).size();
  };
  BOOST_TEST(remarks_of(R"("arq": "selective-repeat", "window_segments": 2, "sequence_bits": 2)") ==
             0U);
  BOOST_TEST(remarks_of(R"("arq": "selective-repeat", "window_segments": 3, "sequence_bits": 2)") ==
             1U);
  BOOST_TEST(remarks_of(R"("arq": "go-back-n", "window_segments": 3, "sequence_bits": 2)") == 0U);
  BOOST_TEST(remarks_of(R"("arq": "go-back-n", "window_segments": 4, "sequence_bits": 2)") == 1U);
  BOOST_TEST(remarks_of(R"("window_segments": 65536)") == 0U);
}

BOOST_AUTO_TEST_CASE(a_datagram_must_fit_the_links_packets) {
  refuses(fullest_text, "1400B", "1453B",
          "at workload.message: a message of 1453B does not fit a udp datagram on this link");
  read(replaced(fullest_text, "1400B", "1452B"));
  const std::string over_ipv4 = replaced(fullest_text, "\"ip_version\": 6", "\"ip_version\": 4");
  refuses(over_ipv4, "1400B", "1473B", "udp carries at most \"1472B\" over IPv4");
  read(replaced(over_ipv4, "1400B", "1472B"));
  refuses(fullest_text, "\"ip_version\": 6", "\"ip_version\": 5",
          "expected 4 or 6, found the number 5");
  refuses(fullest_text, "\"ip_version\": 6", "\"ip_version\": \"6\"", "at ip_version: ");
  // Streams cut it into segments themselves.
  read(replaced(replaced(smallest_text, "[\"udp\"]", "[\"kernel-tcp\"]"), "\"1MB\"",
                R"("1MB", "message": "64000B")"));
}

BOOST_AUTO_TEST_CASE(too_many_messages_are_refused) {
  refuses(smallest_text, "\"1MB\"", R"("4GB", "message": "16B")",
          "are 250000000 messages, more than 10000000 are too many");
}

BOOST_AUTO_TEST_CASE(an_expectation_has_one_condition_that_fits_its_metric) {
  refuses(fullest_text, "\"at_least\": 0.05", "\"at_least\": 0.05, \"at_most\": 1",
          "at expect[2]: \"at_least\" and \"at_most\" stand together");
  refuses(fullest_text, ", \"at_least\": 0.05", "", "at expect[2]: a condition is missing");
  refuses(fullest_text, "\"at_least\": 0.05", "\"at_least\": 0.05, \"tolerance\": 1",
          "at expect[2].tolerance: a tolerance belongs to \"near\"");
  refuses(fullest_text, "5e-3", "-1",
          "at expect[0].tolerance: expected a tolerance of 0 or more, found the number -1");
  refuses(fullest_text, "\"equals\": true", "\"at_least\": 1",
          "at expect[1].at_least: integrity.intact is true or false; use \"equals\"");
  refuses(
      fullest_text, "\"equals\": true", "\"equals\": 1",
      "at expect[1].equals: expected true or false, which integrity.intact is, found the number 1");
  refuses(fullest_text, "\"equals\": 0", "\"equals\": false",
          "at expect[4].equals: integrity.corrupted is a number, found false");
  refuses(fullest_text, "\"near\": 0.01", "\"near\": \"1%\"",
          "at expect[0].near: expected a number, found \"1%\"");
}

BOOST_AUTO_TEST_CASE(every_metric_can_be_expected) {
  for (const contender::Metric& metric : contender::metrics()) {
    const std::string condition =
        std::string{R"({"contender": "udp", "metric": ")"} + std::string{metric.name} +
        (metric.boolean ? R"(", "equals": true})" : R"(", "near": 1, "tolerance": 1})");
    read(replaced(smallest_text, "[\"udp\"]", "[\"udp\"], \"expect\": [" + condition + "]"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
