// Queues as scenarios say them: each of their refusals, word by word.

#include <string>
#include <variant>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/link/read_link.hpp"

namespace {

using namespace acklab;
using std::chrono::milliseconds;

link::QueueSettings queue_read(const std::string& queue) {
  const auto read =
      scenario::read_link_text(R"({"rate": "8mbit", "queue": )" + queue + "}", "x.json");
  BOOST_TEST_REQUIRE(read.has_value(), read.error().sentence);
  return read->forward.queue;
}

/// `because` is all of the sentence behind the file and its line.
void queue_refused(const std::string& queue, const std::string& because) {
  const auto read =
      scenario::read_link_text(R"({"rate": "8mbit", "queue": )" + queue + "}", "x.json");
  BOOST_TEST_REQUIRE(!read.has_value(), queue);
  BOOST_TEST(read.error().sentence.ends_with(", " + because + "."), read.error().sentence);
}

template <typename Discipline>
Discipline discipline_read(const std::string& queue) {
  const link::QueueSettings settings = queue_read(queue);
  BOOST_TEST_REQUIRE(std::holds_alternative<Discipline>(settings.discipline), queue);
  return std::get<Discipline>(settings.discipline);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(queue_reader)

BOOST_AUTO_TEST_CASE(a_limit_is_a_size_a_number_of_packets_or_a_time) {
  BOOST_TEST((queue_read(R"("125kB")").limit == link::QueueLimit::bytes(125'000)));
  BOOST_TEST((queue_read(R"("100packets")").limit == link::QueueLimit::packets(100)));
  BOOST_TEST((queue_read(R"("1packet")").limit == link::QueueLimit::packets(1)));
  BOOST_TEST((queue_read(R"("50ms")").limit == link::QueueLimit::time(milliseconds{50})));
  BOOST_TEST(!queue_read(R"("unlimited")").limit.has_value());
  BOOST_TEST((queue_read(R"({"limit": "9kB"})") == queue_read(R"("9kB")")));
}

BOOST_AUTO_TEST_CASE(a_wrong_limit_is_refused) {
  queue_refused(
      "125000",
      R"(at queue: expected a size such as "125kB", a number of packets such as )"
      R"("100packets", a waiting time such as "50ms" or "unlimited", found the number 125000; )"
      "it needs a unit");
  queue_refused(R"("some")",
                R"(at queue: expected a size such as "125kB", a number of packets such as )"
                R"("100packets", a waiting time such as "50ms" or "unlimited", found "some")");
  queue_refused(R"({"limit": true})",
                R"(at queue.limit: expected a size such as "125kB", a number of packets such as )"
                R"("100packets", a waiting time such as "50ms" or "unlimited", found true)");
  queue_refused(R"("1499B")", R"(at queue: expected a size from 1500B to 1000GB, found "1499B")");
  queue_refused(R"("0packets")",
                "at queue: expected a whole number of packets from 1packets to "
                R"(1000000packets, found "0packets")");
  queue_refused(R"("1.5packets")",
                "at queue: expected a whole number of packets from 1packets to "
                R"(1000000packets, found "1.5packets")");
  queue_refused(R"("1000001packets")",
                "at queue: expected a whole number of packets from "
                R"(1packets to 1000000packets, found "1000001packets")");
  queue_refused(R"("999ns")", R"(at queue: expected a duration from 1us to 600s, found "999ns")");
  queue_refused(R"("11min")", R"(at queue: expected a duration from 1us to 600s, found "11min")");
}

BOOST_AUTO_TEST_CASE(each_discipline_obeys_its_keys) {
  BOOST_TEST((discipline_read<link::DropHeadSettings>(
                  R"({"limit": "9kB", "discipline": "drop-head"})") == link::DropHeadSettings{}));
  const auto codel = discipline_read<link::CoDelSettings>(
      R"({"discipline": "codel", "target": "6ms", "interval": "90ms", "ecn": true})");
  BOOST_TEST((codel.target == milliseconds{6} && codel.interval == milliseconds{90}));
  const auto pie = discipline_read<link::PieSettings>(
      R"({"discipline": "pie", "target": "16ms", "update": "8ms", "burst": "0s"})");
  BOOST_TEST((pie.target == milliseconds{16} && pie.update == milliseconds{8}));
  BOOST_TEST((pie.burst == Duration{0}));
  const auto red = discipline_read<link::RedSettings>(
      R"({"discipline": "red", "min": "10kB", "probability": "5%", "weight": "1%",
          "gentle": false})");
  BOOST_TEST((red.min_bytes == 10'000 && red.max_bytes == 30'000 && !red.gentle));
  BOOST_TEST((red.probability == Probability::from_percent(5)));
  BOOST_TEST((red.weight == Probability::from_percent(1)));
  BOOST_TEST(queue_read(R"({"discipline": "red", "ecn": true})").ecn);
}

BOOST_AUTO_TEST_CASE(what_only_another_discipline_obeys_is_refused) {
  struct Foreign {
    const char* key;
    const char* value;
    std::string disciplines;  // that do not obey it
  };
  const Foreign foreign[] = {{"target", R"("5ms")", "drop-tail drop-head red"},
                             {"interval", R"("100ms")", "drop-tail drop-head pie red"},
                             {"update", R"("15ms")", "drop-tail drop-head codel red"},
                             {"burst", R"("150ms")", "drop-tail drop-head codel red"},
                             {"min", R"("30kB")", "drop-tail drop-head codel pie"},
                             {"max", R"("90kB")", "drop-tail drop-head codel pie"},
                             {"probability", R"("2%")", "drop-tail drop-head codel pie"},
                             {"weight", R"("1%")", "drop-tail drop-head codel pie"},
                             {"gentle", "true", "drop-tail drop-head codel pie"},
                             {"ecn", "true", "drop-tail drop-head"}};
  for (const auto& [key, value, disciplines] : foreign) {
    for (const std::string discipline : {"drop-tail", "drop-head", "codel", "pie", "red"}) {
      const std::string text = R"({"limit": "9MB", "discipline": ")" + discipline + R"(", ")" +
                               key + R"(": )" + value + "}";
      if ((disciplines + " ").find(discipline + " ") == std::string::npos) {
        static_cast<void>(queue_read(text));
        continue;
      }
      queue_refused(text, std::string{"at queue."} + key + R"(: ")" + key +
                              R"(" has no effect with the discipline ")" + discipline + R"(")");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_value_of_a_discipline_is_refused) {
  queue_refused(R"({"discipline": "code"})",
                R"(at queue.discipline: expected one of "drop-tail", "drop-head", "codel", "pie", )"
                R"("red", found "code"; the nearest is "codel")");
  queue_refused(R"({"discipline": "codel", "targets": "5ms"})",
                R"(at queue: unknown key "targets"; the nearest known key is "target")");
  queue_refused(R"({"discipline": "codel", "target": "0s"})",
                R"(at queue.target: expected a duration from 1us to 10s, found "0s")");
  queue_refused(R"({"discipline": "codel", "interval": "11s"})",
                R"(at queue.interval: expected a duration from 1us to 10s, found "11s")");
  queue_refused(
      R"({"discipline": "codel", "target": 5})",
      R"(at queue.target: expected a duration such as "25ms", found the number 5; it needs a )"
      "unit: ns, us, ms, s, min or h");
  queue_refused(R"({"discipline": "codel", "ecn": "yes"})",
                R"(at queue.ecn: expected true or false, found "yes")");
  queue_refused(R"({"discipline": "pie", "target": "11s"})",
                R"(at queue.target: expected a duration from 1us to 10s, found "11s")");
  queue_refused(R"({"discipline": "pie", "update": "99us"})",
                R"(at queue.update: expected a duration from 100us to 10s, found "99us")");
  queue_refused(R"({"discipline": "pie", "burst": "11s"})",
                R"(at queue.burst: expected a duration from 0s to 10s, found "11s")");
  queue_refused(R"({"discipline": "red", "min": "0B"})",
                R"(at queue.min: expected a size from 1B to 1000GB, found "0B")");
  queue_refused(R"({"discipline": "red", "max": "1001GB"})",
                R"(at queue.max: expected a size from 1B to 1000GB, found "1001GB")");
  queue_refused(
      R"({"discipline": "red", "probability": 2})",
      R"(at queue.probability: expected a percentage such as "1%", found the number 2; it needs )"
      "the unit %");
  queue_refused(
      R"({"discipline": "red", "weight": "101%"})",
      R"(at queue.weight: expected a percentage such as "1%", found "101%": the largest is "100%")");
  queue_refused(R"({"discipline": "red", "gentle": 1})",
                "at queue.gentle: expected true or false, found the number 1");
}

BOOST_AUTO_TEST_CASE(what_would_have_no_effect_or_no_sense_is_refused) {
  queue_refused(R"({"discipline": "drop-head"})",
                R"(at queue: "drop-head" has no effect without a "limit")");
  queue_refused(R"({"limit": "unlimited", "discipline": "drop-head"})",
                R"(at queue: "drop-head" has no effect without a "limit")");
  queue_refused(R"({"discipline": "codel", "target": "100ms"})",
                R"(at queue: the "target" must be shorter than the "interval")");
  queue_refused(R"({"discipline": "codel", "interval": "5ms"})",
                R"(at queue: the "target" must be shorter than the "interval")");
  queue_refused(R"({"discipline": "red", "weight": "0%"})",
                "at queue.weight: with a weight of 0% the average would never move");
  queue_refused(R"({"discipline": "red", "min": "30kB", "max": "30kB"})",
                R"(at queue: "min" must be smaller than "max")");
  queue_refused(R"({"limit": "30kB", "discipline": "red", "min": "30kB"})",
                R"(at queue: RED has no effect when the "limit" is not above "min": the queue is )"
                "full before");
}

BOOST_AUTO_TEST_CASE(a_queue_without_a_rate_is_refused) {
  for (const std::string queue : {R"("9kB")", R"({"discipline": "codel"})"}) {
    const auto read = scenario::read_link_text(R"({"queue": )" + queue + "}", "x.json");
    BOOST_TEST_REQUIRE(!read.has_value(), queue);
    BOOST_TEST(read.error().sentence ==
               "x.json, line 1: a \"queue\" has no effect without a \"rate\", because nothing ever "
               "waits.");
  }
}

BOOST_AUTO_TEST_SUITE_END()
