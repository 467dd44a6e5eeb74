#include "net/transport/connection_table.hpp"

#include <utility>

namespace acklab::transport {

ConnectionId ConnectionTable::add(const ConnectionKey& key, Connection connection, bool accepted) {
  const ConnectionId id{next_id_++};
  entries_.emplace(id, Entry{key, std::move(connection), accepted, false, false, std::nullopt});
  by_key_[key] = id;
  return id;
}

void ConnectionTable::remove(ConnectionId id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  const Entry& entry = found->second;
  if (entry.timeout) schedule_.erase({*entry.timeout, id});
  const auto named = by_key_.find(entry.key);
  if (named != by_key_.end() && named->second == id) by_key_.erase(named);
  entries_.erase(found);
}

ConnectionTable::Entry* ConnectionTable::find(ConnectionId id) {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second;
}

std::optional<ConnectionId> ConnectionTable::find(const ConnectionKey& key) const {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  return found->second;
}

void ConnectionTable::touch(ConnectionId id) {
  Entry* const entry = find(id);
  if (!entry) return;
  if (!std::exchange(entry->may_send, true)) senders_.push_back(id);
  if (!std::exchange(entry->may_tell, true)) tellers_.push_back(id);
  reschedule(id, *entry);
}

std::optional<ConnectionId> ConnectionTable::next_sender() {
  while (!senders_.empty()) {
    const ConnectionId id = senders_.front();
    senders_.pop_front();
    if (!find(id)) continue;  // removed meanwhile
    senders_.push_back(id);
    return id;
  }
  return std::nullopt;
}

void ConnectionTable::done_sending(ConnectionId id) {
  // next_sender has just put it at the end.
  senders_.pop_back();
  if (Entry* const entry = find(id)) {
    entry->may_send = false;
    // Where nothing is acknowledged, sending alone makes room for the writer, who is told of it.
    if (!std::exchange(entry->may_tell, true)) tellers_.push_back(id);
    reschedule(id, *entry);
  }
}

std::optional<ConnectionId> ConnectionTable::next_teller() {
  while (!tellers_.empty() && !find(tellers_.front())) tellers_.pop_front();
  if (tellers_.empty()) return std::nullopt;
  return tellers_.front();
}

void ConnectionTable::done_telling(ConnectionId id) {
  tellers_.pop_front();
  if (Entry* const entry = find(id)) entry->may_tell = false;
}

std::optional<Instant> ConnectionTable::next_timeout() const {
  if (schedule_.empty()) return std::nullopt;
  return schedule_.begin()->first;
}

std::optional<ConnectionId> ConnectionTable::next_expired(Instant now) const {
  if (schedule_.empty() || schedule_.begin()->first > now) return std::nullopt;
  return schedule_.begin()->second;
}

void ConnectionTable::reschedule(ConnectionId id, Entry& entry) {
  const auto timeout = entry.connection.next_timeout();
  if (timeout == entry.timeout) return;
  if (entry.timeout) schedule_.erase({*entry.timeout, id});
  if (timeout) schedule_.emplace(*timeout, id);
  entry.timeout = timeout;
}

}  // namespace acklab::transport
