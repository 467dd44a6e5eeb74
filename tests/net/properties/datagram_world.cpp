#include "tests/net/properties/datagram_world.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "net/wire/segment_codec.hpp"
#include "net/wire/segment_text.hpp"

namespace acklab::properties {
namespace {

constexpr std::size_t most_lines = 200;
constexpr std::uint64_t garbage_lane = 50;

}  // namespace

DatagramWorld::DatagramWorld(const Settings& settings, DatagramActor& first, DatagramActor& second)
    : settings_(settings), actors_{&first, &second}, fates_(settings.seed, "datagram fates") {}

const SocketAddress& DatagramWorld::address(std::size_t side) {
  static const SocketAddress addresses[] = {{IpAddress::v4(10, 0, 0, 1), 5000},
                                            {IpAddress::v4(10, 0, 0, 2), 6000}};
  return addresses[side];
}

bool DatagramWorld::step(Instant limit) {
  flush();
  const auto next = next_instant();
  if (!next || *next > limit) return false;
  now_ = std::max(now_, *next);
  alarms_.erase(alarms_.begin(), alarms_.upper_bound(now_));
  while (!on_the_way_.empty() && on_the_way_.begin()->first.first <= now_) {
    const Datagram datagram = std::move(on_the_way_.extract(on_the_way_.begin()).mapped());
    actors_[datagram.to]->handle_datagram(now_, datagram.from, datagram.octets);
    flush();
  }
  for (DatagramActor* actor : actors_) {
    if (const auto at = actor->next_timeout(); at && *at <= now_) actor->handle_timeout(now_);
  }
  flush();
  return true;
}

std::string DatagramWorld::log() const {
  std::string text = "datagrams:\n";
  for (const std::string& line : lines_) text += line;
  return text;
}

void DatagramWorld::flush() {
  for (int round = 0; round < 2; ++round) {
    for (const std::size_t side : {0U, 1U}) {
      while (auto datagram = actors_[side]->poll_transmit(now_))
        transmit(side, *std::move(datagram));
    }
    if (round > 0 || !application_) continue;
    if (const auto again = application_()) alarms_.insert(*again);
  }
}

void DatagramWorld::transmit(std::size_t from, OutgoingDatagram datagram) {
  const std::uint64_t number = sent_[from]++;
  const RandomStream draws = fates_.substream(from);
  const auto fate = fate_in(settings_.weather[from], draws, number, 2 * settings_.one_way_delay);
  const std::size_t to = 1 - from;
  if (settings_.garbage && draws.below(20, number, garbage_lane) == 0) {
    add_garbage(to, number, datagram.payload);
  }
  note(from, datagram.payload,
       fate.copies == 0 ? " (dropped)"
       : fate.corrupted ? " (damaged)"
                        : "");
  if (datagram.to != address(to)) return;
  if (fate.corrupted) damage(datagram.payload, draws.at(number, 5));
  for (std::uint32_t copy = 0; copy < fate.copies; ++copy) {
    const Duration late = fate.extra_delay + fate.copy_delay * static_cast<int>(copy);
    schedule(late, {to, address(from), datagram.payload});
  }
}

/// One bit, or the bits of one octet: damage that 16 bits always notice.
void DatagramWorld::damage(Bytes& octets, std::uint64_t draw) const {
  const std::size_t at = static_cast<std::size_t>(draw >> 16U) % octets.size();
  const auto pattern = static_cast<std::uint8_t>(draw >> 8U);
  const bool one_bit = (draw & 1U) != 0 || pattern == 0;
  octets[at] ^= one_bit ? static_cast<std::uint8_t>(1U << (draw >> 1U & 7U)) : pattern;
}

/// Noise, or something that looks like a segment until its checksum is looked at; from the peer's
/// address, or from a stranger's.
void DatagramWorld::add_garbage(std::size_t to, std::uint64_t number, const Bytes& like) {
  const RandomStream draws = fates_.substream(10 + to);
  Bytes octets(static_cast<std::size_t>(draws.below(80, number, 0)));
  for (std::size_t index = 0; index < octets.size(); ++index) {
    octets[index] = static_cast<std::uint8_t>(draws.at(number, 100 + index));
  }
  if (draws.below(2, number, 1) == 0) {
    std::copy_n(like.begin(), std::min<std::size_t>({like.size(), octets.size(), 13}),
                octets.begin());
  }
  if (wire::decode(octets, {})) octets.front() ^= 1U;  // one time in 65536 the checksum would fit
  const SocketAddress stranger{IpAddress::v4(10, 0, 0, 66), 666};
  const bool strange = draws.below(2, number, 2) == 0;
  schedule({}, {to, strange ? stranger : address(1 - to), std::move(octets)});
}

void DatagramWorld::schedule(Duration after, Datagram datagram) {
  on_the_way_.emplace(std::pair{now_ + settings_.one_way_delay + after, scheduled_++},
                      std::move(datagram));
}

void DatagramWorld::note(std::size_t from, const Bytes& octets, const char* remark) {
  const auto segment = wire::decode(octets, {}, wire::ChecksumPolicy::ignore);
  lines_.push_back(fmt::format(
      "{:12.3f} ms {} {}: {} > {} {}{}\n", to_milliseconds(now_.time_since_epoch()), from,
      sent_[from] - 1, segment ? segment->source_port : 0, segment ? segment->destination_port : 0,
      segment ? wire::to_text(*segment) : "no segment", remark));
  if (lines_.size() > most_lines) lines_.pop_front();
}

std::optional<Instant> DatagramWorld::next_instant() const {
  std::optional<Instant> next;
  const auto consider = [&next](std::optional<Instant> at) {
    if (at) next = next ? std::min(*next, *at) : *at;
  };
  for (const DatagramActor* actor : actors_) consider(actor->next_timeout());
  if (!on_the_way_.empty()) consider(on_the_way_.begin()->first.first);
  if (!alarms_.empty()) consider(*alarms_.begin());
  return next;
}

}  // namespace acklab::properties
