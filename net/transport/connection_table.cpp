#include "net/transport/connection_table.hpp"

#include <utility>

namespace acklab::transport {

ConnectionId ConnectionTable::add(const ConnectionKey& key, Connection connection, bool accepted) {
  const ConnectionId id{next_id_++};
  entries_.emplace(id, Entry{.id = id,
                             .key = key,
                             .connection = std::move(connection),
                             .accepted = accepted,
                             .timeout = std::nullopt});
  by_key_[key] = id;
  named_last_ = nullptr;
  return id;
}

void ConnectionTable::remove(ConnectionId id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  Entry& entry = found->second;
  if (entry.timeout) schedule_.erase({*entry.timeout, id});
  if (entry.may_send) std::erase(senders_, &entry);
  if (entry.may_tell) std::erase(tellers_, &entry);
  if (entry.may_wait) std::erase(outdated_, &entry);
  const auto named = by_key_.find(entry.key);
  if (named != by_key_.end() && named->second == id) by_key_.erase(named);
  named_last_ = nullptr;
  entries_.erase(found);
}

ConnectionTable::Entry* ConnectionTable::find(ConnectionId id) {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second;
}

ConnectionTable::Entry* ConnectionTable::find(const ConnectionKey& key) {
  if (named_last_ != nullptr && named_last_->key == key) return named_last_;
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  named_last_ = find(found->second);
  return named_last_;
}

void ConnectionTable::touch(Entry& entry) {
  if (!std::exchange(entry.may_send, true)) senders_.push_back(&entry);
  if (!std::exchange(entry.may_tell, true)) tellers_.push_back(&entry);
  note_change_of_timeout(entry);
}

ConnectionTable::Entry* ConnectionTable::next_sender() {
  if (senders_.empty()) return nullptr;
  Entry* const entry = senders_.front();
  if (senders_.size() > 1) {
    senders_.pop_front();
    senders_.push_back(entry);
  }
  return entry;
}

void ConnectionTable::done_sending(Entry& entry) {
  // next_sender has just put it at the end.
  senders_.pop_back();
  entry.may_send = false;
  // Where nothing is acknowledged, sending alone makes room for the writer, who is told of it.
  if (!std::exchange(entry.may_tell, true)) tellers_.push_back(&entry);
  note_change_of_timeout(entry);
}

ConnectionTable::Entry* ConnectionTable::next_teller() {
  return tellers_.empty() ? nullptr : tellers_.front();
}

void ConnectionTable::done_telling(Entry& entry) {
  tellers_.pop_front();
  entry.may_tell = false;
}

std::optional<Instant> ConnectionTable::next_timeout() {
  bring_schedule_up_to_date();
  if (schedule_.empty()) return std::nullopt;
  return schedule_.begin()->first;
}

ConnectionTable::Entry* ConnectionTable::next_expired(Instant now) {
  bring_schedule_up_to_date();
  if (schedule_.empty() || schedule_.begin()->first > now) return nullptr;
  return find(schedule_.begin()->second);
}

void ConnectionTable::note_change_of_timeout(Entry& entry) {
  if (!std::exchange(entry.may_wait, true)) outdated_.push_back(&entry);
}

/// A connection is touched several times between two questions.
void ConnectionTable::bring_schedule_up_to_date() {
  for (Entry* const entry : outdated_) {
    entry->may_wait = false;
    reschedule(*entry);
  }
  outdated_.clear();
}

void ConnectionTable::reschedule(Entry& entry) {
  const auto timeout = entry.connection.next_timeout();
  if (timeout == entry.timeout) return;
  if (entry.timeout && timeout) {
    auto place = schedule_.extract({*entry.timeout, entry.id});
    place.value().first = *timeout;
    schedule_.insert(std::move(place));
  } else if (entry.timeout) {
    schedule_.erase({*entry.timeout, entry.id});
  } else {
    schedule_.emplace(*timeout, entry.id);
  }
  entry.timeout = timeout;
}

}  // namespace acklab::transport
