#include "sim/workload/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "tests/support/workload_naive_verdict.hpp"

using namespace acklab;
using namespace acklab::testing;
using workload::Integrity;
using workload::Oracle;
using workload::Records;

namespace {

Bytes sent_record(const Records& records, std::uint64_t number) {
  Bytes octets;
  records.write(number, octets);
  return octets;
}

Bytes whole_stream(const Records& records) {
  Bytes stream;
  for (std::uint64_t n = 0; n < records.count(); ++n) {
    const Bytes one = sent_record(records, n);
    stream.insert(stream.end(), one.begin(), one.end());
  }
  return stream;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(oracle)

BOOST_AUTO_TEST_CASE(everything_once_whole_and_in_order_is_perfect) {
  const Records records{1, 10'050, 1000};
  Oracle oracle{records};
  for (std::uint64_t n = 0; n < records.count(); ++n) {
    BOOST_TEST(!oracle.all_intact());
    oracle.handle_message(sent_record(records, n));
  }
  BOOST_TEST(oracle.all_intact());
  const Integrity verdict = oracle.verdict(records.count());
  BOOST_TEST(verdict.is_perfect());
  BOOST_TEST(verdict.intact == 11U);
  BOOST_TEST(verdict.intact_bytes == 10'050U);
}

BOOST_AUTO_TEST_CASE(reordering_is_counted_as_rfc_4737_counts_it) {
  const Records records{1, 10'000, 1000};
  Oracle oracle{records};
  // RFC 4737 §3.3: what arrives behind a higher number is reordered: 3 and 4 behind 5; not 5,
  // not 6.
  for (const std::uint64_t n : {0U, 1U, 2U, 5U, 3U, 4U, 6U, 5U}) {
    oracle.handle_message(sent_record(records, n));
  }
  const Integrity verdict = oracle.verdict(8);
  BOOST_TEST(verdict.out_of_order == 2U);
  BOOST_TEST(verdict.duplicated == 1U);
  BOOST_TEST(verdict.missing == 1U);
  BOOST_TEST(verdict.intact == 7U);
}

BOOST_AUTO_TEST_CASE(the_strip_says_of_each_record_what_became_of_it) {
  const Records records{1, 10'000, 1000};
  Oracle oracle{records};
  for (const std::uint64_t n : {0U, 1U, 2U, 5U, 3U, 4U, 6U, 5U}) {
    oracle.handle_message(sent_record(records, n));
  }
  Bytes damaged = sent_record(records, 9);
  damaged[500] ^= 4U;
  oracle.handle_message(damaged);
  BOOST_TEST(oracle.verdict(10).strip == "3i2o1d1i2m1c");
  BOOST_TEST(oracle.verdict(3).strip == "3i");
  BOOST_TEST(oracle.verdict(0).strip.empty());
}

BOOST_AUTO_TEST_CASE(a_strip_of_too_many_stretches_is_left_out) {
  workload::RecordStrip strip;
  using Fate = workload::RecordStrip::Fate;
  for (std::uint32_t n = 0; n < workload::RecordStrip::max_runs; ++n) {
    strip.add(n % 2 == 0 ? Fate::intact : Fate::missing);
  }
  BOOST_TEST(strip.text().starts_with("1i1m1i1m"));
  strip.add(Fate::intact);
  BOOST_TEST(strip.text().empty());
}

BOOST_AUTO_TEST_CASE(a_record_damaged_first_and_whole_later_is_intact) {
  const Records records{1, 3000, 1000};
  Oracle oracle{records};
  Bytes damaged = sent_record(records, 0);
  damaged[500] ^= 4U;
  oracle.handle_message(damaged);
  BOOST_TEST(oracle.verdict(1).corrupted == 1U);
  oracle.handle_message(sent_record(records, 0));
  const Integrity verdict = oracle.verdict(1);
  BOOST_TEST(verdict.intact == 1U);
  BOOST_TEST(verdict.corrupted == 0U);
  BOOST_TEST(verdict.corrupted_arrivals == 1U);
  BOOST_TEST(verdict.duplicated == 1U);
  BOOST_TEST(!verdict.is_perfect());
}

BOOST_AUTO_TEST_CASE(noise_is_a_corrupted_arrival_of_no_record) {
  const Records records{1, 3000, 1000};
  Oracle oracle{records};
  oracle.handle_message(Bytes(1000, 0x55));
  const Integrity verdict = oracle.verdict(3);
  BOOST_TEST(verdict.corrupted_arrivals == 1U);
  BOOST_TEST(verdict.missing == 3U);
  BOOST_TEST(verdict.duplicated == 0U);
}

BOOST_AUTO_TEST_CASE(random_arrivals_agree_with_a_naive_count) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      const RandomStream random{seed, "arrivals"};
      const Records records{seed, 64 * 40 + 3, 64};
      const std::uint64_t sent = 1 + random.below(records.count(), 0);
      Oracle oracle{records};
      std::vector<RecordArrival> arrivals;
      for (std::uint64_t i = 1; i < 100; ++i) {
        const RecordArrival arrival{random.below(sent, i), random.below(4, i, 1) == 0};
        Bytes octets = sent_record(records, arrival.number);
        if (arrival.damaged) octets[random.below(octets.size(), i, 2)] ^= 0x10U;
        oracle.handle_message(octets);
        arrivals.push_back(arrival);
      }
      check_equal(oracle.verdict(sent), naive_verdict(records, arrivals, sent));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_stream_is_cut_into_records_in_any_portions) {
  const Records records{3, 5'123, 100};
  const Bytes stream = whole_stream(records);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const RandomStream random{seed, "portions"};
    Oracle oracle{records};
    ByteView rest{stream};
    for (std::uint64_t i = 0; !rest.empty(); ++i) {
      const std::size_t part = std::min<std::size_t>(rest.size(), 1 + random.below(350, i));
      oracle.handle_stream(rest.first(part));
      rest = rest.subspan(part);
    }
    BOOST_TEST(oracle.verdict(records.count()).is_perfect(), "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(damage_in_a_stream_costs_the_record_it_is_in) {
  const Records records{3, 5'100, 100};
  Bytes stream = whole_stream(records);
  stream[250] ^= 1U;
  Oracle oracle{records};
  oracle.handle_stream(stream);
  const Integrity verdict = oracle.verdict(records.count());
  BOOST_TEST(verdict.corrupted == 1U);
  BOOST_TEST(verdict.intact == records.count() - 1);
  BOOST_TEST(verdict.missing == 0U);
}

BOOST_AUTO_TEST_CASE(what_a_stream_has_too_much_or_leaves_unfinished_is_unrecognised) {
  const Records records{3, 300, 100};
  const Bytes stream = whole_stream(records);
  Oracle unfinished{records};
  unfinished.handle_stream(ByteView{stream}.first(260));
  BOOST_TEST(unfinished.verdict(3).unrecognised_bytes == 60U);
  BOOST_TEST(unfinished.verdict(3).missing == 1U);
  Oracle too_much{records};
  too_much.handle_stream(stream);
  too_much.handle_stream(Bytes(7, 0));
  BOOST_TEST(too_much.verdict(3).unrecognised_bytes == 7U);
  BOOST_TEST(!too_much.verdict(3).is_perfect());
}

BOOST_AUTO_TEST_SUITE_END()
