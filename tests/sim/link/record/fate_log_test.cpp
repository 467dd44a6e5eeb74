#include "sim/link/record/fate_log.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

FateLogHeader header_for_test() {
  return {.acklab_version = "1.2.3",
          .scenario = "some-name",
          .contender = "udp \"2\"",
          .repetition = 7,
          .seed = 99,
          .path = "tun"};
}

FateRecord delivered_fate(std::uint64_t index) {
  FateRecord fate;
  fate.index = index;
  fate.order = index;
  fate.offer = index;
  fate.ip_bytes = 1228;
  fate.origin = timeline_origin;
  fate.arrival = timeline_origin + milliseconds{index};
  fate.due = fate.arrival + milliseconds{20};
  return fate;
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

struct Written {
  std::string text;
  std::size_t largest_piece = 0;
  FateLog::Output output() {
    return [this](std::string_view piece) {
      text += piece;
      largest_piece = std::max(largest_piece, piece.size());
    };
  }
};

BOOST_AUTO_TEST_SUITE(fate_log)

BOOST_AUTO_TEST_CASE(the_first_line_says_what_the_log_is_of) {
  BOOST_TEST(header_line(header_for_test()) ==
             "{\"acklab_fates\":1,\"acklab_version\":\"1.2.3\",\"scenario\":\"some-name\","
             "\"contender\":\"udp "
             "\\\"2\\\"\",\"repetition\":7,\"seed\":99,\"path\":\"tun\",\"fate_key\":\"index\"}\n");
}

BOOST_AUTO_TEST_CASE(where_flows_share_a_link_each_line_says_whose_it_is) {
  FateLogHeader header = header_for_test();
  header.flows = {"one", "udp \"2\""};
  Written written;
  FateLog log{header, FateLog::Releases::unknown, written.output()};
  FateRecord fate = delivered_fate(0);
  fate.flow = 1;
  log.decided(fate);
  log.finish(true, 1);
  BOOST_TEST(written.text.find(",\"flows\":[\"one\",\"udp \\\"2\\\"\"]}\n") != std::string::npos);
  BOOST_TEST(written.text.find(",\"flow\":1,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_line_says_what_became_of_a_copy_and_leaves_out_what_did_not_happen) {
  std::string text;
  FateRecord fate = delivered_fate(3);
  append_fate_line(text, fate, std::nullopt, 3);
  BOOST_TEST(text ==
             "{\"direction\":\"forward\",\"index\":3,\"copy\":0,\"arrival_ns\":3000000,"
             "\"ip_bytes\":1228,\"decision\":\"delivered\",\"queue_bytes\":0,"
             "\"due_ns\":23000000}\n");

  text.clear();
  fate.direction = Direction::reverse;
  fate.copy = 1;
  fate.dropped = DropCause::queue;
  fate.label = FateLabel::time_driven;
  fate.queue_bytes = 3000;
  append_fate_line(text, fate, std::nullopt, 0);
  BOOST_TEST(text ==
             "{\"direction\":\"reverse\",\"index\":3,\"copy\":1,\"arrival_ns\":3000000,"
             "\"ip_bytes\":1228,\"decision\":\"dropped\",\"cause\":\"queue\","
             "\"label\":\"time-driven\",\"queue_bytes\":3000}\n");
}

BOOST_AUTO_TEST_CASE(a_damaged_copy_that_came_out_late_says_both) {
  std::string text;
  FateRecord fate = delivered_fate(0);
  fate.label = FateLabel::random;
  fate.corrupted = true;
  fate.damage.flips = {{12, 0x40}};
  fate.skipped_delay = true;
  append_fate_line(text, fate, fate.due + Duration{55}, 0);
  BOOST_TEST(text ==
             "{\"direction\":\"forward\",\"index\":0,\"copy\":0,\"arrival_ns\":0,"
             "\"ip_bytes\":1228,\"decision\":\"delivered\",\"label\":\"random\","
             "\"damage\":\"flip 12:40\",\"skipped_delay\":true,\"queue_bytes\":0,"
             "\"due_ns\":20000000,\"release_ns\":20000055}\n");
}

BOOST_AUTO_TEST_CASE(a_line_says_its_order_only_where_its_place_does_not) {
  Written written;
  FateLog log{header_for_test(), FateLog::Releases::unknown, written.output()};
  FateRecord lost = delivered_fate(0);
  lost.dropped = DropCause::loss;
  log.decided(lost);
  for (const auto& [index, order] : {std::pair{1U, 2U}, {2U, 0U}, {3U, 1U}, {4U, 3U}}) {
    FateRecord fate = delivered_fate(index);
    fate.order = order;
    log.decided(fate);
  }
  log.finish(true, 5);
  const auto line_says = [&](std::uint64_t index, const std::string& words) {
    const std::size_t begin = written.text.find("\"index\":" + std::to_string(index));
    const std::string line = written.text.substr(begin, written.text.find('\n', begin) - begin);
    return line.find(words) != std::string::npos;
  };
  BOOST_TEST(!line_says(0, "order"));
  BOOST_TEST(line_says(1, "\"order\":2"));
  BOOST_TEST(line_says(2, "\"order\":0"));
  BOOST_TEST(line_says(3, "\"order\":1"));
  BOOST_TEST(!line_says(4, "order"));
}

BOOST_AUTO_TEST_CASE(a_packet_that_was_cut_says_into_how_many_and_what_was_lost) {
  std::string text;
  FateRecord fate = delivered_fate(0);
  fate.fragments = 6;
  append_fate_line(text, fate, std::nullopt, 0);
  BOOST_TEST(text.find("\"ip_bytes\":1228,\"fragments\":6,\"decision\":\"delivered\"") !=
             std::string::npos);
  text.clear();
  fate.fragments_lost = 2;
  fate.dropped = DropCause::loss;
  append_fate_line(text, fate, std::nullopt, 0);
  BOOST_TEST(text.find("\"fragments\":6,\"fragments_lost\":2,\"decision\":\"dropped\"") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_last_line_says_how_many_there_are_and_whether_the_run_was_whole) {
  for (const bool complete : {true, false}) {
    Written written;
    FateLog log{header_for_test(), FateLog::Releases::unknown, written.output()};
    log.decided(delivered_fate(0));
    log.decided(delivered_fate(1));
    log.finish(complete, 5);
    BOOST_TEST(written.text.ends_with(complete
                                          ? "{\"fates\":2,\"undecided\":3,\"complete\":true}\n"
                                          : "{\"fates\":2,\"undecided\":3,\"complete\":false}\n"));
    BOOST_TEST(lines_in(written.text) == 4U);
  }
}

BOOST_AUTO_TEST_CASE(lines_keep_the_order_of_offers_whatever_the_order_of_release) {
  Written written;
  FateLog log{header_for_test(), FateLog::Releases::told, written.output()};
  for (std::uint64_t index = 0; index < 4; ++index) log.decided(delivered_fate(index));
  FateRecord lost = delivered_fate(4);
  lost.dropped = DropCause::loss;
  log.decided(lost);
  for (const std::uint64_t index : {2U, 0U, 3U}) {
    log.released(Direction::forward, index, 0, timeline_origin + milliseconds{100 + index});
  }
  log.released(Direction::reverse, 1, 0, timeline_origin);  // of no such packet
  log.finish(true, 5);
  std::size_t at = 0;
  for (std::uint64_t index = 0; index < 5; ++index) {
    at = written.text.find("\"index\":" + std::to_string(index) + ",", at);
    BOOST_TEST_REQUIRE(at != std::string::npos, "packet " << index << " in " << written.text);
  }
  BOOST_TEST(written.text.find("\"release_ns\":102000000") != std::string::npos);
  BOOST_TEST(written.text.find("\"release_ns\":101000000") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(text_goes_out_in_pieces_while_the_run_goes_on) {
  Written written;
  FateLog log{header_for_test(), FateLog::Releases::told, written.output()};
  for (std::uint64_t index = 0; index < 20'000; ++index) {
    log.decided(delivered_fate(index));
    if (index >= 100) log.released(Direction::forward, index - 100, 0, timeline_origin);
  }
  BOOST_TEST(lines_in(written.text) > 19'000U);
  BOOST_TEST(written.largest_piece < 80'000U);
  log.finish(true, 20'000);
  BOOST_TEST(lines_in(written.text) == 20'002U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
