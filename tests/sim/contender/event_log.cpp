// The event log of a run: every line of a documented kind, with documented keys.

#include "sim/contender/event_log.hpp"

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

/// The lines of a run's event log.
std::vector<std::string> events_of(const RunRequest& request) {
  std::string text;
  EventLog log{{.acklab_version = "0", .scenario = "s", .contender = "c", .path = "simulated"},
               [&text](std::string_view piece) { text += piece; }};
  RunHooks hooks;
  hooks.transport = [&log](const HostEvent& event) { log.happened(event); };
  hooks.verdicts = [&log](const link::RetransmissionVerdict& verdict) { log.judged(verdict); };
  const RunResult result = run(request, hooks);
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  log.finish(true);
  std::vector<std::string> lines;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The keys of an object without nested objects, in order.
std::vector<std::string> keys_of(const std::string& line) {
  std::vector<std::string> keys;
  for (std::size_t at = line.find("\":"); at != std::string::npos; at = line.find("\":", at + 1)) {
    const std::size_t begin = line.rfind('"', at - 1) + 1;
    keys.push_back(line.substr(begin, at - begin));
  }
  return keys;
}

std::string word(const std::string& line, const std::string& key) {
  const std::size_t at = line.find("\"" + key + "\":");
  if (at == std::string::npos) return {};
  std::size_t begin = at + key.size() + 3;
  const bool quoted = line[begin] == '"';
  if (quoted) ++begin;
  return line.substr(begin, line.find_first_of(quoted ? "\"" : ",}", begin) - begin);
}

/// The keys that a kind may have, and of them those that it must.
struct Keys {
  std::set<std::string> may;
  std::set<std::string> must;
};

std::map<std::string, Keys> documented() {
  std::map<std::string, Keys> kinds;
  for (const EventKind& kind : event_kinds) {
    Keys& keys = kinds[std::string{kind.name}];
    const bool verdict = kind.name == "verdict";
    std::istringstream stream{
        std::string{verdict ? "at_ns event " : "at_ns host connection event "} +
        std::string{kind.keys}};
    for (std::string key; stream >> key;) {
      const bool optional = key.back() == '?';
      if (optional) key.pop_back();
      keys.may.insert(key);
      if (!optional) keys.must.insert(key);
    }
  }
  return kinds;
}

RunRequest lossy_request() {
  link::LinkSettings link = clean_link();
  link.forward.loss = link.reverse.loss = Probability::from_percent(8);
  link.forward.jitter = {milliseconds{2}, link::JitterDistribution::uniform, true};
  return request_for(Kind::reliable_udp, link, 400'000, 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(event_log)

BOOST_AUTO_TEST_CASE(every_line_is_of_a_documented_kind_with_its_keys) {
  const auto kinds = documented();
  std::set<std::string> seen;
  for (const bool timestamps : {true, false}) {
    RunRequest request = lossy_request();
    request.contender.mechanisms.timestamps = timestamps;
    const auto lines = events_of(request);
    BOOST_REQUIRE(lines.size() > 100U);
    BOOST_TEST(lines.front().find("\"acklab_events\":1") != std::string::npos, lines.front());
    BOOST_TEST(lines.back() ==
               "{\"events\":" + std::to_string(lines.size() - 2) + ",\"complete\":true}");
    for (std::size_t index = 1; index + 1 < lines.size(); ++index) {
      const std::string& line = lines[index];
      const auto kind = kinds.find(word(line, "event"));
      BOOST_TEST_REQUIRE((kind != kinds.end()), line);
      seen.insert(kind->first);
      const auto keys = keys_of(line);
      for (const std::string& key : keys) BOOST_TEST(kind->second.may.count(key) == 1U, line);
      for (const std::string& key : kind->second.must) {
        BOOST_TEST((std::find(keys.begin(), keys.end(), key) != keys.end()), key << ": " << line);
      }
    }
  }
  for (const char* const usual : {"sent", "received", "lost", "timer", "expired", "window",
                                  "round_trip", "round_trip_refused", "state", "verdict"}) {
    BOOST_TEST(seen.count(usual) == 1U, usual);
  }
}

BOOST_AUTO_TEST_CASE(a_retransmission_and_its_verdict_name_the_same_packet_of_the_link) {
  std::map<std::string, std::string> transmissions;  // by the link's packet
  std::size_t verdicts = 0;
  std::size_t told_by = 0;
  const auto lines = events_of(lossy_request());
  for (const std::string& line : lines) {
    if (word(line, "event") == "sent" && word(line, "host") == "client") {
      transmissions[word(line, "packet")] = word(line, "transmission");
      const bool again = word(line, "why") == "retransmission";
      BOOST_TEST(again == !word(line, "cause").empty(), line);
      told_by += word(line, "told_by").empty() ? 0U : 1U;
    }
  }
  for (const std::string& line : lines) {
    if (word(line, "event") != "verdict" || word(line, "direction") != "forward") continue;
    ++verdicts;
    BOOST_TEST(transmissions.at(word(line, "packet")) == word(line, "transmission"), line);
    BOOST_TEST(!word(line, "earlier_fate").empty(), line);
  }
  BOOST_TEST(verdicts > 10U);
  BOOST_TEST(told_by >= 3U);
}

BOOST_AUTO_TEST_CASE(a_flow_names_the_packets_that_the_link_knows_once_they_have_come_there) {
  std::string text;
  EventLog log{{.acklab_version = "0",
                .scenario = "s",
                .contender = "flows",
                .path = "simulated",
                .flows = {"a", "b"}},
               [&text](std::string_view piece) { text += piece; }};
  const wire::Segment segment;
  const transport::Observation sent =
      transport::SegmentSent{segment, 0, transport::Sending::first, std::nullopt, 1};
  const auto send = [&](std::uint32_t flow, std::uint64_t packets_sent) {
    log.happened({path::Host::client, timeline_origin, 1, packets_sent, sent, flow});
  };
  const auto enters = [&](std::uint32_t flow, std::uint64_t index) {
    link::Packet packet;
    packet.flow = flow;
    log.crossed({.at = timeline_origin, .index = index, .packet = packet});
  };
  send(0, 0);
  send(1, 0);
  send(0, 1);
  enters(1, 0);  // in real time the later one may come first
  enters(0, 1);
  enters(0, 2);
  send(1, 1);  // and what the system loses never comes
  log.finish(true);
  std::vector<std::string> told;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) {
    if (word(line, "event") == "sent") told.push_back(word(line, "flow") + word(line, "packet"));
  }
  BOOST_TEST(told == (std::vector<std::string>{"01", "10", "02", "1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_manual_names_every_kind_and_every_key) {
  std::ifstream file{ACKLAB_SOURCE_DIRECTORY "/scenarios/EVENTS.md"};
  std::stringstream manual;
  manual << file.rdbuf();
  for (const auto& [kind, keys] : documented()) {
    BOOST_TEST(manual.str().find("`" + kind + "`") != std::string::npos, kind);
    for (const std::string& key : keys.may) {
      BOOST_TEST(manual.str().find("`" + key + "`") != std::string::npos, key);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
