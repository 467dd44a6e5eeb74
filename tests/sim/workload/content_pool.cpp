#include "sim/workload/content_pool.hpp"

#include <array>
#include <set>

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::workload;

namespace {

const ContentPool& shared_pool() {
  static const ContentPool pool{RandomStream{7, "content"}};
  return pool;
}

Bytes content_of(std::uint64_t key, std::size_t size) {
  Bytes octets(size);
  shared_pool().write(key, octets);
  return octets;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(content_pool)

BOOST_AUTO_TEST_CASE(every_changed_octet_is_counted) {
  for (const std::size_t size : {1U, 7U, 8U, 1023U, 1024U, 1025U, 5000U}) {
    BOOST_TEST_CONTEXT("size " << size) {
      Bytes octets = content_of(3, size);
      BOOST_TEST(shared_pool().differences(3, octets, size) == 0U);
      for (const std::size_t at : {std::size_t{0}, size / 2, size - 1}) octets[at] ^= 0x10U;
      const std::set<std::size_t> places{0, size / 2, size - 1};
      // A place hit twice is as it was.
      const std::size_t changed = size == 1 ? 1 : places.size();
      BOOST_TEST(shared_pool().differences(3, octets, size) == changed);
    }
  }
}

BOOST_AUTO_TEST_CASE(content_of_different_keys_differs_almost_everywhere) {
  const std::size_t size = 4096;
  for (std::uint64_t key = 0; key < 200; ++key) {
    const Bytes octets = content_of(key, size);
    // 1 octet in 256 is alike by chance.
    BOOST_TEST_REQUIRE(shared_pool().differences(key + 1, octets, size) > size * 97 / 100,
                       "key " << key);
  }
}

BOOST_AUTO_TEST_CASE(pieces_of_one_content_differ_almost_everywhere) {
  const Bytes octets = content_of(11, 64 * 1024);
  for (std::size_t piece = 1; piece < 64; ++piece) {
    const ByteView first = ByteView(octets).first(1024);
    const ByteView other = ByteView(octets).subspan(piece * 1024, 1024);
    BOOST_TEST_REQUIRE(count_differing(first, other) > 970U, "piece " << piece);
  }
}

BOOST_AUTO_TEST_CASE(every_octet_value_is_about_as_frequent) {
  const std::size_t size = 1U << 20U;
  std::array<std::uint64_t, 256> counts{};
  for (const std::uint8_t octet : content_of(5, size)) ++counts[octet];
  double chi_square = 0;
  for (const std::uint64_t count : counts) {
    const double off = static_cast<double>(count) - size / 256.0;
    chi_square += off * off / (size / 256.0);
  }
  // 255 ± 23 if they are all alike.
  BOOST_TEST(chi_square < 400);
}

BOOST_AUTO_TEST_SUITE_END()
