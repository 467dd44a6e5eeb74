#include "tests/support/transport_pair.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "net/base/random.hpp"
#include "net/wire/segment_codec.hpp"
#include "net/wire/segment_text.hpp"

namespace acklab::support {
namespace {

using transport::Connection;
using transport::PortPair;

constexpr std::uint16_t client_port = 40'000;
constexpr std::uint16_t server_port = 80;
constexpr std::size_t most_steps = 200;
constexpr std::uint64_t ip_and_udp_bytes = 28;

std::size_t index_of(Side side) {
  return side == Side::client ? 0 : 1;
}

Side other(Side side) {
  return side == Side::client ? Side::server : Side::client;
}

}  // namespace

Pair::Pair(const Settings& settings)
    : settings_(settings),
      client_(Connection::connect(now_, PortPair{client_port, server_port}, settings.client,
                                  settings.client_initial_sequence)) {}

bool Pair::step(std::optional<Instant> limit) {
  flush();
  const auto next = next_instant();
  if (!next || (limit && *next > *limit)) return false;
  now_ = std::max(now_, *next);
  alarms_.erase(alarms_.begin(), alarms_.upper_bound(now_));
  while (!on_the_way_.empty() && on_the_way_.begin()->first.first <= now_) {
    const Arrival arrival = std::move(on_the_way_.extract(on_the_way_.begin()).mapped());
    deliver(arrival);
    flush();
  }
  if (const auto at = client_.next_timeout(); at && *at <= now_) client_.handle_timeout(now_);
  if (server_) {
    if (const auto at = server_->next_timeout(); at && *at <= now_) server_->handle_timeout(now_);
  }
  flush();
  return true;
}

void Pair::run_for(Duration span) {
  const Instant end = now_ + span;
  while (step(end)) {
  }
  now_ = end;
}

bool Pair::run_until(const std::function<bool()>& done, Duration limit) {
  const Instant end = now_ + limit;
  flush();
  while (!done()) {
    if (!step(end)) return done();
  }
  return true;
}

bool Pair::connect() {
  return run_until(
      [this] {
        return client_.state() == transport::State::established && server_ &&
               server_->state() == transport::State::established;
      },
      std::chrono::seconds{300});
}

void Pair::flush() {
  const auto drain = [this](Connection& connection, Side side) {
    while (auto segment = connection.poll_transmit(now_)) {
      transmit(side, std::move(*segment), connection.ip_marks().ecn == ect_0);
    }
  };
  drain(client_, Side::client);
  if (server_) drain(*server_, Side::server);
  drain_events();
  if (application_) application_(*this);
  drain(client_, Side::client);
  if (server_) drain(*server_, Side::server);
  drain_events();
}

void Pair::inject(Side from, const wire::Segment& segment) {
  note({from, counts_[index_of(from)], now_, segment}, " (injected)");
  schedule(now_, {other(from), segment, false, false});
}

std::vector<Travelling> Pair::sent_by(Side side, std::size_t since) const {
  std::vector<Travelling> of_side;
  for (std::size_t index = since; index < sent_.size(); ++index) {
    if (sent_[index].from == side) of_side.push_back(sent_[index]);
  }
  return of_side;
}

std::optional<transport::CloseReport> Pair::close_report(Side side) const {
  for (const auto& event : events(side)) {
    if (const auto* closed = std::get_if<transport::Closed>(&event)) return closed->report;
  }
  return std::nullopt;
}

std::string Pair::log() const {
  std::string text = "steps:\n";
  for (const auto& [step, remark] : steps_) {
    text += fmt::format("{:12.3f} ms {} #{}: {}{}\n", to_milliseconds(step.sent.time_since_epoch()),
                        step.from == Side::client ? "client" : "server", step.index,
                        wire::to_text(step.segment), remark);
  }
  return text;
}

void Pair::transmit(Side from, wire::Segment segment, bool ect) {
  const Travelling travelling{from, counts_[index_of(from)]++, now_, std::move(segment), ect};
  const Verdict verdict = rule_ ? rule_(travelling) : Verdict{};
  const auto through =
      verdict.copies > 0 ? through_bottleneck(from, travelling.segment) : std::nullopt;
  note(travelling, !through            ? " (dropped)"
                   : verdict.corrupted ? " (corrupted)"
                   : verdict.marked    ? " (marked)"
                                       : "");
  if (through) {
    for (std::uint32_t copy = 0; copy < verdict.copies; ++copy) {
      const Instant at = *through + settings_.one_way_delay + verdict.extra_delay +
                         verdict.copy_delay * static_cast<int>(copy);
      schedule(at, {other(from), travelling.segment, verdict.corrupted, verdict.marked});
    }
  }
  if (keep_segments_) sent_.push_back(travelling);
}

void Pair::schedule(Instant at, Arrival arrival) {
  on_the_way_.emplace(std::pair{at, scheduled_++}, std::move(arrival));
}

std::optional<Instant> Pair::through_bottleneck(Side from, const wire::Segment& segment) {
  if (!settings_.rate) return now_;
  Instant& free_at = line_free_at_[index_of(from)];
  const Duration backlog = free_at > now_ ? free_at - now_ : Duration::zero();
  const std::uint64_t size =
      wire::header_bytes(segment) + segment.sender.payload.size() + ip_and_udp_bytes;
  if (settings_.rate->bytes_in(backlog) + size > settings_.queue_bytes) return std::nullopt;
  free_at = std::max(free_at, now_) + settings_.rate->time_for(size);
  return free_at;
}

void Pair::deliver(const Arrival& arrival) {
  if (observer_) observer_(arrival.to, arrival.segment, arrival.corrupted);
  if (arrival.to == Side::server && !server_) {
    const bool opens = arrival.segment.sender.syn && !arrival.segment.receiver.acknowledgment;
    if (arrival.corrupted || !opens || arrival.segment.rst) return;
    server_ = Connection::accept(now_, arrival.segment, settings_.server,
                                 settings_.server_initial_sequence);
    return;
  }
  Connection& connection = arrival.to == Side::client ? client_ : *server_;
  if (reset_strays_ && connection.is_closed()) {
    answer_stray(arrival);
  } else if (arrival.corrupted) {
    connection.note_corrupted_segment();
  } else {
    connection.handle_segment(now_, arrival.segment, arrival.marked);
  }
}

/// RFC 9293 §3.10.7.1.
void Pair::answer_stray(const Arrival& arrival) {
  if (arrival.corrupted || arrival.segment.rst) return;
  wire::Segment reset;
  reset.source_port = arrival.segment.destination_port;
  reset.destination_port = arrival.segment.source_port;
  reset.rst = true;
  const auto& sender = arrival.segment.sender;
  if (arrival.segment.receiver.acknowledgment) {
    reset.sender.sequence = *arrival.segment.receiver.acknowledgment;
  } else {
    reset.receiver.acknowledgment = sender.sequence + sender.sequence_length();
  }
  transmit(arrival.to, reset);
}

void Pair::drain_events() {
  while (auto event = client_.poll_event()) events_[0].push_back(*event);
  while (server_) {
    auto event = server_->poll_event();
    if (!event) break;
    events_[1].push_back(*event);
  }
}

void Pair::note(const Travelling& travelling, const char* remark) {
  steps_.emplace_back(travelling, remark);
  if (steps_.size() > most_steps) steps_.pop_front();
}

std::optional<Instant> Pair::next_instant() const {
  std::optional<Instant> next = client_.next_timeout();
  const auto consider = [&next](std::optional<Instant> at) {
    if (at) next = next ? std::min(*next, *at) : *at;
  };
  if (server_) consider(server_->next_timeout());
  if (!on_the_way_.empty()) consider(on_the_way_.begin()->first.first);
  if (!alarms_.empty()) consider(*alarms_.begin());
  return next;
}

std::uint8_t stream_byte(std::uint64_t seed, std::uint64_t offset) {
  return static_cast<std::uint8_t>(mix64(seed + offset / 8) >> (offset % 8 * 8));
}

void StreamWriter::run(Connection& connection, Instant now, bool close_at_end) {
  std::array<std::uint8_t, 8192> chunk{};
  while (written_ < total_ && connection.writable_bytes() > 0) {
    const std::uint64_t wanted =
        std::min<std::uint64_t>({chunk.size(), total_ - written_, connection.writable_bytes() + 1});
    for (std::uint64_t index = 0; index < wanted; ++index) {
      chunk[index] = stream_byte(seed_, written_ + index);
    }
    const std::size_t taken =
        connection.write(now, ByteView{chunk}.first(static_cast<std::size_t>(wanted)));
    written_ += taken;
    if (taken < wanted) break;
  }
  if (written_ == total_ && close_at_end && !closed_) {
    connection.close(now);
    closed_ = true;
  }
}

void StreamReader::run(Connection& connection, Instant now) {
  std::array<std::uint8_t, 8192> chunk{};
  while (const std::size_t taken = connection.read(now, chunk)) {
    for (std::size_t index = 0; index < taken; ++index) {
      intact_ = intact_ && chunk[index] == stream_byte(seed_, received_ + index);
    }
    received_ += taken;
  }
  ended_ = connection.end_of_stream();
}

}  // namespace acklab::support
