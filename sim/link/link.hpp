#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "net/base/time.hpp"
#include "sim/link/counters.hpp"
#include "sim/link/fate.hpp"
#include "sim/link/packet.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// A packet that has crossed, and when it was meant to come out.
struct Release {
  Direction direction = Direction::forward;
  Packet packet;
  std::uint64_t index = 0;
  std::uint32_t copy = 0;
  Instant due{};
};

/// A packet that goes onto the link, as it was sent, or comes out of it, as it is received.
struct Crossing {
  enum class Where : std::uint8_t { entering, leaving };

  Where where = Where::entering;
  Instant at{};  // in real time when it was taken in or handed over
  Direction direction = Direction::forward;
  std::uint64_t index = 0;
  std::uint32_t copy = 0;  // of what leaves
  const Packet& packet;    // as long as the call lasts
};

/// One impaired link: a pure decision about each packet, and the packets under way.
///
/// Every carrier hands it packets and takes them out when they are due; it never reads a clock, and
/// the same seed gives the same packet (by index in its direction) the same fate on every carrier.
/// Whatever in it depends on time counts from the first packet offered in either direction.
/// The steps and their order: mtu → rules → outage → loss → policer → duplicate → corrupt → queue →
/// rate → delay + jitter → reorder → release. Copies due at one instant come out forward first,
/// then by arrival. Not thread-safe.
class Link {
 public:
  using FateSink = std::function<void(const FateRecord&)>;
  /// Told by real-time carriers of each packet that has come out, and when that really was.
  using ReleaseSink = std::function<void(const Release&, Instant released)>;

  Link(const LinkSettings& settings, std::uint64_t seed);
  Link(Link&&) noexcept;
  Link& operator=(Link&&) noexcept;
  ~Link();

  /// Calls `sink` with the fate of each copy, as soon as it is known; without one, nothing is
  /// recorded. A copy that waits in the queue has no fate yet: in accept or poll_release of
  /// whichever later instant, it is decided as of the instant at which it left.
  void record_fates(FateSink sink);

  /// Calls `sink` with each packet before it enters, and so before its fate is known, and with each
  /// copy that leaves.
  using CrossingSink = std::function<void(const Crossing&)>;
  void record_crossings(CrossingSink sink);

  /// Takes in a packet: what is before the queue decides at once what becomes of it and of its
  /// copies, if it gets some; what must wait in the queue is decided when it leaves that. Within a
  /// direction instants never go backwards.
  void accept(Instant now, Direction direction, Packet packet);
  /// When poll_release is next worth asking; nothing when no packet is under way. It may have
  /// nothing then, if how long the queue's head will be held is known only when it leaves.
  [[nodiscard]] std::optional<Instant> next_timeout() const;
  /// The next packet due at or before `now`, in order of intended release. How often and how late
  /// it is asked changes nothing about who comes out, and when it was due.
  [[nodiscard]] std::optional<Release> poll_release(Instant now);

  [[nodiscard]] bool idle() const;
  [[nodiscard]] const Counters& counters(Direction direction) const;
  /// How long those waited in the queue that left it so far.
  [[nodiscard]] QueueDelay queue_delay(Direction direction) const;
  /// Copies that wait in the queue or are on their way behind it.
  [[nodiscard]] std::uint64_t in_flight(Direction direction) const;
  [[nodiscard]] const LinkSettings& settings() const;

 private:
  struct Parts;
  [[nodiscard]] std::optional<Release> next_release(Instant now);

  std::unique_ptr<Parts> parts_;
};

}  // namespace acklab::link
