#include "net/transport/syn_cache.hpp"

#include <algorithm>
#include <cassert>

#include "net/transport/ecn.hpp"

namespace acklab::transport {

void SynCache::add(Instant now, const ConnectionKey& key, const wire::Segment& syn,
                   Seq32 local_initial) {
  assert(!full() && !entries_.contains(key));
  HalfOpen entry;
  entry.remote_initial = syn.sender.sequence;
  entry.local_initial = local_initial;
  entry.window = syn.receiver.window;
  entry.timestamps = syn.timestamps;
  entry.options = syn.syn_options;
  entry.ecn = is_ecn_setup_syn(syn);
  entry.arrived = now;
  entry.timeout = limits_.first_timeout;
  entry.expires = now + limits_.give_up_after;
  entry.next_timeout = std::min(now + entry.timeout, entry.expires);
  schedule_.emplace(entry.next_timeout, key);
  entries_.emplace(key, entry);
  due_.insert(key);
}

HalfOpen* SynCache::find(const ConnectionKey& key) {
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second;
}

void SynCache::remove(const ConnectionKey& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  schedule_.erase({found->second.next_timeout, key});
  due_.erase(key);
  entries_.erase(found);
}

std::optional<Instant> SynCache::next_timeout() const {
  if (schedule_.empty()) return std::nullopt;
  return schedule_.begin()->first;
}

std::size_t SynCache::handle_timeout(Instant now) {
  std::size_t expired = 0;
  while (!schedule_.empty() && schedule_.begin()->first <= now) {
    const ConnectionKey key = schedule_.begin()->second;
    HalfOpen& entry = entries_.at(key);
    if (entry.expires <= now) {
      remove(key);
      ++expired;
      continue;
    }
    schedule_.erase(schedule_.begin());
    entry.timeout = std::min(2 * entry.timeout, limits_.longest_timeout);
    entry.next_timeout = std::min(now + entry.timeout, entry.expires);
    schedule_.emplace(entry.next_timeout, key);
    due_.insert(key);
  }
  return expired;
}

std::optional<ConnectionKey> SynCache::next_due() {
  if (due_.empty()) return std::nullopt;
  const ConnectionKey key = *due_.begin();
  due_.erase(due_.begin());
  ++entries_.at(key).transmissions;
  return key;
}

wire::Segment remembered_syn(const ConnectionKey& key, const HalfOpen& entry) {
  wire::Segment syn;
  syn.source_port = key.remote_port;
  syn.destination_port = key.local_port;
  syn.sender.syn = true;
  syn.sender.sequence = entry.remote_initial;
  syn.receiver.window = entry.window;
  syn.timestamps = entry.timestamps;
  syn.syn_options = entry.options;
  syn.ece = syn.cwr = entry.ecn;
  return syn;
}

}  // namespace acklab::transport
