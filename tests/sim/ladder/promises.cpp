// Which promise breaks without which mechanism: every combination of checksum, ordering, duplicate
// discard, retransmission and ACKs over the hostile link, judged packet by packet by the link's own
// record of what it did.

#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/support/contender_requests.hpp"
#include "tests/support/ladder_promises.hpp"

using namespace acklab;
using namespace acklab::testing;
using transport::Arq;
using transport::Checksum;
using transport::Mechanisms;

namespace {

constexpr std::uint64_t promised_records = 250;
constexpr std::uint64_t promise_seeds = 6;

/// Combination `number` of 32.
Mechanisms combination(unsigned number) {
  Mechanisms mechanisms;
  mechanisms.checksum = (number & 1U) != 0 ? Checksum::off : Checksum::internet;
  mechanisms.ordering = (number & 2U) == 0;
  mechanisms.duplicate_discard = (number & 4U) == 0;
  mechanisms.retransmission = (number & 8U) == 0;
  mechanisms.acks = (number & 16U) == 0;
  return mechanisms;
}

std::string name_of(const Mechanisms& mechanisms) {
  std::string name = "off:";
  if (mechanisms.checksum == Checksum::off) name += " checksum";
  if (!mechanisms.ordering) name += " ordering";
  if (!mechanisms.duplicate_discard) name += " duplicate_discard";
  if (!mechanisms.retransmission) name += " retransmission";
  if (!mechanisms.acks) name += " acks";
  return name;
}

transport::ConnectionConfig promise_config(const Mechanisms& mechanisms, Arq rung) {
  transport::ConnectionConfig config;
  config.mechanisms = mechanisms;
  // PAWS takes what comes behind something sent later for an old duplicate: one more judge.
  config.mechanisms.timestamps = false;
  config.max_segment_bytes = promise_record_bytes;
  config.arq.kind = rung;
  config.arq.window_segments = rung == Arq::tcp ? std::nullopt : std::optional<std::uint32_t>{16};
  return config;
}

/// What the application must get of what came in, in this order unless it is put in order.
std::vector<RecordArrival> expected_of(const Truth& truth, const Mechanisms& mechanisms) {
  std::vector<RecordArrival> expected;
  std::set<std::uint64_t> seen;
  for (const RecordArrival& arrival : truth.arrivals) {
    if (arrival.damaged && mechanisms.checksum != Checksum::off) continue;
    const bool first = seen.insert(arrival.record).second;
    if (first || !mechanisms.duplicate_discard) expected.push_back(arrival);
  }
  return expected;
}

std::vector<Bytes> payloads_of(const std::vector<RecordArrival>& arrivals) {
  std::vector<Bytes> payloads;
  for (const RecordArrival& arrival : arrivals) payloads.push_back(arrival.payload);
  return payloads;
}

std::vector<Bytes> sorted(std::vector<Bytes> payloads) {
  std::ranges::sort(payloads);
  return payloads;
}

/// The first arrivals of each record, as an ordering receiver hands them out.
std::vector<Bytes> firsts_in_order(const std::vector<RecordArrival>& expected) {
  std::map<std::uint64_t, Bytes> firsts;
  for (const RecordArrival& arrival : expected) firsts.emplace(arrival.record, arrival.payload);
  std::vector<Bytes> ordered;
  for (const auto& [record, payload] : firsts) ordered.push_back(payload);
  return ordered;
}

void check_order(const PromiseRun& run, const std::vector<RecordArrival>& expected,
                 const Mechanisms& mechanisms) {
  if (!mechanisms.ordering) {
    const std::vector<Bytes> in_order = payloads_of(expected);
    const auto [got, wanted] = std::ranges::mismatch(run.delivered, in_order);
    BOOST_TEST((got == run.delivered.end() && wanted == in_order.end()),
               "not in the order of arrival from delivery " << got - run.delivered.begin());
    return;
  }
  // Between the firsts, which ascend, stand repetitions.
  const std::vector<Bytes> firsts = firsts_in_order(expected);
  std::size_t next = 0;
  for (const Bytes& delivered : run.delivered) {
    if (next < firsts.size() && delivered == firsts[next]) ++next;
  }
  BOOST_TEST(next == firsts.size(), "not in the order of the stream");
}

void check_completeness(const PromiseRun& run, const Truth& truth,
                        const std::vector<RecordArrival>& expected, const Mechanisms& mechanisms) {
  std::set<std::uint64_t> arrived;
  for (const RecordArrival& arrival : expected) arrived.insert(arrival.record);
  if (mechanisms.retransmission && mechanisms.acks) {
    BOOST_TEST(arrived.size() == promised_records);
    BOOST_TEST(run.client_report->bytes_unacknowledged == 0U);
    return;
  }
  // Each record was sent once: what the link lost is what is missing, and nothing else.
  for (std::uint64_t record = 0; record < promised_records; ++record) {
    BOOST_TEST(truth.transmissions[record] == 1U);
  }
  BOOST_TEST(arrived.size() < promised_records);  // this link loses some
}

/// One run; false when damage outside of a payload makes everything possible.
bool check_promises(const Mechanisms& mechanisms, Arq rung, std::uint64_t seed) {
  link::LinkSettings link = hostile_link();
  // An ACK is all header: with checksums off, damage to it can end the connection.
  if (mechanisms.checksum == Checksum::off) link.reverse.corrupt = {};
  const PromiseRun run =
      run_promises(promise_config(mechanisms, rung), link, promised_records, seed);
  const Truth truth = truth_of(run, promised_records);
  BOOST_TEST(truth.consistent);
  if (mechanisms.checksum == Checksum::off && truth.header_hit) return false;
  BOOST_TEST(run.job_finished);
  BOOST_REQUIRE(run.client_report.has_value());
  BOOST_TEST(transport::to_string(run.client_report->reason) == std::string{"finished"});
  const std::vector<RecordArrival> expected = expected_of(truth, mechanisms);
  BOOST_TEST((sorted(run.delivered) == sorted(payloads_of(expected))),
             "delivered " << run.delivered.size() << ", expected " << expected.size());
  check_order(run, expected, mechanisms);
  check_completeness(run, truth, expected, mechanisms);
  return true;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(promises)

BOOST_AUTO_TEST_CASE(each_combination_breaks_exactly_the_promises_it_lacks) {
  std::uint64_t judged = 0;
  for (unsigned number = 0; number < 32; ++number) {
    const Mechanisms mechanisms = combination(number);
    for (std::uint64_t seed = 1; seed <= promise_seeds; ++seed) {
      BOOST_TEST_CONTEXT(name_of(mechanisms) << ", seed " << seed) {
        if (check_promises(mechanisms, Arq::tcp, seed)) ++judged;
      }
    }
  }
  BOOST_TEST(judged > 32 * promise_seeds * 2 / 3);
}

BOOST_AUTO_TEST_CASE(selective_repeat_breaks_exactly_the_promises_it_lacks) {
  std::uint64_t judged = 0;
  for (unsigned number = 0; number < 32; ++number) {
    const Mechanisms mechanisms = combination(number);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      BOOST_TEST_CONTEXT(name_of(mechanisms) << ", seed " << seed) {
        if (check_promises(mechanisms, Arq::selective_repeat, seed)) ++judged;
      }
    }
  }
  BOOST_TEST(judged > 32 * 3 / 2);
}

/// With all on, the four promises are kept; each switch takes its own away, and only that.
BOOST_AUTO_TEST_CASE(each_switch_alone_has_its_own_effect) {
  const auto count = [](const Mechanisms& mechanisms) {
    struct Broken {
      bool missing = false, again = false, disorder = false, damage = false;
    } broken;
    for (std::uint64_t seed = 1; seed <= promise_seeds; ++seed) {
      link::LinkSettings link = hostile_link();
      link.reverse.corrupt = {};
      const PromiseRun run =
          run_promises(promise_config(mechanisms, Arq::tcp), link, promised_records, seed);
      if (mechanisms.checksum == Checksum::off && truth_of(run, promised_records).header_hit) {
        continue;
      }
      std::set<Bytes> intact;
      Bytes last;
      for (std::uint64_t record = 0; record < promised_records; ++record) {
        intact.insert(promise_record(record));
      }
      std::set<Bytes> seen;
      for (const Bytes& delivered : run.delivered) {
        if (!intact.contains(delivered)) {
          broken.damage = true;
          continue;
        }
        const bool first = seen.insert(delivered).second;
        broken.again = broken.again || !first;
        broken.disorder = broken.disorder || (first && delivered < last);
        last = std::max(last, delivered);
      }
      broken.missing = broken.missing || run.delivered.size() < promised_records;
    }
    return std::array{broken.missing, broken.again, broken.disorder, broken.damage};
  };
  using Broken = std::array<bool, 4>;
  BOOST_TEST((count({}) == Broken{false, false, false, false}));
  Mechanisms mechanisms;
  mechanisms.retransmission = false;
  BOOST_TEST((count(mechanisms) == Broken{true, false, false, false}));
  mechanisms = {};
  mechanisms.acks = false;
  BOOST_TEST((count(mechanisms) == Broken{true, false, false, false}));
  mechanisms = {};
  mechanisms.duplicate_discard = false;
  BOOST_TEST((count(mechanisms) == Broken{false, true, false, false}));
  mechanisms = {};
  mechanisms.ordering = false;
  BOOST_TEST((count(mechanisms) == Broken{false, false, true, false}));
  mechanisms = {};
  mechanisms.checksum = Checksum::off;
  BOOST_TEST((count(mechanisms) == Broken{false, false, false, true}));
}

/// Damage anywhere, both ways, on every rung: whatever is off, it ends, and in bounded time.
BOOST_AUTO_TEST_CASE(every_combination_on_every_rung_comes_to_an_end) {
  for (const Arq rung : {Arq::stop_and_wait, Arq::go_back_n, Arq::selective_repeat, Arq::tcp}) {
    for (unsigned number = 0; number < 32; ++number) {
      const Mechanisms mechanisms = combination(number);
      for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        BOOST_TEST_CONTEXT("rung " << static_cast<int>(rung) << ", " << name_of(mechanisms)
                                   << ", seed " << seed) {
          const PromiseRun run =
              run_promises(promise_config(mechanisms, rung), hostile_link(), 60, seed);
          BOOST_TEST((run.ended < Instant{std::chrono::hours{2}}));
          if (mechanisms.checksum != Checksum::off) BOOST_TEST(run.job_finished);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
