#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/capture/qlog_text.hpp"
#include "sim/capture/tcp_view.hpp"
#include "sim/capture/transmissions.hpp"
#include "sim/contender/contender.hpp"
#include "sim/contender/flow_ordinals.hpp"
#include "sim/contender/host_event.hpp"
#include "sim/link/link.hpp"
#include "sim/link/record/fate_line.hpp"
#include "sim/path/one_at_a_time.hpp"

namespace acklab::capture {

/// Writes the TCP connections of a run as a qlog file (scenarios/CAPTURES.md), each as both its
/// hosts see it, whichever TCP it is: segments and what they acknowledge are read off the link.
/// What only a host knows it tells itself: our transport in events, the kernel's in samples. From
/// any thread.
///
/// Events are kept until the end, so that they stand in the order of time: up to `most_events`,
/// then each trace says that it was cut there.
class QlogRecorder {
 public:
  static constexpr std::uint64_t most_events = 1'000'000;
  using Output = std::function<void(std::string_view)>;

  QlogRecorder(link::FateLogHeader header, Output output, std::uint64_t event_limit = most_events);

  void crossed(const link::Crossing& crossing);
  void decided(const link::FateRecord& fate);
  void happened(const contender::HostEvent& event);
  /// What the kernel says about the client's connection.
  void sampled(const contender::Sample& sample);

  /// Whether there was any TCP; without, there is nothing to write.
  [[nodiscard]] bool has_connections() const { return !connections_.empty(); }
  void finish();

 private:
  struct Event {
    Duration at{};
    std::string line;
  };
  /// What one host of a connection sees.
  struct View {
    std::vector<Event> events;
    std::optional<Duration> min_rtt;
  };
  struct Connection {
    std::uint32_t flow = 0;
    std::uint64_t number = 1;            // among those of its flow
    std::array<View, 2> views;           // by host
    std::array<Transmissions, 2> sides;  // what each host sends
  };
  struct Logged {
    std::size_t connection = 0;
    std::uint64_t number = 0;
  };
  class Telling;

  [[nodiscard]] std::size_t connection_of(link::Direction direction, std::uint32_t flow,
                                          const wire::Segment& segment);
  void add(View& view, Instant now, std::string_view name, std::string_view data);
  void enter(const link::Crossing& crossing, std::uint64_t ordinal, const TcpView& tcp);
  void leave(const link::Crossing& crossing, const TcpView& tcp);
  void add_lost(View& view, Instant now, const std::vector<std::uint64_t>& numbers,
                std::string_view trigger);

  path::OneAtATime turn_;
  link::FateLogHeader header_;
  Output output_;
  std::uint64_t event_limit_;
  std::optional<Instant> origin_;
  std::uint64_t events_ = 0;
  std::vector<Connection> connections_;
  /// By flow, the client's port and the server's.
  std::map<std::tuple<std::uint32_t, std::uint16_t, std::uint16_t>, std::size_t> by_ports_;
  std::map<std::pair<link::Direction, std::uint64_t>, Logged> packets_;
  /// Our transport's connections, by flow, host and number.
  std::map<std::tuple<std::uint32_t, path::Host, std::uint64_t>, std::size_t> told_;
  std::set<std::uint32_t> tellers_;  // flows of our transport
  contender::FlowOrdinals ordinals_;
  /// By flow and direction, and number there.
  std::map<std::tuple<std::uint32_t, link::Direction, std::uint64_t>, std::string> triggers_;
};

}  // namespace acklab::capture
