#include "sim/capture/pcapng.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::capture;

namespace {

std::uint32_t u32(const std::string& block, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(block.at(at + i))) << (8 * i);
  }
  return number;
}

/// Both lengths that a block says, which must be its own.
void check_lengths(const std::string& block) {
  BOOST_TEST(block.size() % 4 == 0U);
  BOOST_TEST(u32(block, 4) == block.size());
  BOOST_TEST(u32(block, block.size() - 4) == block.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pcapng)

BOOST_AUTO_TEST_CASE(every_block_says_its_length_at_both_ends_and_is_a_multiple_of_four) {
  const Bytes octets{1, 2, 3, 4, 5};
  for (const std::string comment : {"", "a", "ab", "abc", "abcd", "abcde"}) {
    check_lengths(section_header("program", comment));
    check_lengths(interface_description(comment, "text"));
    check_lengths(enhanced_packet({.interface_number = 1,
                                   .at = std::chrono::seconds{3},
                                   .is_received = true,
                                   .octets = octets,
                                   .comment = comment}));
  }
}

BOOST_AUTO_TEST_CASE(a_file_begins_with_the_section_header_and_its_byte_order) {
  const std::string block = section_header("acklab", "what it is of");
  BOOST_TEST(u32(block, 0) == 0x0A0D0D0AU);
  BOOST_TEST(u32(block, 8) == 0x1A2B3C4DU);
  BOOST_TEST(u32(block, 12) == 1U);  // version 1.0
  BOOST_TEST(block.find("what it is of") != std::string::npos);
  BOOST_TEST(block.find("acklab") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_interface_carries_bare_ip_packets_with_instants_in_nanoseconds) {
  const std::string block = interface_description("client", "A");
  BOOST_TEST(u32(block, 0) == 1U);
  BOOST_TEST((u32(block, 8) & 0xffffU) == 101U);  // LINKTYPE_RAW
  BOOST_TEST(u32(block, 12) == 0U);               // packets are not cut
  const std::string resolution{"\x09\x00\x01\x00\x09\x00\x00\x00", 8};
  BOOST_TEST(block.find(resolution) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_packet_has_its_interface_its_instant_its_octets_and_its_comment) {
  const Bytes octets{0x45, 0, 0, 1, 0xff};
  const std::string block = enhanced_packet({.interface_number = 1,
                                             .at = Duration{0x1'0000'0002},
                                             .is_received = true,
                                             .octets = octets,
                                             .comment = "dropped"});
  BOOST_TEST(u32(block, 0) == 6U);
  BOOST_TEST(u32(block, 8) == 1U);
  BOOST_TEST(u32(block, 12) == 1U);  // the upper half of the instant
  BOOST_TEST(u32(block, 16) == 2U);
  BOOST_TEST(u32(block, 20) == 5U);
  BOOST_TEST(u32(block, 24) == 5U);
  BOOST_TEST(static_cast<unsigned char>(block[28]) == 0x45);
  BOOST_TEST(static_cast<unsigned char>(block[32]) == 0xff);
  BOOST_TEST(u32(block, 36) == (1U | 7U << 16U));  // a comment of seven octets
  BOOST_TEST(block.substr(40, 7) == "dropped");
  BOOST_TEST(u32(block, 48) == (2U | 4U << 16U));  // the flags
  BOOST_TEST(u32(block, 52) == 1U);                // inbound
}

BOOST_AUTO_TEST_CASE(a_comment_that_is_too_long_is_cut_between_characters) {
  std::string comment(65'534, 'x');
  comment += "\u00e9 and more";  // its second octet would be the 65536th
  const std::string block = enhanced_packet({.octets = {}, .comment = comment});
  BOOST_TEST((u32(block, 28) >> 16U) == 65'534U);
  check_lengths(block);
}

BOOST_AUTO_TEST_SUITE_END()
