#include "sim/capture/transmissions.hpp"

#include <algorithm>

namespace acklab::capture {

std::uint64_t Transmissions::offset_of(Seq32 number) const {
  return number.unwrap(initial_, checkpoint_);
}

ByteRange Transmissions::octets_of(const wire::Segment& segment) const {
  const std::uint64_t begin = offset_of(segment.sender.sequence);
  return {begin, begin + segment.sender.sequence_length()};
}

Transmissions::Sent Transmissions::send(const wire::Segment& segment) {
  if (!has_initial_) {
    has_initial_ = true;
    initial_ = segment.sender.sequence;
  }
  const Sent sent{.number = next_++, .octets = octets_of(segment)};
  if (sent.octets.empty()) return sent;
  checkpoint_ = std::max(checkpoint_, sent.octets.end);
  if (sent.octets.end > cumulative_) {
    outstanding_.emplace(Name{sent.octets.begin, sent.number}, Outstanding{.end = sent.octets.end});
  }
  return sent;
}

void Transmissions::take(ByteRange octets, std::vector<std::uint64_t>& numbers) {
  auto at = outstanding_.lower_bound({octets.begin, 0});
  while (at != outstanding_.end() && at->first.first < octets.end) {
    if (at->second.end > octets.end) {
      ++at;
      continue;
    }
    numbers.push_back(at->first.second);
    at = outstanding_.erase(at);
  }
}

std::vector<std::uint64_t> Transmissions::acknowledge(const wire::ReceiverMessage& message) {
  std::vector<std::uint64_t> numbers;
  if (!message.acknowledgment || !has_initial_) return numbers;
  const std::uint64_t cumulative = offset_of(*message.acknowledgment);
  if (cumulative > checkpoint_) return numbers;  // of nothing that was sent
  take({0, cumulative}, numbers);
  cumulative_ = std::max(cumulative_, cumulative);
  for (const wire::SackBlock block : message.sack) {
    const ByteRange octets{offset_of(block.left), offset_of(block.right)};
    if (octets.begin < octets.end && octets.end <= checkpoint_) take(octets, numbers);
  }
  std::sort(numbers.begin(), numbers.end());
  if (!numbers.empty()) highest_ = std::max(highest_.value_or(0), numbers.back());
  return numbers;
}

std::vector<std::uint64_t> Transmissions::lose(ByteRange octets) {
  std::vector<std::uint64_t> numbers;
  for (auto at = outstanding_.lower_bound({octets.begin, 0});
       at != outstanding_.end() && at->first.first < octets.end; ++at) {
    if (at->second.is_lost || at->second.end > octets.end) continue;
    at->second.is_lost = true;
    numbers.push_back(at->first.second);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace acklab::capture
