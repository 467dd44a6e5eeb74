// The test card, scaling, and what comes put into its place.
#include <numeric>
#include <set>

#include <boost/test/unit_test.hpp>

#include "sim/picture/canvas.hpp"
#include "sim/picture/scaling.hpp"
#include "sim/picture/test_card.hpp"
#include "tests/support/picture_samples.hpp"

using namespace acklab;
using namespace acklab::picture;
using namespace acklab::testing;

namespace {

/// A row of a picture.
Bytes row_of(const Picture& picture, std::uint32_t y) {
  const auto begin = picture.octets.begin() +
                     static_cast<std::ptrdiff_t>(std::size_t{y} * picture.width * bytes_per_pixel);
  return {begin, begin + static_cast<std::ptrdiff_t>(picture.width * bytes_per_pixel)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(painting)

BOOST_AUTO_TEST_CASE(the_test_card_is_the_same_everywhere) {
  const Picture card = test_card(test_card_width_pixels, test_card_height_pixels);
  BOOST_TEST((card == *usual_test_card()));
  BOOST_TEST(card.octets.size() == 320U * 240U * 3U);
  // FNV-1a of its octets: the card is part of what a seed repeats.
  const auto fnv = [](std::uint64_t hash, std::uint8_t octet) {
    return (hash ^ octet) * 0x0000'0100'0000'01b3ULL;
  };
  const std::uint64_t hash =
      std::accumulate(card.octets.begin(), card.octets.end(), 0xcbf2'9ce4'8422'2325ULL, fnv);
  BOOST_TEST(hash == 2811'197'455'982'126'531ULL);
}

BOOST_AUTO_TEST_CASE(a_card_of_any_size_shows_where_a_row_belongs) {
  for (const auto& [width, height] :
       {std::pair{64U, 64U}, std::pair{512U, 64U}, std::pair{65U, 511U}, std::pair{320U, 240U}}) {
    const Picture card = test_card(width, height);
    BOOST_TEST(card.octets.size() == card.pixels() * bytes_per_pixel);
    std::set<Bytes> rows;
    for (std::uint32_t y = 0; y < height; ++y) rows.insert(row_of(card, y));
    BOOST_TEST(rows.size() > height / 8, width << " x " << height << ": " << rows.size());
  }
}

BOOST_AUTO_TEST_CASE(what_fits_is_not_scaled_and_what_does_not_keeps_its_proportions) {
  const Picture small = counted_picture(12, 5);
  BOOST_TEST((scaled_to_fit(small, 12) == small));
  const Picture half = scaled_to_fit(counted_picture(24, 10), 12);
  BOOST_TEST(half.width == 12U);
  BOOST_TEST(half.height == 5U);
  const Picture line = scaled_to_fit(counted_picture(4096, 1), 512);
  BOOST_TEST(line.width == 512U);
  BOOST_TEST(line.height == 1U);
}

BOOST_AUTO_TEST_CASE(a_scaled_pixel_is_the_mean_of_those_it_stands_for) {
  const Picture four{2, 2, {0, 10, 255, 1, 20, 255, 2, 30, 255, 4, 40, 255}};
  BOOST_TEST((scaled_to_fit(four, 1) == Picture{1, 1, {2, 25, 255}}));
  const Picture even{100, 70, Bytes(21'000, 77)};
  BOOST_TEST((scaled_to_fit(even, 33) == Picture{33, 23, Bytes(33 * 23 * 3, 77)}));
}

BOOST_AUTO_TEST_CASE(a_pixel_is_there_when_all_its_octets_are) {
  const Picture sent = counted_picture(4, 2);
  Canvas canvas{4, 2};
  BOOST_TEST((canvas.compared_with(sent) == PixelCounts{0, 0, 8}));
  const ByteView octets{sent.octets};
  BOOST_TEST(canvas.put(0, octets.first(5)) == 5U);  // a pixel and two thirds
  BOOST_TEST((canvas.compared_with(sent) == PixelCounts{1, 0, 7}));
  BOOST_TEST(canvas.put(5, octets.subspan(6, 4)) == 4U);  // out of place
  BOOST_TEST((canvas.compared_with(sent) == PixelCounts{1, 2, 5}));
  BOOST_TEST(canvas.put(21, octets) == 3U);
  BOOST_TEST(canvas.put(24, octets) == 0U);
  const PictureWithHoles shown = canvas.with_holes();
  BOOST_TEST(shown.octets.size() == 32U);
  BOOST_TEST(shown.octets[3] == 255);
  BOOST_TEST((Bytes(shown.octets.begin() + 12, shown.octets.begin() + 28) == Bytes(16, 0)));
  canvas.put(0, octets);
  BOOST_TEST((canvas.compared_with(sent) == PixelCounts{8, 0, 0}));
}

BOOST_AUTO_TEST_SUITE_END()
