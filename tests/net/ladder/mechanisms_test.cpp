// What goes when a single mechanism is off. (The promises to the application: tests/sim/ladder.)

#include <array>

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using std::chrono::milliseconds;
using std::chrono::seconds;
using transport::CloseReason;
using transport::Mechanisms;

namespace {

constexpr std::uint64_t switch_seed = 3;

Pair::Settings with(const Mechanisms& mechanisms) {
  Pair::Settings settings;
  settings.client.mechanisms = mechanisms;
  settings.server.mechanisms = mechanisms;
  return settings;
}

/// Both applications: the client writes `total` bytes and closes, the server reads and closes.
struct Transfer {
  explicit Transfer(const Pair::Settings& settings, std::uint64_t total_bytes)
      : pair(settings), writer(switch_seed, total_bytes), reader(switch_seed) {
    pair.set_application([this](Pair& both) {
      if (both.client().state() == transport::State::established) {
        writer.run(both.client(), both.now());
      }
      if (!both.server_exists()) return;
      reader.run(both.server(), both.now());
      if (reader.ended()) both.server().close(both.now());
    });
  }
  bool run(Duration limit = seconds{600}) {
    return pair.run_until([this] { return pair.server_exists() && pair.server().is_closed(); },
                          limit);
  }
  Pair pair;
  StreamWriter writer;
  StreamReader reader;
};

bool is_data(const Travelling& segment) {
  return segment.from == Side::client && segment.has_data();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mechanisms)

BOOST_AUTO_TEST_CASE(options_that_are_off_are_not_offered) {
  Mechanisms off;
  off.sack = off.timestamps = off.window_scale = false;
  Transfer transfer{with(off), 100'000};
  BOOST_TEST(transfer.run(), transfer.pair.log());
  for (const Travelling& segment : transfer.pair.sent()) {
    BOOST_TEST(!segment.segment.syn_options.sack_permitted);
    BOOST_TEST(!segment.segment.syn_options.window_scale.has_value());
    BOOST_TEST(!segment.segment.timestamps.has_value());
  }
  BOOST_TEST(transfer.reader.intact());
}

/// Lesson 15: the gaps double, or they do not.
BOOST_AUTO_TEST_CASE(without_backoff_the_timeout_stays_as_it_is) {
  for (const bool backoff : {true, false}) {
    Mechanisms mechanisms;
    mechanisms.backoff = backoff;
    mechanisms.fast_retransmit = false;
    Pair::Settings settings = with(mechanisms);
    settings.client.negotiate = settings.server.negotiate =
        false;  // else a lone segment goes twice
    Transfer transfer{settings, 500};
    std::uint64_t dropped = 0;
    transfer.pair.set_rule([&](const Travelling& segment) {
      return is_data(segment) && dropped++ < 4 ? Verdict::drop() : Verdict{};
    });
    BOOST_TEST(transfer.run(), transfer.pair.log());
    std::vector<Instant> sent;
    for (const Travelling& segment : transfer.pair.sent_by(Side::client)) {
      if (segment.has_data()) sent.push_back(segment.sent);
    }
    BOOST_REQUIRE(sent.size() == 5U);
    for (std::size_t gap = 1; gap < 4; ++gap) {
      const Duration before = sent[gap] - sent[gap - 1];
      BOOST_TEST((sent[gap + 1] - sent[gap] == (backoff ? 2 * before : before)),
                 transfer.pair.log());
    }
  }
}

/// Lesson 14: the round trip is longer than the timeout, so the ACK of the first transmission comes
/// soon after the second.
BOOST_AUTO_TEST_CASE(without_karn_an_ack_times_the_wrong_transmission) {
  for (const bool karn : {true, false}) {
    Pair::Settings settings = with({});
    settings.client.mechanisms.karn = karn;
    settings.client.mechanisms.timestamps = settings.server.mechanisms.timestamps = false;
    settings.client.mechanisms.fast_retransmit = false;
    settings.client.negotiate = settings.server.negotiate = false;
    settings.server.mechanisms.delayed_ack = false;
    Transfer transfer{settings, 1000};
    transfer.pair.set_rule([](const Travelling& segment) {
      Verdict verdict;
      if (is_data(segment)) verdict.extra_delay = milliseconds{400};
      return verdict;
    });
    BOOST_TEST(
        transfer.pair.run_until([&] { return transfer.pair.client().bytes_acknowledged() == 1000; },
                                seconds{60}),
        transfer.pair.log());
    const auto smoothed = transfer.pair.client().snapshot().smoothed_rtt;
    BOOST_REQUIRE(smoothed.has_value());
    BOOST_TEST(transfer.pair.client().statistics().timeouts > 0U);
    // The true round trip is 450 ms, the handshake's was 50 ms. Karn takes no sample; without, one
    // smaller than any segment's true one goes into the average with a weight of 1/8.
    if (karn) {
      BOOST_TEST((*smoothed == milliseconds{50}), to_milliseconds(*smoothed));
    } else {
      BOOST_TEST((*smoothed != milliseconds{50}), to_milliseconds(*smoothed));
      BOOST_TEST((8 * *smoothed - 7 * milliseconds{50} < milliseconds{450}),
                 to_milliseconds(*smoothed));
    }
  }
}

BOOST_AUTO_TEST_CASE(without_fast_retransmit_only_the_timeout_repairs) {
  for (const bool sack : {true, false}) {
    Mechanisms mechanisms;
    mechanisms.sack = sack;
    mechanisms.fast_retransmit = false;
    Transfer transfer{with(mechanisms), 200'000};
    std::uint64_t data = 0;
    transfer.pair.set_rule([&](const Travelling& segment) {
      return is_data(segment) && ++data == 20 ? Verdict::drop() : Verdict{};
    });
    BOOST_TEST(transfer.run(), transfer.pair.log());
    const transport::Statistics counted = transfer.pair.client().statistics();
    BOOST_TEST(counted.timeouts == 1U);
    BOOST_TEST(counted.fast_recoveries == 0U);
    BOOST_TEST(counted.tail_loss_probes == 0U);
    BOOST_TEST(counted.retransmitted_by_timeout == counted.retransmissions());
    BOOST_TEST(transfer.reader.intact());
  }
}

BOOST_AUTO_TEST_CASE(without_delayed_acks_every_segment_is_answered) {
  Mechanisms mechanisms;
  mechanisms.delayed_ack = false;
  Transfer transfer{with(mechanisms), 1'000'000};
  BOOST_TEST(transfer.run(), transfer.pair.log());
  BOOST_TEST(transfer.pair.server().statistics().pure_acks_sent >=
             transfer.pair.client().statistics().data_segments_sent);
}

BOOST_AUTO_TEST_CASE(without_nagle_small_writes_leave_at_once) {
  for (const bool nagle : {true, false}) {
    Mechanisms mechanisms;
    mechanisms.nagle = nagle;
    Pair pair{with(mechanisms)};
    BOOST_REQUIRE(pair.connect());
    const Bytes small(10, 7);
    for (int write = 0; write < 5; ++write) {
      static_cast<void>(pair.client().write(pair.now(), small));
      pair.flush();
    }
    std::size_t data = 0;
    for (const Travelling& segment : pair.sent()) data += is_data(segment) ? 1U : 0U;
    BOOST_TEST(data == (nagle ? 1U : 5U), pair.log());
  }
}

/// Lesson 22: the reader takes one byte at a time. Clark's rule against the silly window.
BOOST_AUTO_TEST_CASE(without_silly_window_avoidance_a_slow_reader_is_sent_single_bytes) {
  constexpr std::uint64_t buffer_bytes = 1000;
  for (const bool avoidance : {true, false}) {
    Mechanisms mechanisms;
    mechanisms.silly_window_avoidance = avoidance;
    mechanisms.nagle = false;
    Pair::Settings settings = with(mechanisms);
    settings.server.receive_buffer_bytes = buffer_bytes;
    Pair pair{settings};
    StreamWriter writer{switch_seed, 4000};
    pair.set_application([&](Pair& both) {
      if (both.client().state() == transport::State::established) {
        writer.run(both.client(), both.now());
      }
    });
    pair.run_for(seconds{1});
    const std::uint64_t before = pair.client().statistics().data_segments_sent;
    Bytes one(1);
    std::uint64_t read = 0;
    while (read < 2000) {
      read += pair.server().read(pair.now(), one);
      pair.run_for(milliseconds{1});
    }
    const std::uint64_t segments = pair.client().statistics().data_segments_sent - before;
    // min(MSS, buffer / 2) at a time, and probes of the closed window; or each byte by itself.
    const std::uint64_t probes = pair.client().statistics().zero_window_probes;
    if (avoidance) BOOST_TEST(segments <= 2 * 2000 / (buffer_bytes / 2) + probes, pair.log());
    if (!avoidance) BOOST_TEST(segments >= 1800U, pair.log());
  }
}

/// Lesson 23: the reader sleeps, the window closes, and the update that would open it is lost.
BOOST_AUTO_TEST_CASE(without_persist_a_lost_window_update_ends_in_a_timeout) {
  for (const bool persist : {true, false}) {
    Pair::Settings settings = with({});
    settings.client.mechanisms.persist = persist;
    settings.server.receive_buffer_bytes = 20'000;
    Pair pair{settings};
    StreamWriter writer{switch_seed, 60'000};
    StreamReader reader{switch_seed};
    bool asleep = true;
    bool lose_updates = false;
    pair.set_rule([&](const Travelling& segment) {
      return lose_updates && segment.from == Side::server ? Verdict::drop() : Verdict{};
    });
    pair.set_application([&](Pair& both) {
      if (both.client().state() == transport::State::established) {
        writer.run(both.client(), both.now());
      }
      if (!asleep && both.server_exists()) reader.run(both.server(), both.now());
    });
    pair.run_for(seconds{1});
    lose_updates = true;
    asleep = false;
    pair.run_for(milliseconds{30});
    lose_updates = false;
    const Instant woke = pair.now();
    const bool ended = pair.run_until([&] { return reader.ended(); }, seconds{200});
    BOOST_TEST(ended == persist, pair.log());
    const auto report = pair.close_report(Side::client);
    BOOST_TEST((pair.client().statistics().zero_window_probes > 0U) == persist);
    BOOST_TEST(report.has_value() == !persist);
    if (!report) continue;
    BOOST_TEST((report->reason == CloseReason::timed_out));
    BOOST_TEST((report->unanswered_for >= settings.client.give_up_after));
    BOOST_TEST((pair.now() - woke > seconds{90}));
  }
}

/// "This side acknowledges": a peer that relies on it gives up.
BOOST_AUTO_TEST_CASE(a_sender_that_never_hears_an_ack_gives_up) {
  Pair::Settings settings = with({});
  settings.server.mechanisms.acks = false;
  Transfer transfer{settings, 50'000};
  transfer.pair.run_until([&] { return transfer.pair.client().is_closed(); }, seconds{400});
  const auto report = transfer.pair.close_report(Side::client);
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::timed_out));
  BOOST_TEST(report->bytes_acknowledged == 0U);
  BOOST_TEST(report->bytes_unacknowledged == 50'000U);
}

BOOST_AUTO_TEST_CASE(without_acks_on_both_sides_each_segment_goes_once_and_the_close_is_clean) {
  Mechanisms mechanisms;
  mechanisms.acks = false;
  Transfer transfer{with(mechanisms), 2'000'000};
  BOOST_TEST(transfer.run(), transfer.pair.log());
  const auto report = transfer.pair.close_report(Side::server);
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::finished));
  BOOST_TEST(report->bytes_delivered == 2'000'000U);
  BOOST_TEST(transfer.reader.intact());  // nothing was lost on this pipe
  const transport::Statistics counted = transfer.pair.client().statistics();
  BOOST_TEST(counted.retransmissions() == 0U);
  // Nobody said that the data arrived.
  BOOST_TEST(transfer.pair.client().bytes_acknowledged() == 0U);
  for (const Travelling& segment : transfer.pair.sent_by(Side::server)) {
    // Until FIN the ACK field says nothing but that the SYN came.
    const bool closing = segment.segment.receiver.acknowledgment->value() != 1001;
    BOOST_TEST((!closing || transfer.reader.ended()));
  }
}

BOOST_AUTO_TEST_CASE(without_retransmission_a_hole_is_passed_over) {
  Mechanisms mechanisms;
  mechanisms.retransmission = false;
  Pair pair{with(mechanisms)};
  std::uint64_t data = 0;
  pair.set_rule([&](const Travelling& segment) {
    return is_data(segment) && (++data == 3 || data == 10) ? Verdict::drop() : Verdict{};
  });
  const std::uint64_t writes = 10;  // the last one is lost too: nothing but FIN comes behind it
  std::uint64_t written = 0;
  std::vector<Bytes> read;
  pair.set_application([&](Pair& both) {
    while (both.client().state() == transport::State::established && written < writes) {
      const Bytes message(100, static_cast<std::uint8_t>(written));
      if (both.client().write(both.now(), message) == 0) break;
      if (++written == writes) both.client().close(both.now());
    }
    if (!both.server_exists()) return;
    Bytes buffer(1000);
    while (const std::size_t count = both.server().read(both.now(), buffer)) {
      read.emplace_back(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
    }
    if (both.server().end_of_stream()) both.server().close(both.now());
  });
  BOOST_TEST(pair.run_until([&] { return pair.server_exists() && pair.server().is_closed(); },
                            seconds{60}),
             pair.log());
  BOOST_REQUIRE(read.size() == 8U);
  const std::array<std::uint8_t, 8> expected{0, 1, 3, 4, 5, 6, 7, 8};
  for (std::size_t at = 0; at < read.size(); ++at) {
    BOOST_TEST(read[at].size() == 100U);  // each write stays in one piece
    BOOST_TEST(read[at].front() == expected.at(at));
  }
  const auto report = pair.close_report(Side::server);
  BOOST_TEST((report && report->reason == CloseReason::finished));
  BOOST_TEST(report->bytes_delivered == 800U);
}

BOOST_AUTO_TEST_SUITE_END()
