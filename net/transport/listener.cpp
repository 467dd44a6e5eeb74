#include "net/transport/listener.hpp"

#include <algorithm>
#include <utility>

#include "net/transport/arq_policy.hpp"
#include "net/transport/ecn.hpp"
#include "net/transport/handshake.hpp"

namespace acklab::transport {
namespace {

constexpr std::size_t most_waiting_answers = 256;

}  // namespace

Listener::Listener(const EndpointConfig& config)
    : config_(on_rung(config.accepted)),
      use_cookies_(config.syn_cookies && config_.arq.kind == Arq::tcp),
      cache_({config.max_half_open, config_.initial_rto, config_.max_rto,
              config_.give_up_connecting_after}),
      cookies_(config.secret) {}

void Listener::handle_syn(Instant now, const ConnectionKey& key, const wire::Segment& syn,
                          Seq32 initial_sequence) {
  if (HalfOpen* const entry = cache_.find(key)) {
    ++entry->received;
    if (entry->remote_initial == syn.sender.sequence) {
      // The echo of the latest SYN tells the peer its round trip; that of the first would add the
      // time until it was sent again.
      entry->timestamps = syn.timestamps;
      entry->ecn = entry->ecn && is_ecn_setup_syn(syn);  // RFC 3168 §6.1.1
      cache_.answer_again(key);
    } else {
      challenge(now, key, *entry);  // RFC 5961 §4: who really began anew answers with RST
    }
  } else if (!cache_.full()) {
    cache_.add(now, key, syn, initial_number(config_.arq, initial_sequence));
    statistics_.most_half_open = std::max<std::uint64_t>(statistics_.most_half_open, cache_.size());
  } else if (use_cookies_) {
    answer_with_cookie(now, key, syn);
  } else {
    ++statistics_.syns_ignored;
  }
}

Listener::Outcome Listener::handle_segment(Instant now, const ConnectionKey& key,
                                           const wire::Segment& segment, bool room) {
  if (HalfOpen* const entry = cache_.find(key)) return handle_for(now, key, *entry, segment, room);
  return judge_cookie(now, key, segment, room);
}

/// SYN-RECEIVED (RFC 9293 §3.10.7.4), as far as it takes no Connection.
Listener::Outcome Listener::handle_for(Instant now, const ConnectionKey& key, HalfOpen& entry,
                                       const wire::Segment& segment, bool room) {
  ++entry.received;
  const Seq32 expected = entry.remote_initial + 1;
  if (segment.rst) {
    if (segment.sender.sequence == expected) {
      cache_.remove(key);
      ++statistics_.half_open_reset;
    } else {
      challenge(now, key, entry);  // RFC 5961 §3
    }
    return Handled{};
  }
  if (segment.sender.syn) {
    challenge(now, key, entry);
    return Handled{};
  }
  if (!segment.receiver.acknowledgment) return Handled{};
  if (*segment.receiver.acknowledgment != entry.local_initial + 1) {
    // An earlier copy of the SYN may have been answered with a cookie, while the cache was full.
    Outcome judged = judge_cookie(now, key, segment, room);
    if (std::holds_alternative<Connection>(judged)) cache_.remove(key);
    return judged;
  }
  if (!room) {
    cache_.remove(key);
    ++statistics_.half_open_reset;
    return NotMine{};
  }
  --entry.received;  // the connection counts this one itself
  const AnsweredSyn answered{remembered_syn(key, entry), entry.arrived,
                             std::max(entry.transmissions, 1U), entry.received, entry.corrupted};
  const Seq32 local_initial = entry.local_initial;
  cache_.remove(key);
  ++statistics_.completed;
  return Connection::accept_answered(now, answered, config_, local_initial);
}

Listener::Outcome Listener::judge_cookie(Instant now, const ConnectionKey& key,
                                         const wire::Segment& segment, bool room) {
  const auto& ack = segment.receiver.acknowledgment;
  // In quiet times no guess is worth trying.
  const bool in_use = last_cookie_ && now - *last_cookie_ < SynCookies::longest_life;
  if (!in_use || !ack || segment.rst || segment.sender.syn || !listens_on(key.local_port)) {
    return NotMine{};
  }
  const Seq32 cookie = *ack - 1;
  const Seq32 peer_initial = segment.sender.sequence - 1;
  const auto size = cookies_.max_segment_size(now, key, peer_initial, cookie);
  if (!size || !room) {
    ++statistics_.cookies_refused;
    // Without its number nobody can tell a guess from a later segment of an opener whose first one
    // was lost or overtaken: a reset would end a connection that is about to begin.
    if (!size) return Handled{};
    return NotMine{};
  }
  AnsweredSyn answered;
  const bool stamped = config_.mechanisms.timestamps && segment.timestamps;
  if (stamped) {
    answered.syn.syn_options = hidden_options(segment.timestamps->echo_reply);
    answered.syn.timestamps = segment.timestamps;
  }
  answered.syn.syn_options.max_segment_size = size;
  answered.syn.source_port = key.remote_port;
  answered.syn.destination_port = key.local_port;
  answered.syn.sender.syn = true;
  answered.syn.sender.sequence = peer_initial;
  answered.syn.receiver.window = segment.receiver.window;
  ++statistics_.cookies_accepted;
  ++statistics_.completed;
  return Connection::accept_answered(now, answered, config_, cookie);
}

bool Listener::note_corrupted_segment(const ConnectionKey& key) {
  HalfOpen* const entry = cache_.find(key);
  if (entry == nullptr) return false;
  ++entry->received;
  ++entry->corrupted;
  return true;
}

std::optional<Listener::Outgoing> Listener::poll_transmit(Instant now) {
  if (!answers_.empty()) {
    Outgoing answer = std::move(answers_.front());
    answers_.pop_front();
    return answer;
  }
  const auto key = cache_.next_due();
  if (!key) return std::nullopt;
  const HalfOpen& entry = *cache_.find(*key);
  ++statistics_.syn_acks_sent;
  return Outgoing{*key, syn_ack(now, config_, remembered_syn(*key, entry), entry.local_initial)};
}

void Listener::handle_timeout(Instant now) {
  statistics_.half_open_expired += cache_.handle_timeout(now);
}

HandshakeStatistics Listener::statistics() const {
  HandshakeStatistics statistics = statistics_;
  statistics.half_open = cache_.size();
  return statistics;
}

void Listener::answer_with_cookie(Instant now, const ConnectionKey& key, const wire::Segment& syn) {
  wire::Segment offer = syn;
  const bool stamped = offers_timestamps(config_, &syn);
  offer.syn_options = remembered_by_cookie(syn, stamped);
  offer.ece = offer.cwr = false;  // a cookie remembers no ECN
  wire::Segment answering = syn_ack(now, config_, offer, cookies_.make(now, key, syn));
  if (stamped) {
    answering.timestamps->value = hide_options(answering.timestamps->value, offer.syn_options);
  }
  last_cookie_ = now;
  ++statistics_.cookies_sent;
  answer(key, std::move(answering));
}

void Listener::challenge(Instant now, const ConnectionKey& key, const HalfOpen& entry) {
  if (!challenges_.allow(now)) return;
  wire::Segment ack = syn_ack(now, config_, remembered_syn(key, entry), entry.local_initial);
  ack.sender.syn = false;
  ack.ece = false;
  ack.sender.sequence = entry.local_initial + 1;
  ack.syn_options = {};
  answer(key, std::move(ack));
}

void Listener::answer(const ConnectionKey& key, wire::Segment segment) {
  if (answers_.size() < most_waiting_answers) answers_.push_back({key, std::move(segment)});
}

}  // namespace acklab::transport
