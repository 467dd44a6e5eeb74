#include "sim/report/display_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab::report;

BOOST_AUTO_TEST_SUITE(display_text)

BOOST_AUTO_TEST_CASE(width_counts_terminal_columns_not_octets) {
  BOOST_TEST(display_width("") == 0U);
  BOOST_TEST(display_width("abc") == 3U);
  BOOST_TEST(display_width("Größe") == 5U);
  BOOST_TEST(display_width("e\u0301") == 1U);  // e and a combining accent
  BOOST_TEST(display_width("網路") == 4U);     // wide characters
  BOOST_TEST(display_width("✓ ✗ – …") == 7U);
}

BOOST_AUTO_TEST_CASE(a_sequence_seen_as_one_character_is_as_wide_as_its_widest_part) {
  BOOST_TEST(display_width("\U0001F469\u200D\U0001F52C") == 2U);  // woman, joiner, microscope
}

BOOST_AUTO_TEST_CASE(control_characters_never_reach_the_terminal) {
  BOOST_TEST(printable("a\x1b[31mb\nc\td\x7f", true) == "a [31mb c d ");
  BOOST_TEST(printable("a\u009bb\u202ec", true) == "a b c");
}

BOOST_AUTO_TEST_CASE(invalid_utf8_becomes_replacement_characters) {
  BOOST_TEST(printable("a\xff\xc3", true) == "a\uFFFD\uFFFD");
  BOOST_TEST(printable("a\xff é", false) == "a? ?");
}

BOOST_AUTO_TEST_CASE(padding_fills_to_columns) {
  BOOST_TEST(pad_right("é", 3) == "é  ");
  BOOST_TEST(pad_left("網", 3) == " 網");
  BOOST_TEST(pad_left("long", 2) == "long");
}

BOOST_AUTO_TEST_CASE(cutting_never_splits_a_character) {
  BOOST_TEST(fit("reliable-udp", 12, "…") == "reliable-udp");
  BOOST_TEST(fit("reliable-udp", 9, "…") == "reliable…");
  BOOST_TEST(fit("網路網路", 6, "…") == "網路…");
  BOOST_TEST(fit("網路網路", 4, "...") == "網...");
}

BOOST_AUTO_TEST_CASE(wrapped_lines_keep_within_columns_and_keep_every_word) {
  const std::string text = "one two three four five six seven eight nine ten eleven twelve";
  const std::string lines = wrap(text, 24, 4);
  std::string joined;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    BOOST_REQUIRE(end != std::string::npos);
    const std::string line = lines.substr(begin, end - begin);
    BOOST_TEST(display_width(line) <= 24U);
    BOOST_TEST(line.substr(0, 4) == "    ");
    joined += (joined.empty() ? "" : " ") + line.substr(4);
    begin = end + 1;
  }
  BOOST_TEST(joined == text);
}

BOOST_AUTO_TEST_CASE(a_word_wider_than_the_line_is_broken) {
  BOOST_TEST(wrap("abcdefghijklmnopqrst uv", 12, 0) == "abcdefghijkl\nmnopqrst uv\n");
}

BOOST_AUTO_TEST_CASE(chinese_is_broken_between_characters_but_not_before_a_full_stop) {
  BOOST_TEST(wrap("一二三四五六七", 10, 0) == "一二三四五\n六七\n");
  BOOST_TEST(wrap("一二三四五。六七", 10, 0) == "一二三四\n五。六七\n");
  BOOST_TEST(wrap("一二三四（五六）", 10, 0) == "一二三四\n（五六）\n");
  BOOST_TEST(wrap("去程 TCP 丢失 10 %", 10, 0) == "去程 TCP\n丢失 10 %\n");
  BOOST_TEST(wrap("使用TCP协议传送", 11, 0) == "使用TCP协议\n传送\n");
}

BOOST_AUTO_TEST_SUITE_END()
