#include "sim/workload/records.hpp"

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "sim/workload/workload.hpp"

using namespace acklab;
using workload::Records;

namespace {

Bytes record(const Records& records, std::uint64_t number) {
  Bytes octets;
  records.write(number, octets);
  return octets;
}

/// Every single damaged octet, in a few ways each, is attributed to its record and seen as damage.
void check_each_octet(const Records& records, std::uint64_t number) {
  const Bytes original = record(records, number);
  for (std::size_t place = 0; place < original.size(); ++place) {
    for (const unsigned damage : {0x01U, 0x80U, 0x2aU, 0xffU}) {
      Bytes damaged = original;
      damaged[place] = static_cast<std::uint8_t>(damaged[place] ^ damage);
      const bool attributed = records.identify(damaged).number == number;
      BOOST_TEST_REQUIRE(attributed, "record " << number << ", octet " << place << ", xor "
                                               << damage << ", size " << original.size());
      BOOST_TEST_REQUIRE(!records.is_intact(number, damaged));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(records)

BOOST_AUTO_TEST_CASE(records_add_up_to_the_total) {
  for (const std::uint64_t total : {1ULL, 15ULL, 16ULL, 1200ULL, 1201ULL, 100'003ULL}) {
    for (const std::uint32_t size : {16U, 17U, 1200U, workload::max_message_bytes}) {
      const Records records{7, total, size};
      std::uint64_t sum = 0;
      for (std::uint64_t n = 0; n < records.count(); ++n) {
        BOOST_TEST(record(records, n).size() == records.size_of(n));
        BOOST_TEST(records.size_of(n) <= size);
        sum += records.size_of(n);
      }
      BOOST_TEST(sum == total);
    }
  }
}

BOOST_AUTO_TEST_CASE(intact_records_are_identified_whatever_their_size) {
  for (const std::uint32_t size : {16U, 17U, 23U, 24U, 25U, 100U, 1200U}) {
    for (const std::uint64_t seed : {0ULL, 1ULL, 0xffff'ffff'ffff'ffffULL}) {
      const Records records{seed, std::uint64_t{size} * 300 + 5, size};
      for (std::uint64_t n = 0; n < records.count(); ++n) {
        const Bytes octets = record(records, n);
        BOOST_TEST_REQUIRE(records.identify(octets).number == n);
        BOOST_TEST_REQUIRE(records.is_intact(n, octets));
        BOOST_TEST_REQUIRE(!records.is_intact((n + 1) % records.count(), octets));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(content_depends_on_seed_and_number) {
  const Records one{1, 12'000, 1200};
  const Records two{2, 12'000, 1200};
  BOOST_TEST((record(one, 3) == record(one, 3)));
  BOOST_TEST((record(one, 3) != record(two, 3)));
  BOOST_TEST((record(one, 3) != record(one, 4)));
  BOOST_TEST(one.identify(record(two, 3)).number == one.count());
}

BOOST_AUTO_TEST_CASE(damage_within_one_octet_is_always_attributed) {
  for (const std::uint32_t size : {16U, 17U, 24U, 31U, 64U, 300U}) {
    const Records records{size, std::uint64_t{size} * 70'000 + 9, size};
    for (const std::uint64_t n : {0ULL, 1ULL, 255ULL, 256ULL, 65'535ULL, 69'999ULL, 70'000ULL}) {
      check_each_octet(records, n);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_damaged_head_never_passes_for_a_neighbour_in_the_smallest_records) {
  // In 16 octets there is nothing but head and tail: each of the 128 bits, over many records.
  const Records records{99, 16ULL * 5000, 16};
  for (std::uint64_t n = 0; n < records.count(); ++n) {
    Bytes octets = record(records, n);
    for (std::size_t bit = 0; bit < 128; ++bit) {
      const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
      octets[bit / 8] ^= mask;
      BOOST_TEST_REQUIRE(records.identify(octets).number == n);
      octets[bit / 8] ^= mask;
    }
  }
}

BOOST_AUTO_TEST_CASE(noise_and_wrong_sizes_are_hopeless) {
  const Records records{5, 120'000, 1200};
  const RandomStream noise{5, "noise"};
  for (std::uint64_t round = 0; round < 1000; ++round) {
    Bytes octets(1200);
    for (std::size_t i = 0; i < octets.size(); ++i) {
      octets[i] = static_cast<std::uint8_t>(noise.at(round, i));
    }
    BOOST_TEST(records.identify(octets).number == records.count());
  }
  Bytes octets = record(records, 3);
  octets.push_back(0);
  BOOST_TEST(records.identify(octets).number == records.count());
  octets.resize(1199);
  BOOST_TEST(records.identify(octets).number == records.count());
  BOOST_TEST(records.identify({}).number == records.count());
}

BOOST_AUTO_TEST_SUITE_END()
