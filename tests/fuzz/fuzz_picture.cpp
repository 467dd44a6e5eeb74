#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/picture/png_picture.hpp"
#include "sim/picture/read_picture.hpp"
#include "tests/fuzz/fuzz_settings.hpp"
#include "tests/fuzz/fuzz_text.hpp"
#include "tests/support/picture_samples.hpp"

namespace acklab::picture {
namespace {

constexpr std::array<std::string_view, 12> picture_slips{"\n",    "#",    "# x\n", "255",
                                                         "65535", "0",    "4096",  "99999999",
                                                         "IDAT",  "PLTE", "tRNS",  "\xff\xff"};

/// A small picture as a file of one kind or the other.
std::string picture_text(test::TextMutator& dice) {
  const auto width = static_cast<std::uint32_t>(1 + dice.below(20));
  const auto height = static_cast<std::uint32_t>(1 + dice.below(9));
  const Picture picture = testing::counted_picture(width, height);
  const Bytes file = dice.below(2) == 0 ? testing::ppm_file("\n" + std::to_string(width) + " " +
                                                                std::to_string(height) + "\n255\n",
                                                            picture.octets)
                                        : to_png(picture).value();
  return {file.begin(), file.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz_picture)

BOOST_AUTO_TEST_CASE(any_octets_are_a_picture_or_refused_in_one_clause) {
  const std::uint64_t seed = test::fuzz_seed();
  const std::uint64_t rounds = test::fuzz_iterations(10'000);
  const RandomStream random{seed, "fuzz pictures"};
  std::uint64_t taken = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    test::TextMutator mutator{random.substream(round), picture_slips};
    const test::ExactCopy text{mutator.mutate(picture_text(mutator))};
    BOOST_TEST_CONTEXT("ACKLAB_FUZZ_SEED=" << seed << ", round " << round) {
      const std::string_view view = text.view();
      const Bytes file(view.begin(), view.end());
      const auto picture = parse_picture(file);
      if (picture) {
        ++taken;
        BOOST_TEST_REQUIRE(picture->width >= 1U);
        BOOST_TEST_REQUIRE(picture->height >= 1U);
        BOOST_TEST_REQUIRE(std::max(picture->width, picture->height) <= max_side_pixels);
        BOOST_TEST_REQUIRE(picture->octets.size() == picture->pixels() * bytes_per_pixel);
        continue;
      }
      BOOST_TEST_REQUIRE(!picture.error().empty());
      BOOST_TEST_REQUIRE(picture.error().size() < 200U);
      for (const char letter : picture.error()) {
        BOOST_TEST_REQUIRE((letter >= ' ' && letter <= '~'));
      }
    }
  }
  BOOST_TEST(taken > rounds / 10);
  BOOST_TEST(taken < rounds);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acklab::picture
