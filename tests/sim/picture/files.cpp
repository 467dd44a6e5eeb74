// Pictures read from files, and written into them.
#include <fstream>
#include <iterator>

#include <boost/test/unit_test.hpp>

#include "sim/picture/png_picture.hpp"
#include "sim/picture/ppm_picture.hpp"
#include "sim/picture/read_picture.hpp"
#include "sim/picture/test_card.hpp"
#include "tests/support/picture_samples.hpp"

using namespace acklab;
using namespace acklab::picture;
using namespace acklab::testing;

namespace {

const Bytes six_pixels(18, 7);

std::string why_not(const Bytes& file) {
  const auto read = parse_picture(file);
  return read ? "it is read" : read.error();
}

/// Red, a hole, half transparent black.
PictureWithHoles three_pixels() {
  return {3, 1, {255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 128}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(picture_files)

BOOST_AUTO_TEST_CASE(a_ppm_is_read_as_netpbm_writes_it) {
  const Picture sent = counted_picture(3, 2);
  for (const char* const header :
       {"\n3 2\n255\n", " 3\t2 255 ", "\n# made by hand\n3 # wide\n2\n255\n", "#\n3\r2\n255\r"}) {
    const auto read = parse_picture(ppm_file(header, sent.octets));
    BOOST_TEST_REQUIRE(read.has_value(), header << ": " << read.error());
    BOOST_TEST((*read == sent), header);
  }
}

BOOST_AUTO_TEST_CASE(the_first_blank_behind_the_header_ends_it) {
  // The first pixel is a line feed itself.
  Bytes pixels = six_pixels;
  pixels.front() = '\n';
  const auto read = parse_ppm(ppm_file("\n3 2\n255\n", pixels));
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(read->octets == pixels);
}

BOOST_AUTO_TEST_CASE(what_is_no_ppm_is_refused_and_the_refusal_says_why) {
  struct Wrong {
    Bytes file;
    const char* because;
  };
  Bytes longer = six_pixels;
  longer.push_back(0);
  const Bytes shorter(17, 7);
  const Wrong wrong[] = {{{}, "neither a PNG nor"},
                         {octets_of("P6"), "neither a PNG nor"},
                         {octets_of("P3\n3 2\n255\n1 2 3"), "neither a PNG nor"},
                         {ppm_file("\n3 2\n", {}), "a width, a height and"},
                         {ppm_file("\n-3 2\n255\n", six_pixels), "a width, a height and"},
                         {ppm_file("\n3 2\n255", {}), "a width, a height and"},
                         {ppm_file("\n99999999999 2\n255\n", six_pixels), "a width, a height and"},
                         {ppm_file("\n0 2\n255\n", {}), "0 x 2 pixels"},
                         {ppm_file("\n4097 1\n255\n", {}), "1 to 4096 either way"},
                         {ppm_file("\n3 2\n65535\n", six_pixels), "255 (8 bits) was expected"},
                         {ppm_file("\n3 2\n255\n", shorter), "are 18 bytes, 17 stand"},
                         {ppm_file("\n3 2\n255\n", longer), "are 18 bytes, 19 stand"}};
  for (const Wrong& each : wrong) {
    const std::string why = why_not(each.file);
    BOOST_TEST(why.find(each.because) != std::string::npos, why << " (" << each.because << ")");
  }
}

BOOST_AUTO_TEST_CASE(a_png_that_was_written_reads_back_the_same) {
  const Picture card = test_card(64, 80);
  const auto file = to_png(card);
  BOOST_TEST_REQUIRE(file.has_value(), file.error());
  const auto read = parse_png(*file);
  BOOST_TEST_REQUIRE(read.has_value(), read.error());
  BOOST_TEST((*read == card));
  const auto holes = to_png(three_pixels());
  BOOST_TEST_REQUIRE(holes.has_value(), holes.error());
  const auto same = parse_png_with_holes(*holes);
  BOOST_TEST_REQUIRE(same.has_value(), same.error());
  BOOST_TEST((*same == three_pixels()));
}

BOOST_AUTO_TEST_CASE(what_is_transparent_stands_on_white) {
  const auto file = to_png(three_pixels());
  BOOST_TEST_REQUIRE(file.has_value());
  const auto read = parse_picture(*file);
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(
      (Bytes(read->octets.begin(), read->octets.begin() + 6) == Bytes{255, 0, 0, 255, 255, 255}));
  BOOST_TEST(read->octets.back() > 0);
  BOOST_TEST(read->octets.back() < 255);
}

BOOST_AUTO_TEST_CASE(a_png_of_another_hand_is_read) {
  std::ifstream stream{ACKLAB_SCENARIOS "/pictures/hills.png", std::ios::binary};
  const Bytes file{std::istreambuf_iterator<char>{stream}, {}};
  const auto read = parse_picture(file);
  BOOST_TEST_REQUIRE(read.has_value(), read.error());
  BOOST_TEST(read->width == 192U);
  BOOST_TEST(read->height == 128U);
  BOOST_TEST((Bytes(read->octets.begin(), read->octets.begin() + 3) == Bytes{90, 150, 235}));
}

BOOST_AUTO_TEST_CASE(every_cut_and_many_damaged_pngs_are_refused_in_a_printable_clause) {
  const Bytes file = to_png(counted_picture(8, 8)).value();
  for (std::size_t size = 0; size + 12 < file.size(); ++size) {  // all but the last chunk
    const std::string why = why_not(Bytes(file.begin(), file.begin() + static_cast<long>(size)));
    BOOST_TEST(why != "it is read", size);
    for (const char letter : why) BOOST_TEST_REQUIRE((letter >= ' ' && letter <= '~'));
  }
  Bytes huge = file;
  huge[16] = 0x01;  // 16,777,224 pixels wide; libpng sees the wrong checksum or we the size
  BOOST_TEST(why_not(huge) != "it is read");
}

BOOST_AUTO_TEST_SUITE_END()
