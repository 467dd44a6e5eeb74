#include "sim/link/record/repeat_meter.hpp"

#include <algorithm>
#include <cmath>

namespace acklab::link {
namespace {

/// FIN stands behind all octets, wherever the stream ends, and SYN before them.
constexpr std::uint64_t behind_all_octets = std::uint64_t{1} << 62U;

std::optional<std::uint64_t> first_octet(const PacketReading& reading) {
  if (reading.bytes) return reading.bytes->begin + 1;
  if (reading.flags.has(TcpFlags::syn)) return 0;
  if (reading.flags.has(TcpFlags::fin)) return behind_all_octets;
  return std::nullopt;
}

}  // namespace

std::optional<double> Repeats::growth() const {
  if (gaps.size() < 2 || gaps.front() <= Duration::zero()) return std::nullopt;
  const double whole =
      static_cast<double>(gaps.back().count()) / static_cast<double>(gaps.front().count());
  return std::pow(whole, 1 / static_cast<double>(gaps.size() - 1));
}

void RepeatMeter::decided(const FateRecord& fate) {
  if (fate.copy != 0 || !fate.reading || fate.reading->protocol != Protocol::tcp) return;
  const auto octet = first_octet(*fate.reading);
  if (!octet) return;
  Lane& lane = lanes_[static_cast<std::size_t>(fate.direction)];
  const Key key{fate.reading->connection, *octet};
  // Most lie behind all that was ever repeated.
  const bool may_be_known = !lane.repeated.empty() && !(lane.repeated.rbegin()->first < key);
  if (may_be_known) {
    if (const auto known = lane.repeated.find(key); known != lane.repeated.end()) {
      add(known->second, fate.arrival);
      return;
    }
  }
  if (fate.reading->transmission == 1) {
    lane.first.emplace_back(key, fate.arrival);
    if (lane.first.size() > most_packets) lane.first.pop_front();
    return;
  }
  // Where the first is not there, it is forgotten, or a queue has not decided about it yet.
  const auto first = std::find_if(lane.first.rbegin(), lane.first.rend(),
                                  [&](const auto& one) { return one.first == key; });
  std::vector<Instant>& sent = lane.repeated[key];
  if (first != lane.first.rend()) sent.push_back(first->second);
  add(sent, fate.arrival);
  if (lane.repeated.size() > most_repeats) lane.repeated.erase(lane.repeated.begin());
}

void RepeatMeter::add(std::vector<Instant>& sent, Instant arrival) {
  sent.insert(std::upper_bound(sent.begin(), sent.end(), arrival), arrival);
  if (sent.size() < 2) return;
  if (most_repeated_ && sent.size() <= most_repeated_->transmissions) return;
  Repeats repeats{static_cast<std::uint32_t>(sent.size()), {}};
  repeats.gaps.reserve(sent.size() - 1);
  for (std::size_t i = 1; i < sent.size(); ++i) repeats.gaps.push_back(sent[i] - sent[i - 1]);
  most_repeated_ = std::move(repeats);
}

}  // namespace acklab::link
