#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>

#include "sim/link/packet.hpp"
#include "sim/link/script/packet_reading.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Tells what a packet is as one number, from nothing that differs between two runs of one job: not
/// from ports, initial sequence numbers, timestamps, nor from the order of arrival.
///
/// - TCP with data, SYN, FIN or RST: the connection, those flags, where it begins counted from the
///   connection's start, how long it is, and which transmission of that this is.
/// - TCP that only acknowledges: the connection and the acknowledgment number counted from the
///   start. Which ones are sent, and how often, follows from timing, and so differs between runs in
///   real time.
/// - Anything else: its payload's octets.
///
/// Packets of which all this is the same are told apart by how often it was seen before. Memory is
/// bounded: of each direction the most recent are remembered.
class ContentKeys {
 public:
  static constexpr std::size_t most_remembered = 65'536;

  /// Every packet of the link must come by exactly once, together with what PacketReader says.
  [[nodiscard]] std::uint64_t key_of(Direction direction, const Packet& packet,
                                     const PacketReading& reading);

 private:
  /// How often each content was seen, the most recent first.
  class Sightings {
   public:
    /// Counts one more, and returns how often it was seen before.
    std::uint64_t note(std::uint64_t content);

   private:
    struct Entry {
      std::uint64_t content;
      std::uint64_t times;
    };
    std::list<Entry> recent_;
    std::unordered_map<std::uint64_t, std::list<Entry>::iterator> entries_;
  };

  std::array<Sightings, 2> sightings_;  // by direction
};

}  // namespace acklab::link
