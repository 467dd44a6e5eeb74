// What happens when sequence numbers have too few bits. Lessons 9 to 11.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using std::chrono::milliseconds;
using std::chrono::seconds;
using transport::Arq;
using transport::ArqConfig;

namespace {

constexpr std::uint64_t numbered_payload = 100;
constexpr std::uint64_t numbered_seed = 7;

Pair::Settings numbered_settings(const ArqConfig& arq, bool timestamps = false) {
  Pair::Settings settings;
  settings.client.arq = arq;
  settings.client.max_segment_bytes = numbered_payload + (timestamps ? 12 : 0);
  settings.client.mechanisms.timestamps = timestamps;
  settings.server = settings.client;
  return settings;
}

struct NumberedOutcome {
  std::uint64_t received = 0;
  bool intact = false;
  transport::Statistics server;
};

/// Moves `segments` full segments under `rule`. With numbers too short the stream may never end.
NumberedOutcome move_numbered(const Pair::Settings& settings, std::uint64_t segments,
                              const Pair::Rule& rule) {
  Pair pair{settings};
  pair.set_rule(rule);
  StreamWriter writer{numbered_seed, segments * numbered_payload};
  StreamReader reader{numbered_seed};
  pair.set_application([&](Pair& both) {
    if (both.client().state() == transport::State::established) {
      writer.run(both.client(), both.now());
    }
    if (both.server_exists()) reader.run(both.server(), both.now());
  });
  pair.run_until([&] { return reader.ended(); }, seconds{60});
  return {reader.received(), reader.intact(), pair.server().statistics()};
}

/// Drops the ACKs of the first `count` data segments.
Pair::Rule drop_first_acks(std::uint64_t count) {
  return [count](const Travelling& segment) {
    const bool dropped = segment.from == Side::server && segment.index >= 1 &&
                         segment.index <= count;  // 0 is the SYN,ACK
    return dropped ? Verdict::drop() : Verdict{};
  };
}

/// A copy of data segment `number`, counted from 1, comes `later` than the segment itself.
Pair::Rule copy_comes_later(std::uint64_t number, Duration later) {
  return [=, data = std::uint64_t{0}](const Travelling& segment) mutable {
    Verdict verdict;
    if (segment.from == Side::client && segment.has_data() && ++data == number) {
      verdict.copies = 2;
      verdict.copy_delay = later;
    }
    return verdict;
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(numbers)

BOOST_AUTO_TEST_CASE(fields_count_segments_and_wrap) {
  Pair pair{numbered_settings({Arq::go_back_n, 4, milliseconds{200}, 3})};
  StreamWriter writer{numbered_seed, 20 * numbered_payload};
  StreamReader reader{numbered_seed};
  BOOST_REQUIRE(pair.connect());
  pair.set_application([&](Pair& both) {
    writer.run(both.client(), both.now());
    reader.run(both.server(), both.now());
  });
  BOOST_TEST(pair.run_until([&] { return reader.ended(); }, seconds{60}), pair.log());
  std::uint32_t expected = 1;  // the SYN took 0
  std::uint64_t data = 0;
  for (const Travelling& segment : pair.sent_by(Side::client)) {
    BOOST_TEST(segment.segment.sender.sequence.value() < 8U);
    if (!segment.has_data() && !segment.segment.sender.fin) continue;
    BOOST_TEST(segment.segment.sender.sequence.value() == expected, pair.log());
    BOOST_TEST(!(segment.has_data() && segment.segment.sender.fin));  // FIN has its own number
    expected = (expected + 1) % 8;
    ++data;
  }
  BOOST_TEST(data == 21U);
  for (const Travelling& segment : pair.sent_by(Side::server)) {
    BOOST_TEST(segment.segment.receiver.acknowledgment->value() < 8U);
  }
}

/// Lesson 10: all ACKs of the first window are lost, so the whole window goes again, and the
/// receiver, who has moved on by W, must not take one of it for new.
BOOST_AUTO_TEST_CASE(selective_repeat_needs_twice_as_many_numbers_as_its_window) {
  for (const std::uint8_t bits : {std::uint8_t{2}, std::uint8_t{3}, std::uint8_t{4}}) {
    const std::uint32_t half = 1U << (bits - 1U);
    for (std::uint32_t window = 1; window < 2 * half; ++window) {
      const auto settings =
          numbered_settings({Arq::selective_repeat, window, milliseconds{200}, bits});
      const std::uint64_t segments = 8 * half;
      const NumberedOutcome outcome = move_numbered(settings, segments, drop_first_acks(window));
      BOOST_TEST_CONTEXT("bits " << int{bits} << ", window " << window) {
        BOOST_TEST(outcome.intact == (window <= half));
        if (window <= half) BOOST_TEST(outcome.received == segments * numbered_payload);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(go_back_n_needs_one_number_more_than_its_window) {
  for (const std::uint8_t bits : {std::uint8_t{2}, std::uint8_t{3}, std::uint8_t{4}}) {
    const std::uint32_t all = 1U << bits;
    for (std::uint32_t window = 1; window <= all; ++window) {
      const auto settings = numbered_settings({Arq::go_back_n, window, milliseconds{200}, bits});
      const std::uint64_t segments = 4 * all;
      const NumberedOutcome outcome = move_numbered(settings, segments, drop_first_acks(window));
      BOOST_TEST_CONTEXT("bits " << int{bits} << ", window " << window) {
        BOOST_TEST(outcome.intact == (window < all));
        if (window < all) BOOST_TEST(outcome.received == segments * numbered_payload);
      }
    }
  }
}

/// Lesson 9: a copy held back until its number comes round again. A round trip is 50 ms; four
/// segments later the receiver expects the same number of two bits.
BOOST_AUTO_TEST_CASE(stop_and_wait_takes_an_old_segment_for_new_when_its_number_has_come_round) {
  const Pair::Rule rule = copy_comes_later(1, milliseconds{175});
  const auto outcome_with = [&](std::uint8_t bits, bool timestamps) {
    return move_numbered(
        numbered_settings({Arq::stop_and_wait, std::nullopt, milliseconds{200}, bits}, timestamps),
        12, rule);
  };
  BOOST_TEST(!outcome_with(2, false).intact);
  BOOST_TEST(outcome_with(3, false).intact);
  const NumberedOutcome stamped = outcome_with(2, true);
  BOOST_TEST(stamped.intact);
  BOOST_TEST(stamped.server.discarded_old_timestamps == 1U);
}

/// Lesson 11: 64 segments a round trip of 50 ms, so 256 numbers come round in 200 ms.
BOOST_AUTO_TEST_CASE(an_old_duplicate_after_a_wrap_corrupts_unless_timestamps_refuse_it) {
  const Pair::Rule rule = copy_comes_later(10, milliseconds{175});
  const auto outcome_with = [&](std::uint8_t bits, bool timestamps) {
    return move_numbered(
        numbered_settings({Arq::selective_repeat, 64, milliseconds{200}, bits}, timestamps), 640,
        rule);
  };
  const NumberedOutcome wrapped = outcome_with(8, false);
  BOOST_TEST(!wrapped.intact);
  BOOST_TEST(wrapped.received == 640 * numbered_payload);  // silently: nothing seems to be missing
  BOOST_TEST(outcome_with(16, false).intact);
  const NumberedOutcome stamped = outcome_with(8, true);
  BOOST_TEST(stamped.intact);
  BOOST_TEST(stamped.server.discarded_old_timestamps == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
