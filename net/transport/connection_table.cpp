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
  unschedule(entry);
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
  return schedule_.front()->timeout;
}

ConnectionTable::Entry* ConnectionTable::next_expired(Instant now) {
  bring_schedule_up_to_date();
  if (schedule_.empty() || *schedule_.front()->timeout > now) return nullptr;
  return schedule_.front();
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
  if (!timeout) return unschedule(entry);
  if (!entry.timeout) {
    entry.place = schedule_.size();
    schedule_.push_back(&entry);
  }
  entry.timeout = timeout;
  put_in_place(entry);
}

void ConnectionTable::unschedule(Entry& entry) {
  if (!entry.timeout) return;
  entry.timeout.reset();
  Entry* const last = schedule_.back();
  schedule_.pop_back();
  if (last == &entry) return;
  last->place = entry.place;
  put_in_place(*last);
}

/// Moves one entry, whose timeout alone has changed, up or down the heap from where it stands.
void ConnectionTable::put_in_place(Entry& entry) {
  const auto is_before = [](const Entry& one, const Entry& other) {
    return *one.timeout != *other.timeout ? *one.timeout < *other.timeout : one.id < other.id;
  };
  const auto put = [this](Entry& some, std::size_t place) {
    some.place = place;
    schedule_[place] = &some;
  };
  std::size_t place = entry.place;
  while (place > 0 && is_before(entry, *schedule_[(place - 1) / 2])) {
    put(*schedule_[(place - 1) / 2], place);
    place = (place - 1) / 2;
  }
  while (true) {
    std::size_t child = 2 * place + 1;
    if (child >= schedule_.size()) break;
    const bool has_other = child + 1 < schedule_.size();
    if (has_other && is_before(*schedule_[child + 1], *schedule_[child])) ++child;
    if (!is_before(*schedule_[child], entry)) break;
    put(*schedule_[child], place);
    place = child;
  }
  put(entry, place);
}

}  // namespace acklab::transport
