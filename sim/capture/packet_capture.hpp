#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "sim/capture/comments.hpp"
#include "sim/contender/flow_ordinals.hpp"
#include "sim/contender/host_event.hpp"
#include "sim/link/link.hpp"
#include "sim/link/record/fate_line.hpp"
#include "sim/path/one_at_a_time.hpp"

namespace acklab::capture {

/// Writes what crosses a link as a pcapng file (scenarios/CAPTURES.md): interface 0 is the client's
/// end, 1 the server's; a packet stands where it is sent, and each copy that arrives where it is
/// received. From any thread.
///
/// Packets stand in the order of time. One that is sent waits until its fate is known, which its
/// comment tells, and all after it wait with it: memory is bounded by what crosses meanwhile.
class PacketCapture {
 public:
  using Output = std::function<void(std::string_view)>;

  PacketCapture(const link::FateLogHeader& header, Output output);

  void crossed(const link::Crossing& crossing);
  void decided(const link::FateRecord& fate);
  /// Why our transport sends what it does goes into the comment.
  void happened(const contender::HostEvent& event);
  /// Writes what is left; of a packet whose fate is open the comment says so.
  void finish();

 private:
  using PacketName = std::pair<link::Direction, std::uint64_t>;
  using SentName = std::tuple<std::uint32_t, link::Direction, std::uint64_t>;  // FlowOrdinals
  using CopyName = std::tuple<link::Direction, std::uint64_t, std::uint32_t>;
  struct Entry {
    PacketName packet;
    bool is_received = false;
    Duration at{};
    Bytes octets;
    std::string comment{};
    std::optional<Reason> reason{};
    std::optional<std::uint32_t> undecided{};  // copies; nothing as long as none is
    [[nodiscard]] bool is_ready() const { return is_received || undecided == 0U; }
  };

  [[nodiscard]] static std::uint32_t interface_of(link::Direction direction, bool is_received);
  void write(const Entry& entry);
  void write_ready();

  path::OneAtATime turn_;
  Output output_;
  std::optional<Instant> origin_;
  std::deque<Entry> entries_;
  std::uint64_t written_ = 0;                      // entries before the first of these
  std::map<PacketName, std::uint64_t> undecided_;  // which entry, counted from the first ever
  std::map<CopyName, std::string> on_the_way_;     // what happened to copies that come out
  contender::FlowOrdinals ordinals_;
  std::map<SentName, Reason> reasons_;  // of what has not reached the link yet
};

}  // namespace acklab::capture
