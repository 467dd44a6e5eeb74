#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sim/link/packet.hpp"
#include "sim/link/script/packet_contents.hpp"
#include "sim/link/script/packet_reading.hpp"
#include "sim/link/script/sent_stream.hpp"
#include "sim/link/script/transport_fields.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Reads the packets of a link in the order in which they are offered to it, before anything is
/// done to them, and knows each one's place in its connection.
///
/// Works only for who asks: a link whose settings need no reading makes none. Memory is bounded:
/// the most recent connections are remembered, and of each the most recent data.
class PacketReader {
 public:
  static constexpr std::size_t most_connections = 64;

  explicit PacketReader(const PacketContents& contents,
                        std::vector<PacketContents> flow_contents = {})
      : contents_(contents), flow_contents_(std::move(flow_contents)) {}

  /// Every packet of the link must come by exactly once. What cannot be read is Protocol::other.
  [[nodiscard]] PacketReading read(Direction direction, const Packet& packet);

 private:
  /// What tells connections apart, as the client sees them.
  struct Key {
    std::uint32_t flow = 0;
    Protocol protocol = Protocol::other;
    std::uint16_t client_port = 0;
    std::uint16_t server_port = 0;
    friend constexpr auto operator<=>(const Key&, const Key&) = default;
  };
  /// What a SYN says about the windows to come.
  struct SynOffer {
    std::optional<std::uint8_t> window_scale;
  };
  struct Connection {
    Connection(Key own, std::uint32_t ordinal, const PacketContents& contents)
        : key(own), number(ordinal), streams{SentStream{contents}, SentStream{contents}} {}

    Key key;
    std::uint32_t number;
    std::array<SentStream, 2> streams;               // by direction
    std::array<std::optional<SynOffer>, 2> offers;   // of the SYNs seen
    std::array<std::uint64_t, 2> datagrams{{0, 0}};  // with payload
  };

  [[nodiscard]] const PacketContents& contents_of(std::uint32_t flow) const {
    return flow < flow_contents_.size() ? flow_contents_[flow] : contents_;
  }
  [[nodiscard]] Connection& connection_of(Direction direction, std::uint32_t flow,
                                          const TransportFields& fields);
  void begin_again(Connection& connection);
  static void read_window(Connection& connection, std::size_t own, const TransportFields& fields,
                          PacketReading& reading);
  static void read_acknowledgment(SentStream& opposite, const TransportFields& fields,
                                  PacketReading& reading);
  void read_segment(Connection& connection, Direction direction, const TransportFields& fields,
                    PacketReading& reading);

  PacketContents contents_;
  std::vector<PacketContents> flow_contents_;
  std::list<Connection> recent_;  // the latest first
  std::map<Key, std::list<Connection>::iterator> connections_;
  std::uint32_t seen_ = 0;
};

}  // namespace acklab::link
