#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "net/transport/connection_key.hpp"
#include "net/transport/endpoint.hpp"

namespace acklab::transport {

/// The connections of an Endpoint: found by key or number, taken in turn when there may be
/// something to send, and in order of time when a timer has come.
class ConnectionTable {
 public:
  struct Entry {
    ConnectionKey key;
    Connection connection;
    bool accepted = false;           // the peer opened it, and no event of it was handed out yet
    bool may_send = false;           // stands in the queue of those that may have something to send
    bool may_tell = false;           // stands in the queue of those that may have an event
    std::optional<Instant> timeout;  // as it stands in the schedule
  };

  ConnectionId add(const ConnectionKey& key, Connection connection, bool accepted);
  void remove(ConnectionId id);
  [[nodiscard]] Entry* find(ConnectionId id);
  [[nodiscard]] std::optional<ConnectionId> find(const ConnectionKey& key) const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  template <typename Visit>
  void for_each(Visit visit) {
    for (auto& [id, entry] : entries_) visit(id, entry.connection);
  }

  /// Something was done to the connection: it may have something to send or to tell, and another
  /// timeout.
  void touch(ConnectionId id);
  /// The connection that has waited longest for its turn to send; it goes to the end of the queue.
  [[nodiscard]] std::optional<ConnectionId> next_sender();
  /// It had nothing to send: out of the queue until touched again.
  void done_sending(ConnectionId id);
  [[nodiscard]] std::optional<ConnectionId> next_teller();
  void done_telling(ConnectionId id);

  [[nodiscard]] std::optional<Instant> next_timeout() const;
  /// A connection whose timeout has come by `now`.
  [[nodiscard]] std::optional<ConnectionId> next_expired(Instant now) const;

 private:
  void reschedule(ConnectionId id, Entry& entry);

  std::map<ConnectionId, Entry> entries_;
  std::map<ConnectionKey, ConnectionId> by_key_;
  std::deque<ConnectionId> senders_;
  std::deque<ConnectionId> tellers_;
  std::set<std::pair<Instant, ConnectionId>> schedule_;
  std::uint64_t next_id_ = 1;
};

}  // namespace acklab::transport
