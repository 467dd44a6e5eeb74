#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/read_scenario.hpp"
#include "tests/sim/scenario/scenario_support.hpp"

using namespace acklab;
using acklab::scenario::read_scenario;
using acklab::scenario::test::refuses;
using acklab::scenario::test::smallest_text;
using acklab::scenario::test::told_text;
using acklab::scenario::test::with_contender;

BOOST_AUTO_TEST_SUITE(contender_reader)

BOOST_AUTO_TEST_CASE(a_contender_says_what_carries_it_and_whom_it_meets) {
  const auto scenario =
      read_scenario(with_contender(R"({"kind": "reliable-udp", "carriage": "ip", "client": "kernel",
                         "kernel_congestion": "bbr"})"),
                    "text");
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().sentence));
  const contender::Spec& spec = scenario->contenders.at(0);
  BOOST_TEST((spec.carriage == contender::CarriageKind::ip));
  BOOST_TEST((spec.hosts.client == path::HostKind::kernel));
  BOOST_TEST((spec.hosts.server == path::HostKind::user_space));
  BOOST_TEST(spec.kernel_congestion == "bbr");
  BOOST_TEST(meets_kernel(spec));
}

BOOST_AUTO_TEST_CASE(a_meeting_that_cannot_take_place_is_refused_in_one_sentence) {
  const auto refused_with = [](const std::string& text, const std::string& part) {
    const auto scenario = read_scenario(text, "text");
    BOOST_REQUIRE_MESSAGE(!scenario.has_value(), text);
    BOOST_TEST(scenario.error().sentence.find(part) != std::string::npos,
               scenario.error().sentence);
  };
  refused_with(with_contender(R"({"kind": "udp", "carriage": "ip"})"),
               "at contenders[0].carriage: only reliable-udp has a choice of carriage");
  refused_with(with_contender(R"({"kind": "kernel-tcp", "client": "kernel"})"),
               "at contenders[0].client: only reliable-udp");
  refused_with(with_contender(R"({"kind": "reliable-udp", "server": "kernel"})"),
               "at contenders[0].server: the kernel's TCP speaks IP, not UDP");
  refused_with(
      with_contender(
          R"({"kind": "reliable-udp", "carriage": "ip", "client": "kernel", "server": "kernel"})"),
      "use the contender \"kernel-tcp\"");
  refused_with(
      with_contender(R"({"kind": "reliable-udp", "carriage": "ip", "kernel_congestion": "reno"})"),
      "at contenders[0].kernel_congestion: neither side");
  refused_with(
      with_contender(R"({"kind": "reliable-udp", "carriage": "ip", "server": "kernel"})",
                     R"(, "path": "simulated")"),
      "at path: on the path \"simulated\" there is no kernel for the contender \"reliable-udp\"");
}

BOOST_AUTO_TEST_CASE(a_transport_is_told_only_what_its_rung_has) {
  const auto refuses_told = [](std::string_view told, std::string_view because) {
    refuses(told_text(told), "smallest", "smallest", because);
  };
  refuses_told(R"("arq": "stop and wait")", "the nearest is \"stop-and-wait\"");
  refuses_told(R"("arq": "stop-and-wait", "window_segments": 2)",
               "at contenders[0].window_segments: stop-and-wait has one segment in flight");
  refuses_told(R"("sequence_bits": 8)", "only the textbook rungs");
  refuses_told(R"("arq": "go-back-n", "sequence_bits": 0)", "from 1 to 32");
  refuses_told(R"("arq": "go-back-n", "congestion": "cubic")",
               "at contenders[0].congestion: the textbook rungs have no congestion control");
  refuses_told(R"("arq": "go-back-n", "max_ack_delay": "1ms")", "acknowledge at once");
  refuses_told(R"("arq": "go-back-n", "mechanisms": {"sack": true})",
               "at contenders[0].mechanisms.sack: the textbook rungs have no such mechanism");
  refuses_told(R"("mechanisms": {"ack": false})", "the nearest known key is \"acks\"");
  refuses_told(R"("mechanisms": {"acks": "off"})", "expected true or false");
  refuses_told(R"("rto": 300)", "\"adaptive\"");
  refuses_told(R"("rto": "2min")", "expected a duration from");
  refuses_told(R"("max_ack_delay": "501ms")", "expected a duration from");
  refuses(smallest_text, "[\"udp\"]", R"([{"kind": "udp", "arq": "tcp"}])",
          "at contenders[0].arq: only reliable-udp can be told");
}

BOOST_AUTO_TEST_CASE(a_tcp_is_told_only_what_it_can_be_told_and_what_has_an_effect) {
  const auto refuses_told = [](std::string_view told, std::string_view because) {
    refuses(told_text(told), "smallest", "smallest", because);
  };
  refuses_told(R"("mss": "87B")", "at contenders[0].mss: expected a size from");
  refuses_told(R"("mss": "1461B")", "at contenders[0].mss: expected a size from");
  refuses_told(R"("send_buffer": "511B")", "expected a size from");
  refuses_told(R"("receive_buffer": "1GB")", "expected a size from");
  refuses_told(R"("keep_alive": {"interval": "1s"})", "\"idle\"");
  refuses_told(R"("keep_alive": {"idle": "1s", "probes": 1})", "from 2 to 127");
  refuses_told(R"("keep_alive": {"idle": "999ms"})", "expected a duration from");
  refuses_told(R"("user_timeout": "2h")", "expected a duration from");
  refuses_told(R"("rto": "300ms", "min_rto": "1s")", "no effect with a fixed \"rto\"");
  refuses_told(R"("rto": "300ms", "initial_rto": "1s")", "no effect with a fixed \"rto\"");
  refuses_told(R"("initial_window": 0)", "from 1 to 1000");
  refuses_told(R"("congestion": "none", "initial_window": 2)", "no effect with");
  refuses_told(R"("congestion": "bbr", "pacing": true)", "no effect with");
  refuses_told(R"("receiver": {"cheats": "sack_division"})", "\"ack_division\"");
  refuses_told(R"("receiver": {})", "\"cheats\"");
  refuses_told(R"("arq": "go-back-n", "receiver": {"cheats": "ack_division"})",
               "the textbook rungs");
  refuses_told(R"("arq": "go-back-n", "keep_alive": {"idle": "1s"})", "the textbook rungs");
  refuses_told(R"("arq": "go-back-n", "ecn": true)", "the textbook rungs heed no marks");
  refuses_told(R"("ecn": true, "mechanisms": {"acks": false})", "nobody tells the sender");
  refuses_told(R"("arq": "go-back-n", "mechanisms": {"loss_detection": "rack"})",
               "at contenders[0].mechanisms.loss_detection: the textbook rungs");
  refuses_told(R"("mechanisms": {"fast_retransmit": false, "loss_detection": "rack"})",
               "no effect with \"fast_retransmit\" off");
  refuses_told(R"("mechanisms": {"loss_detection": "reno"})", "\"duplicate_acks\"");
  const auto kernel = [](std::string_view told, std::string_view because) {
    refuses(smallest_text, "[\"udp\"]", R"([{"kind": "kernel-tcp", )" + std::string{told} + "}]",
            because);
  };
  kernel(R"("min_rto": "1s")", "at contenders[0].min_rto: no socket lets one tell");
  kernel(R"("receiver": {"cheats": "ack_division"})", "no socket lets one tell");
  kernel(R"("mechanisms": {"delayed_ack": false})", "delayed_ack");
  refuses(smallest_text, "[\"udp\"]", R"([{"kind": "kernel-tcp", "connected": true}])",
          "at contenders[0].connected: every TCP is connected");
  refuses(smallest_text, "[\"udp\"]", R"([{"kind": "udp", "connected": true}])",
          "has no effect without a periodic job whose \"server\" is \"absent\"");
  refuses(smallest_text, "[\"udp\"]", R"([{"kind": "udp", "connected": 1}])",
          "at contenders[0].connected: expected true or false");
  refuses(smallest_text, "[\"udp\"]", R"([{"kind": "udp", "mss": "536B"}])",
          "at contenders[0].mss: udp has no such thing");
}

BOOST_AUTO_TEST_CASE(only_udp_sends_copies_and_only_of_messages_that_can_be_copied) {
  const auto told = [](std::string_view kind, std::string_view job) {
    return R"({"name": "told", "link": {}, "workload": {)" + std::string{job} +
           R"(}, "contenders": [{"kind": ")" + std::string{kind} + R"(", "copies": 2}]})";
  };
  const std::string asks = R"("kind": "exchange", "count": 5)";
  const auto twice = read_scenario(told("udp", asks), "text");
  BOOST_REQUIRE_MESSAGE(twice.has_value(), (twice ? "" : twice.error().sentence));
  BOOST_TEST((twice->contenders.at(0).copies == 2U));
  refuses(told("reliable-udp", asks), "told", "told", "only udp sends copies");
  refuses(told("udp", R"("kind": "bulk", "bytes": "1MB")"), "told", "told",
          "at contenders[0].copies: this has no effect with a job of kind \"bulk\"");
  refuses(told("udp", asks + R"(, "retries": 1)"), "told", "told", "choose one of them");
}

BOOST_AUTO_TEST_SUITE_END()
