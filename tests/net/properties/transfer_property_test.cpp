// Whatever the pipe does, whatever is configured and whatever the applications do: each stream
// arrives whole, once and in order, or the connection says why not; and all the while no limit is
// broken.

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "net/wire/segment_codec.hpp"
#include "tests/net/properties/application.hpp"
#include "tests/net/properties/property_runner.hpp"
#include "tests/net/properties/rolled_config.hpp"
#include "tests/net/properties/weather.hpp"
#include "tests/net/properties/wire_watch.hpp"
#include "tests/support/effort.hpp"

using namespace acklab::properties;
using namespace acklab::support;
using namespace std::chrono_literals;
using acklab::Duration;
using acklab::Instant;
using acklab::RandomStream;
using acklab::Seq32;
using acklab::transport::Connection;
using acklab::transport::State;

namespace {

/// More than any case needs by far: a run that comes here would never end.
constexpr std::uint64_t endless_segments = 400'000;
constexpr Side both_sides[] = {Side::client, Side::server};
constexpr Instant transfer_begin = acklab::timeline_origin + 1s;

/// Near both places where 32 bits can go wrong, or anywhere.
Seq32 roll_initial(const Dice& dice) {
  const auto below = static_cast<std::uint32_t>(dice.below("just below", 60'000));
  const auto anywhere = static_cast<std::uint32_t>(dice.below("anywhere", std::uint64_t{1} << 32U));
  const std::uint32_t places[] = {0U - below, 0x8000'0000U - below, anywhere};
  return Seq32{places[dice.below("place", 3)]};
}

/// Everything that one seed decides.
struct TransferCase {
  explicit TransferCase(std::uint64_t case_seed) : seed(case_seed), dice(case_seed) {
    settings.client = roll_config(dice.child(1));
    settings.server = roll_config(dice.child(2));
    const std::uint64_t round_trip_ms = dice.one_of("round trip", {1, 50, 500});
    settings.one_way_delay = std::chrono::microseconds{round_trip_ms * 500};
    settings.client_initial_sequence = roll_initial(dice.child(3));
    settings.server_initial_sequence = roll_initial(dice.child(4));
    if (dice.once_in("narrow", 4)) {
      settings.rate = acklab::BitRate::from_bits_per_s(2'000'000);
      settings.queue_bytes = dice.one_of("queue", {20'000, 50'000, 300'000});
    }
    if (dice.once_in("black hole", 4)) {
      black_hole_bytes = dice.one_of("black hole at", {700, 1000, 1300, 1500});
    }
    for (auto* const config : {&settings.client, &settings.server}) {
      config->path_mtu_discovery = black_hole_bytes || !dice.once_in("discovery", 4);
    }
    if (dice.once_in("rung", 8)) climb_down();
    for (const std::size_t side : {0U, 1U}) {
      weather[side] = Weather::roll(dice.child(5 + side));
      const auto& sender = side == 0 ? settings.client : settings.server;
      const auto& receiver = side == 0 ? settings.server : settings.client;
      const std::uint64_t step =
          std::min<std::uint64_t>({sender.send_buffer_bytes, receiver.receive_buffer_bytes,
                                   sender.max_segment_bytes, receiver.max_segment_bytes});
      plan[side] = ApplicationPlan::roll(dice.child(7 + side), 400 * step,
                                         2 * settings.one_way_delay, transfer_begin);
    }
    if (plan[0].ending == ApplicationPlan::Ending::close_after_peer) {
      plan[0].ending = ApplicationPlan::Ending::close;  // one of the two must begin
    }
  }
  /// To a textbook rung: numbers count segments, which a watcher of TCP does not understand, and
  /// nobody finds out how large segments may be.
  void climb_down() {
    using acklab::transport::Arq;
    const Arq rungs[] = {Arq::stop_and_wait, Arq::go_back_n, Arq::selective_repeat};
    settings.client.arq.kind = settings.server.arq.kind = rungs[dice.below("which rung", 3)];
    watched = false;
    black_hole_bytes.reset();
  }
  [[nodiscard]] bool orderly() const { return plan[0].orderly() && plan[1].orderly(); }
  [[nodiscard]] std::string to_text() const {
    return fmt::format(
        "round trip {} ms, bottleneck {}, black hole {}, rung {}\nclient: {}\n  {}\n  to the "
        "server: {}\nserver: {}\n  {}\n"
        "  to the client: {}\n",
        acklab::to_milliseconds(2 * settings.one_way_delay),
        settings.rate ? settings.queue_bytes : 0, black_hole_bytes.value_or(0),
        static_cast<int>(settings.client.arq.kind), acklab::properties::to_text(settings.client),
        plan[0].to_text(), weather[0].to_text(), acklab::properties::to_text(settings.server),
        plan[1].to_text(), weather[1].to_text());
  }

  std::uint64_t seed;
  Dice dice;
  Pair::Settings settings;
  std::optional<std::uint64_t> black_hole_bytes;  // longer segments vanish
  bool watched = true;
  Weather weather[2];  // from the client, from the server
  ApplicationPlan plan[2];
};

class TransferRun {
 public:
  explicit TransferRun(const TransferCase& rolled)
      : case_(rolled),
        pair_(rolled.settings),
        watch_(rolled.settings.client, rolled.settings.server, stream_of(0), stream_of(1)),
        applications_{{rolled.plan[0], stream_of(0), stream_of(1)},
                      {rolled.plan[1], stream_of(1), stream_of(0)}} {
    pair_.keep_segments(false);
    pair_.reset_strays(true);
    pair_.set_rule([this, draws = RandomStream{case_.seed, "fates"}](const Travelling& travelling) {
      must(++segments_ < endless_segments, [] { return "segments without end"; });
      if (case_.watched) watch_.on_sent(travelling.from, travelling.segment);
      if (vanishes(travelling.segment)) return Verdict::drop();
      const std::size_t from = travelling.from == Side::client ? 0 : 1;
      return fate_in(case_.weather[from], draws.substream(from), travelling.index,
                     2 * case_.settings.one_way_delay);
    });
    pair_.set_observer([this](Side to, const acklab::wire::Segment& segment, bool corrupted) {
      if (case_.watched) watch_.on_delivered(to, segment, corrupted);
    });
    pair_.set_application([this](Pair&) { run_applications(); });
  }

  void run() {
    const Instant end = pair_.now() + 48h;
    while (!over()) {
      const std::uint64_t before = progress();
      const bool happened = pair_.step(end);
      check_step();
      if (!happened) break;
      if (progress() == before) ++idle_steps_;
      must(idle_steps_ <= 1000 + 4 * progress(), [] { return "it runs in circles"; });
    }
    check_end();
  }
  [[nodiscard]] std::string log() const { return pair_.log(); }

 private:
  [[nodiscard]] std::uint64_t stream_of(std::uint64_t side) const { return 2 * case_.seed + side; }
  [[nodiscard]] bool vanishes(const acklab::wire::Segment& segment) const {
    const std::size_t bytes = acklab::wire::header_bytes(segment) + segment.sender.payload.size();
    return case_.black_hole_bytes && bytes > *case_.black_hole_bytes;
  }
  [[nodiscard]] bool exists(Side side) const {
    return side == Side::client || pair_.server_exists();
  }
  [[nodiscard]] Connection& connection(Side side) {
    return side == Side::client ? pair_.client() : pair_.server();
  }
  [[nodiscard]] Application& application(Side side) {
    return applications_[side == Side::client ? 0 : 1];
  }
  [[nodiscard]] const acklab::transport::ConnectionConfig& config(Side side) const {
    return side == Side::client ? case_.settings.client : case_.settings.server;
  }
  /// What has arrived can still be read after the end.
  [[nodiscard]] static bool is_over(const Connection& end) {
    return end.is_closed() && end.readable_bytes() == 0;
  }
  [[nodiscard]] bool over() {
    return pair_.server_exists() && is_over(pair_.client()) && is_over(pair_.server());
  }
  [[nodiscard]] std::uint64_t progress() {
    std::uint64_t sum = segments_;
    for (const Side side : both_sides) {
      sum += watch_.sent(side) + watch_.resets(side) + watch_.delivered(side) +
             application(side).written() + application(side).received();
    }
    return sum;
  }

  void run_applications() {
    for (const Side side : both_sides) {
      if (!exists(side)) continue;
      const auto next = application(side).run(connection(side), pair_.now());
      if (next) pair_.wake_application_at(*next);
      watch_.on_read(side, application(side).received());
    }
  }

  void check_step() {
    for (const Side side : both_sides) {
      if (!exists(side)) continue;
      Connection& end = connection(side);
      const auto next = end.next_timeout();
      must(!next || *next > pair_.now(), [] { return "a timeout that has come is still there"; });
      const auto snapshot = end.snapshot();
      must(snapshot.out_of_order_bytes <= config(side).receive_buffer_bytes + scale_unit(),
           [] { return "more is kept out of order than the buffer holds"; });
      must(snapshot.outstanding_segments <= std::uint64_t{config(side).send_buffer_bytes} + 2,
           [] { return "more segments are remembered than there are bytes"; });
    }
  }
  /// What rounding may add to a promise.
  static constexpr std::uint64_t scale_unit() { return 1U << 7U; }

  void check_end() {
    must(application(Side::client).received() <= application(Side::server).written() &&
             application(Side::server).received() <= application(Side::client).written(),
         [] { return "more was delivered than written"; });
    for (const Side side : both_sides) {
      if (!exists(side)) continue;
      connection(side).is_closed() ? check_report(side) : check_left_hanging(side);
      if (case_.watched) check_statistics(side);
    }
    if (case_.orderly()) check_complete();
  }

  void check_complete() {
    must(over(), [&] {
      return fmt::format("it did not end: {} and {}", to_string(pair_.client().state()),
                         pair_.server_exists() ? to_string(pair_.server().state()) : "nothing");
    });
    for (const Side side : both_sides) {
      const Side other = side == Side::client ? Side::server : Side::client;
      const std::uint64_t wanted = case_.plan[other == Side::client ? 0 : 1].bytes;
      must(application(side).received() == wanted && application(side).ended(), [&] {
        return fmt::format("{} of {} bytes arrived, and the end {}", application(side).received(),
                           wanted, application(side).ended());
      });
      const auto reason = pair_.close_report(side)->reason;
      must(reason == acklab::transport::CloseReason::finished,
           [&] { return fmt::format("all arrived, but it ended as {}", to_string(reason)); });
    }
  }

  void check_report(Side side) {
    const auto report = pair_.close_report(side);
    must(report.has_value(), [] { return "closed without a word"; });
    must(report->bytes_delivered <= application(side).received() &&
             report->bytes_acknowledged + report->bytes_unacknowledged ==
                 application(side).written(),
         [] { return "the close report does not add up"; });
  }

  /// Only an application that does not end it may leave a connection open for ever, and then
  /// nothing is owed.
  void check_left_hanging(Side side) {
    must(!case_.orderly(), [] { return "left hanging"; });
    must(connection(side).bytes_acknowledged() == application(side).written(),
         [] { return "nothing happens any more, but bytes are unacknowledged"; });
  }

  void check_statistics(Side side) {
    const auto counted = connection(side).statistics();
    const auto says = [&](const char* what) {
      return [what] { return fmt::format("statistics: {}", what); };
    };
    must(counted.segments_sent >= watch_.sent(side) &&
             counted.segments_sent <= watch_.sent(side) + watch_.resets(side),
         says("segments sent"));
    must(counted.segments_received <= watch_.delivered(side), says("segments received"));
    must(counted.discarded_corrupted <= watch_.corrupted(side), says("corrupted"));
    must(counted.retransmitted_payload_bytes == watch_.resent_bytes(side), [&] {
      return fmt::format("statistics: {} bytes sent again, but on the wire {}",
                         counted.retransmitted_payload_bytes, watch_.resent_bytes(side));
    });
    must(counted.payload_bytes_sent - counted.retransmitted_payload_bytes <=
             application(side).written(),
         says("payload bytes"));
    must(counted.data_segments_sent + counted.pure_acks_sent <= counted.segments_sent,
         says("data segments and pure ACKs"));
    must(connection(side).bytes_acknowledged() <= application(side).written(),
         says("bytes acknowledged"));
  }

  const TransferCase& case_;
  Pair pair_;
  WireWatch watch_;
  Application applications_[2];
  std::uint64_t segments_ = 0;
  std::uint64_t idle_steps_ = 0;
};

void transfer(std::uint64_t seed) {
  const TransferCase rolled{seed};
  TransferRun run{rolled};
  try {
    run.run();
  } catch (const Violation& violation) {
    throw Violation{violation.what + "\n" + rolled.to_text() + run.log()};
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(properties)

BOOST_AUTO_TEST_CASE(streams_arrive_whole_once_and_in_order_or_the_connection_says_why_not) {
  for_each_seed(acklab::effort::trials(1000), transfer);
}

BOOST_AUTO_TEST_SUITE_END()
