#include "net/wire/segment_text.hpp"

#include <boost/test/unit_test.hpp>

namespace acklab::wire {
namespace {

constexpr SequenceOrigin origin{Seq32{100}, Seq32{4294967000U}};

// The expected lines are what tcpdump 4.99.3 prints for these segments.
BOOST_AUTO_TEST_SUITE(segment_text_rules)

BOOST_AUTO_TEST_CASE(syn_shows_its_options_and_absolute_numbers) {
  Segment segment;
  segment.sender.sequence = Seq32{100};
  segment.sender.syn = true;
  segment.receiver.window = 65535;
  segment.syn_options = {1460, 7, true};
  segment.timestamps = Timestamps{1, 0};
  const std::string expected =
      "Flags [S], seq 100, win 65535, options [mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7], "
      "length 0";
  BOOST_TEST(to_text(segment) == expected);
  BOOST_TEST(to_text(segment, origin) == expected);
}

BOOST_AUTO_TEST_CASE(syn_ack_shows_absolute_numbers) {
  Segment segment;
  segment.sender.sequence = Seq32{4294967000U};
  segment.sender.syn = true;
  segment.receiver.acknowledgment = Seq32{101};
  segment.receiver.window = 65160;
  segment.syn_options.max_segment_size = 1460;
  BOOST_TEST(to_text(segment, SequenceOrigin{origin.receiver, origin.sender}) ==
             "Flags [S.], seq 4294967000, ack 101, win 65160, options [mss 1460], length 0");
}

BOOST_AUTO_TEST_CASE(data_shows_its_range_relative_to_the_origin) {
  Segment segment;
  segment.sender.sequence = Seq32{101};
  segment.sender.push = true;
  segment.sender.payload = Bytes(1000);
  segment.receiver.acknowledgment = Seq32{4294967001U};
  segment.receiver.window = 512;
  segment.timestamps = Timestamps{10, 700};
  BOOST_TEST(to_text(segment, origin) ==
             "Flags [P.], seq 1:1001, ack 1, win 512, options [nop,nop,TS val 10 ecr 700], "
             "length 1000");
  BOOST_TEST(to_text(segment) ==
             "Flags [P.], seq 101:1101, ack 4294967001, win 512, "
             "options [nop,nop,TS val 10 ecr 700], length 1000");
}

BOOST_AUTO_TEST_CASE(range_wraps_with_the_sequence_space) {
  Segment segment;
  segment.sender.sequence = Seq32{0xffff'ffffU};
  segment.sender.payload = Bytes(3);
  segment.receiver.acknowledgment = Seq32{0};
  BOOST_TEST(to_text(segment) == "Flags [.], seq 4294967295:2, ack 0, win 0, length 3");
}

BOOST_AUTO_TEST_CASE(pure_ack_shows_no_sequence_number) {
  Segment segment;
  segment.sender.sequence = Seq32{101};
  segment.receiver.acknowledgment = Seq32{4294967001U};
  segment.receiver.window = 502;
  BOOST_TEST(to_text(segment, origin) == "Flags [.], ack 1, win 502, length 0");
}

BOOST_AUTO_TEST_CASE(sack_blocks_are_relative_to_the_stream_they_acknowledge) {
  Segment segment;
  segment.receiver.acknowledgment = Seq32{4294967001U};
  segment.receiver.window = 502;
  segment.timestamps = Timestamps{10, 20};
  segment.receiver.sack.push_back({Seq32{1153}, Seq32{2601}});
  segment.receiver.sack.push_back({Seq32{4294967100U}, Seq32{4294967200U}});
  BOOST_TEST(to_text(segment, origin) ==
             "Flags [.], ack 1, win 502, "
             "options [nop,nop,TS val 10 ecr 20,nop,nop,sack 2 {1449:2897}{100:200}], length 0");
}

BOOST_AUTO_TEST_CASE(fin_and_rst_show_a_sequence_number_without_payload) {
  Segment segment;
  segment.sender.sequence = Seq32{101};
  segment.receiver.acknowledgment = Seq32{4294967001U};
  segment.sender.fin = true;
  BOOST_TEST(to_text(segment, origin) == "Flags [F.], seq 1, ack 1, win 0, length 0");
  segment.sender.fin = false;
  segment.rst = true;
  BOOST_TEST(to_text(segment, origin) == "Flags [R.], seq 1, ack 1, win 0, length 0");
  segment.receiver.acknowledgment.reset();
  BOOST_TEST(to_text(segment, origin) == "Flags [R], seq 101, win 0, length 0");
}

BOOST_AUTO_TEST_CASE(all_flags_stand_in_tcpdumps_order) {
  Segment segment;
  BOOST_TEST(to_text(segment) == "Flags [none], win 0, length 0");
  segment.sender.fin = segment.sender.syn = segment.sender.push = true;
  segment.rst = segment.ece = segment.cwr = true;
  segment.receiver.acknowledgment = Seq32{2};
  segment.sender.urgent_pointer = 9;
  BOOST_TEST(to_text(segment) == "Flags [FSRP.UEW], seq 0, ack 2, win 0, urg 9, length 0");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire
