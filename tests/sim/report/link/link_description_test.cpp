#include "sim/report/link/link_description.hpp"

#include <sstream>
#include <string>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/link/parameters.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/link/link_figures.hpp"
#include "sim/scenario/link/presets.hpp"
#include "sim/scenario/link/read_link.hpp"

using namespace acklab;

namespace {

link::LinkSettings link_read(const std::string& text) {
  const auto read = scenario::read_link_text(text, ACKLAB_SCENARIOS "/x.json");
  BOOST_TEST_REQUIRE(read.has_value(), text << ": " << read.error().sentence);
  return *read;
}

std::string described(const std::string& text, unsigned columns = 80) {
  return report::link_description(link_read(text), "title", {.columns = columns, .utf8 = false});
}

/// What stands under the heading that begins so, up to the empty line.
std::string under(const std::string& description, const std::string& heading) {
  const std::size_t at = description.find("\n" + heading);
  BOOST_TEST_REQUIRE(at != std::string::npos, heading << " in\n" << description);
  const std::size_t begin = description.find('\n', at + 1) + 1;
  return description.substr(begin, description.find("\n\n", begin) - begin);
}

/// Every description there is to try: the examples of all parameters, and all presets.
std::vector<std::string> many_links() {
  std::vector<std::string> links{"{}"};
  for (const link::Parameter& parameter : link::direction_parameters()) {
    std::istringstream lines{std::string{parameter.examples}};
    for (std::string line; std::getline(lines, line);) links.push_back(line);
  }
  for (const std::string_view name : scenario::preset_names()) {
    links.push_back(R"({"like": ")" + std::string{name} + "\"}");
  }
  return links;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(link_description_suite)

BOOST_AUTO_TEST_CASE(a_lossy_line_is_described_in_words_and_numbers) {
  BOOST_TEST(described(R"({"rate": "20mbit", "delay": "25ms", "loss": "1%", "queue": "125kB"})") ==
             R"(title

What happens to a packet, either way
  loss        1 % vanish, each packet by itself.
  queue       Up to 125 kB wait for the line; a packet that finds no room is
              dropped.
  rate        20 Mbit/s, one packet behind the other: a full packet of 1500
              bytes takes 0.600 ms.
  delay       25 ms.

In numbers
  lost        1.0 % on average, 1.01 in a row on average.
  whole       99.0 % of packets arrive undamaged if the queue has room.
  BDP         125 kB (83.3 full packets): rate x the delays of both ways.
  full queue  125 kB (83.3 full packets): 50.0 ms of waiting, 1.00 BDP.

Round trip, 1500 bytes there and 40 back
  empty link  50.6 ms.
  full queue  101 ms.

The nearest in Linux, on the device DEV of either host
  tc qdisc add dev DEV root handle 1: netem limit 1000000 loss random 1% \
      delay 25ms
  tc qdisc add dev DEV parent 1:1 handle 10: tbf rate 20mbit burst 2500 \
      limit 125000

What it would do otherwise
  - The delay comes before the line, not behind it; as it is constant, packets
    come out at the same instants all the same.
  - Rate and queue count the link layer's header too, 14 bytes a packet on
    Ethernet; here they count IP.
  - After a pause tbf sends as many bytes at once as "burst" says, and a packet
    leaves when its tokens are there, not when its last bit would be out.
  - Chances fall anew each time. "seed N" repeats them from Linux 6.6 on, but
    all draw from one sequence: turning one impairment on changes what the
    others strike.
  - tc acts on what a host hands over: unless "ethtool -K DEV tso off gso off"
    was said, that is up to 64 kB at a time, lost or delayed as one.
)");
}

BOOST_AUTO_TEST_CASE(a_perfect_link_says_that_it_does_nothing) {
  BOOST_TEST(described("{}") == R"(title

What happens to a packet, either way
  Every packet comes out as it went in, and at once.

In numbers
  whole       100 % of packets arrive undamaged.

Round trip, 1500 bytes there and 40 back
  empty link  0 ms.
  full queue  0 ms.

The nearest in Linux, on the device DEV of either host
  Nothing: the direction does nothing.
)");
}

BOOST_AUTO_TEST_CASE(unequal_directions_are_told_apart) {
  const std::string text =
      described(R"({"delay": "10ms", "forward": {"loss": "2%"}, "reverse": {"loss": "3%"}})");
  BOOST_TEST(under(text, "What happens to a packet from client to server (forward)") ==
             "  loss        2 % vanish, each packet by itself.\n  delay       10 ms.");
  BOOST_TEST(under(text, "What happens to a packet from server to client (reverse)") ==
             "  loss        3 % vanish, each packet by itself.\n  delay       10 ms.");
  // What both would do otherwise is said once.
  BOOST_TEST(text.find("seed N") == text.rfind("seed N"));
}

BOOST_AUTO_TEST_CASE(jitter_is_described_by_its_spread) {
  BOOST_TEST(under(described(R"({"delay": "25ms", "jitter": "2ms"})"), "What happens") ==
             "  delay       25 ms on average, between 23 ms and 27 ms, all alike likely; a\n"
             "              packet waits for those before it.");
  BOOST_TEST(
      under(
          described(
              R"({"delay": "3ms", "jitter": {"amount": "2ms", "distribution": "normal", "reorder": true}})"),
          "What happens") ==
      "  delay       3 ms on average, normally distributed, two thirds between 1 ms and\n"
      "              5 ms, 95 % between 0 ms and 7 ms; packets may overtake each other.");
}

BOOST_AUTO_TEST_CASE(copies_and_displacement_are_described_as_they_are_set) {
  const auto all = [](const std::string& link) { return under(described(link), "What happens"); };
  BOOST_TEST(all(R"({"duplicate": "2%"})") ==
             "  duplicate   2 % are sent twice, the copy right behind.");
  BOOST_TEST(all(R"({"duplicate": {"probability": "2%", "copies": 3, "spacing": "5ms"}})") ==
             "  duplicate   2 % are sent 4 times, each copy 5 ms after the one before.");
  BOOST_TEST(all(R"({"reorder": {"probability": "5%", "by": 3}})") ==
             "  reorder     5 % are held back until 3 later packets have come out, but no\n"
             "              longer than 100 ms.");
}

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_the_place) {
  for (const std::string& text : many_links()) {
    for (const unsigned columns : {80U, 60U, 40U}) {
      std::istringstream lines{described(text, columns)};
      for (std::string line; std::getline(lines, line);) {
        BOOST_TEST(report::display_width(line) <= columns, columns << ": " << text << "\n" << line);
        BOOST_TEST((line.empty() || line.back() != ' '), text << "\n" << line);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_json_has_the_same_numbers) {
  const link::LinkSettings settings = link_read(
      R"({"rate": "20mbit", "delay": "25ms", "loss": "1%", "reverse": {"rate": "unlimited"}})");
  const auto json = nlohmann::json::parse(report::link_description_json(settings));
  const report::LinkFigures figures = report::link_figures(settings);
  BOOST_TEST(json["forward"]["mean_loss_ratio"] == figures.forward.mean_loss_ratio);
  BOOST_TEST(json["forward"]["bdp_bytes"] == *figures.forward.bdp_bytes);
  BOOST_TEST(json["forward"]["full_packet_ms"] == *figures.forward.full_packet_ms);
  BOOST_TEST(json["forward"]["full_queue_ms"].is_null());
  BOOST_TEST(json["reverse"]["bdp_bytes"].is_null());
  BOOST_TEST(json["round_trip"]["empty_link_ms"] == figures.empty_round_trip_ms);
  BOOST_TEST(json["round_trip"]["full_queue_ms"].is_null());
  BOOST_TEST(json["forward"]["nearest_tc"]["commands"].size() == 1U);
  BOOST_TEST(json["forward"]["steps"][0]["step"] == "loss");
}

BOOST_AUTO_TEST_SUITE_END()
