#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "net/base/datagram_actor.hpp"
#include "net/base/random.hpp"
#include "net/base/time.hpp"
#include "tests/net/properties/weather.hpp"

namespace acklab::properties {

/// Two actors and the datagrams between them, as octets and in virtual time: what the weather
/// damages is damaged for real, and strangers send garbage.
class DatagramWorld {
 public:
  struct Settings {
    std::uint64_t seed = 0;
    Weather weather[2];  // from the first, from the second
    Duration one_way_delay{};
    bool garbage = false;  // now and then a datagram that nobody has sent
  };

  DatagramWorld(const Settings& settings, DatagramActor& first, DatagramActor& second);

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] static const SocketAddress& address(std::size_t side);
  /// Called after everything else of each instant; says when it wants to be called next.
  void set_application(std::function<std::optional<Instant>()> application) {
    application_ = std::move(application);
  }
  /// Goes to the next instant; false when nothing ever happens any more, or not before `limit`.
  bool step(Instant limit);
  [[nodiscard]] std::uint64_t datagrams() const { return sent_[0] + sent_[1]; }
  /// The last datagrams, a line each.
  [[nodiscard]] std::string log() const;

 private:
  struct Datagram {
    std::size_t to;
    SocketAddress from;
    Bytes octets;
  };
  void flush();
  void transmit(std::size_t from, OutgoingDatagram datagram);
  void damage(Bytes& octets, std::uint64_t draw) const;
  void add_garbage(std::size_t to, std::uint64_t number, const Bytes& like);
  void schedule(Duration after, Datagram datagram);
  void note(std::size_t from, const Bytes& octets, const char* remark);
  [[nodiscard]] std::optional<Instant> next_instant() const;

  Settings settings_;
  DatagramActor* actors_[2];
  RandomStream fates_;
  Instant now_ = timeline_origin + std::chrono::seconds{1};
  std::function<std::optional<Instant>()> application_;
  std::set<Instant> alarms_;
  std::map<std::pair<Instant, std::uint64_t>, Datagram> on_the_way_;
  std::uint64_t scheduled_ = 0;
  std::uint64_t sent_[2] = {0, 0};
  std::deque<std::string> lines_;
};

}  // namespace acklab::properties
