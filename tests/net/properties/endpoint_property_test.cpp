// The same promises a level up: two Endpoints, octets on the wire, several connections at once
// opened from both sides, damage that only the checksums notice, and garbage between.

#include <map>
#include <memory>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "net/transport/endpoint.hpp"
#include "tests/net/properties/application.hpp"
#include "tests/net/properties/datagram_world.hpp"
#include "tests/net/properties/property_runner.hpp"
#include "tests/net/properties/rolled_config.hpp"
#include "tests/support/effort.hpp"

using namespace acklab::properties;
using namespace std::chrono_literals;
using acklab::Instant;
using acklab::transport::Closed;
using acklab::transport::CloseReason;
using acklab::transport::Connection;
using acklab::transport::ConnectionId;
using acklab::transport::Endpoint;
using acklab::transport::EndpointConfig;

namespace {

constexpr std::uint16_t service = 80;
constexpr Instant conversations_begin = acklab::timeline_origin + 1s;

EndpointConfig roll_endpoint(const Dice& dice) {
  EndpointConfig config;
  config.secret = dice.below("secret", UINT64_MAX);
  config.max_half_open = dice.one_of("half open", {1024, 1024, 1, 0});
  config.accepted = roll_config(dice.child(1));
  return config;
}

/// One connection: who opens it, what both applications do.
struct Conversation {
  Conversation(const Dice& dice, std::uint64_t number, acklab::Duration round_trip,
               const EndpointConfig (&endpoints)[2])
      : opener(dice.below("opener", 2)), config(roll_config(dice.child(1))) {
    const auto& other = endpoints[1 - opener].accepted;
    const std::uint64_t step = std::min<std::uint64_t>(
        {config.max_segment_bytes, config.send_buffer_bytes, config.receive_buffer_bytes,
         other.max_segment_bytes, other.send_buffer_bytes, other.receive_buffer_bytes});
    for (const std::size_t end : {0U, 1U}) {
      plans[end] =
          ApplicationPlan::roll(dice.child(2 + end), 100 * step, round_trip, conversations_begin);
      plans[end].bytes = std::min<std::uint64_t>(plans[end].bytes, 60'000);
    }
    // Who answers with a cookie remembers nothing: the opener has to say something first.
    plans[0].bytes = std::max<std::uint64_t>(plans[0].bytes, 1);
    if (plans[0].ending == ApplicationPlan::Ending::close_after_peer) {
      plans[0].ending = ApplicationPlan::Ending::close;
    }
    for (const std::size_t end : {0U, 1U}) {
      applications.emplace_back(plans[end], 2 * number + end, 2 * number + 1 - end);
    }
  }
  [[nodiscard]] bool orderly() const { return plans[0].orderly() && plans[1].orderly(); }
  [[nodiscard]] std::size_t side_of(std::size_t end) const {
    return end == 0 ? opener : 1 - opener;
  }
  [[nodiscard]] std::string to_text() const {
    return fmt::format("opened by {} ({})\n  opener: {}\n  other: {}\n", opener,
                       acklab::properties::to_text(config), plans[0].to_text(), plans[1].to_text());
  }

  std::size_t opener;
  acklab::transport::ConnectionConfig config;
  ApplicationPlan plans[2];               // of the opener, of the other
  std::vector<Application> applications;  // the same
  std::optional<ConnectionId> ids[2];
  std::optional<CloseReason> closed[2];
};

DatagramWorld::Settings roll_world(std::uint64_t seed, const Dice& dice) {
  DatagramWorld::Settings settings;
  settings.seed = seed;
  settings.weather[0] = Weather::roll(dice.child(1));
  settings.weather[1] = Weather::roll(dice.child(2));
  for (Weather& weather : settings.weather) {
    weather.corrupt_percent = dice.one_of("damage", {0, 1, 5, 15});
  }
  settings.one_way_delay = std::chrono::microseconds{dice.one_of("round trip", {1, 50, 500}) * 500};
  settings.garbage = dice.once_in("garbage", 2);
  return settings;
}

class EndpointRun {
 public:
  explicit EndpointRun(std::uint64_t seed)
      : dice_(seed),
        settings_(roll_world(seed, dice_.child(1))),
        configs_{roll_endpoint(dice_.child(2)), roll_endpoint(dice_.child(3))},
        endpoints_{Endpoint{configs_[0]}, Endpoint{configs_[1]}},
        world_(settings_, endpoints_[0], endpoints_[1]) {
    const std::uint64_t count = 1 + dice_.below("conversations", 5);
    for (std::uint64_t number = 0; number < count; ++number) {
      conversations_.push_back(std::make_unique<Conversation>(
          dice_.child(10 + number), number, 2 * settings_.one_way_delay, configs_));
    }
    for (Endpoint& endpoint : endpoints_) endpoint.listen(service);
    for (const auto& conversation : conversations_) open(*conversation);
    world_.set_application([this] { return run_applications(); });
  }

  void run() {
    const Instant limit = world_.now() + 48h;
    while (!over() && world_.step(limit)) {
      must(world_.datagrams() < 400'000, [] { return "datagrams without end"; });
      for (const Endpoint& endpoint : endpoints_) {
        const auto next = endpoint.next_timeout();
        must(!next || *next > world_.now(),
             [] { return "a timeout that has come is still there"; });
      }
    }
    for (const auto& conversation : conversations_) check(*conversation);
  }

  [[nodiscard]] std::string describe() const {
    std::string text =
        fmt::format("round trip {} ms, garbage {}\nfrom 0: {}\nfrom 1: {}\n",
                    acklab::to_milliseconds(2 * settings_.one_way_delay), settings_.garbage,
                    settings_.weather[0].to_text(), settings_.weather[1].to_text());
    for (const std::size_t side : {0U, 1U}) {
      text += fmt::format("accepted by {}, {} half open: {}\n", side, configs_[side].max_half_open,
                          acklab::properties::to_text(configs_[side].accepted));
    }
    for (const auto& conversation : conversations_) text += conversation->to_text();
    return text + world_.log();
  }

 private:
  void open(Conversation& conversation) {
    const std::size_t side = conversation.opener;
    conversation.ids[0] = endpoints_[side].connect(world_.now(), DatagramWorld::address(1 - side),
                                                   service, conversation.config);
    const auto port = endpoints_[side].find(*conversation.ids[0])->ports().local;
    by_port_[{1 - side, port}] = &conversation;
  }

  std::optional<Instant> run_applications() {
    take_events();
    std::optional<Instant> next;
    for (const auto& conversation : conversations_) {
      for (const std::size_t end : {0U, 1U}) {
        Connection* const connection = find(*conversation, end);
        if (connection == nullptr) continue;
        const auto wanted = conversation->applications[end].run(*connection, world_.now());
        if (wanted) next = next ? std::min(*next, *wanted) : *wanted;
        const bool drained = connection->readable_bytes() == 0;
        if (conversation->closed[end] && drained) {
          endpoints_[conversation->side_of(end)].forget(*conversation->ids[end]);
        }
      }
    }
    return next;
  }

  Connection* find(const Conversation& conversation, std::size_t end) {
    if (!conversation.ids[end]) return nullptr;
    return endpoints_[conversation.side_of(end)].find(*conversation.ids[end]);
  }

  void take_events() {
    for (const std::size_t side : {0U, 1U}) {
      while (const auto event = endpoints_[side].poll_event()) {
        if (event->accepted) accept(side, event->connection);
        if (const auto* closed = std::get_if<Closed>(&event->event)) {
          note_closed(side, event->connection, closed->report.reason);
        }
      }
    }
  }
  void accept(std::size_t side, ConnectionId id) {
    const auto port = endpoints_[side].find(id)->ports().remote;
    const auto found = by_port_.find({side, port});
    must(found != by_port_.end(), [] { return "accepted what nobody has opened"; });
    if (found->second->ids[1]) {
      // A late copy of the segment that held the cookie, after the connection was forgotten: what
      // remembers nothing cannot know. The application is told by its own protocol.
      must(configs_[side].max_half_open < 1024, [] { return "accepted twice without a cookie"; });
      return endpoints_[side].forget(id);
    }
    found->second->ids[1] = id;
  }
  void note_closed(std::size_t side, ConnectionId id, CloseReason reason) {
    for (const auto& conversation : conversations_) {
      for (const std::size_t end : {0U, 1U}) {
        if (conversation->side_of(end) == side && conversation->ids[end] == id) {
          conversation->closed[end] = reason;
          must(reason == CloseReason::finished || !conversation->orderly(), [&] {
            return fmt::format("the {} of port {} ended as {}", end == 0 ? "opener" : "other",
                               endpoints_[side].find(id)->ports().local, to_string(reason));
          });
        }
      }
    }
  }

  [[nodiscard]] bool over() const {
    return endpoints_[0].connection_count() + endpoints_[1].connection_count() == 0;
  }

  void check(Conversation& conversation) {
    for (const std::size_t end : {0U, 1U}) {
      must(
          conversation.applications[end].received() <= conversation.applications[1 - end].written(),
          [] { return "more was delivered than written"; });
    }
    if (!conversation.orderly()) return;
    for (const std::size_t end : {0U, 1U}) {
      must(conversation.closed[end] == CloseReason::finished, [&] {
        const auto reason = conversation.closed[end];
        return fmt::format("ended as {}", reason ? to_string(*reason) : "nothing");
      });
      const Application& application = conversation.applications[end];
      must(application.received() == conversation.plans[1 - end].bytes && application.ended(), [&] {
        return fmt::format("{} of {} bytes arrived", application.received(),
                           conversation.plans[1 - end].bytes);
      });
    }
  }

  Dice dice_;
  DatagramWorld::Settings settings_;
  EndpointConfig configs_[2];
  Endpoint endpoints_[2];
  DatagramWorld world_;
  std::vector<std::unique_ptr<Conversation>> conversations_;
  std::map<std::pair<std::size_t, std::uint16_t>, Conversation*> by_port_;  // at the acceptor
};

void converse(std::uint64_t seed) {
  EndpointRun run{seed};
  try {
    run.run();
  } catch (const Violation& violation) {
    throw Violation{violation.what + "\n" + run.describe()};
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(endpoint_properties)

BOOST_AUTO_TEST_CASE(connections_are_kept_apart_and_damage_is_never_delivered) {
  for_each_seed(acklab::effort::trials(300), converse);
}

BOOST_AUTO_TEST_SUITE_END()
