#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "net/transport/connection_key.hpp"
#include "net/transport/endpoint.hpp"

namespace acklab::transport {

/// The connections of an Endpoint: found by key or number, taken in turn when there may be
/// something to send, and in order of time when a timer has come.
class ConnectionTable {
 public:
  struct Entry {
    ConnectionId id;
    ConnectionKey key;
    Connection connection;
    bool accepted = false;           // the peer opened it, and no event of it was handed out yet
    bool may_send = false;           // stands in the queue of those that may have something to send
    bool may_tell = false;           // stands in the queue of those that may have an event
    bool may_wait = false;           // its timeout may be another than in the schedule
    std::optional<Instant> timeout;  // as it stands in the schedule
    std::size_t place = 0;           // there, while it has a timeout
  };

  ConnectionId add(const ConnectionKey& key, Connection connection, bool accepted);
  void remove(ConnectionId id);
  [[nodiscard]] Entry* find(ConnectionId id);
  [[nodiscard]] Entry* find(const ConnectionKey& key);
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  template <typename Visit>
  void for_each(Visit visit) {
    for (auto& [id, entry] : entries_) visit(id, entry.connection);
  }

  /// Something was done to the connection: it may have something to send or to tell, and another
  /// timeout.
  void touch(Entry& entry);
  /// The connection that has waited longest for its turn to send; it goes to the end of the queue.
  [[nodiscard]] Entry* next_sender();
  /// What next_sender gave last had nothing to send: out of the queue until touched again.
  void done_sending(Entry& entry);
  [[nodiscard]] Entry* next_teller();
  /// What next_teller gave last had nothing to tell.
  void done_telling(Entry& entry);

  [[nodiscard]] std::optional<Instant> next_timeout();
  /// A connection whose timeout has come by `now`.
  [[nodiscard]] Entry* next_expired(Instant now);

 private:
  void note_change_of_timeout(Entry& entry);
  void bring_schedule_up_to_date();
  void reschedule(Entry& entry);
  void unschedule(Entry& entry);
  void put_in_place(Entry& entry);

  std::map<ConnectionId, Entry> entries_;
  std::map<ConnectionKey, ConnectionId> by_key_;
  Entry* named_last_ = nullptr;  // most datagrams come from whom the last one came from
  std::deque<Entry*> senders_;
  std::deque<Entry*> tellers_;
  std::vector<Entry*> schedule_;  // a heap, the earliest timeout first
  std::vector<Entry*> outdated_;  // those with may_wait: brought up to date when asked
  std::uint64_t next_id_ = 1;
};

}  // namespace acklab::transport
