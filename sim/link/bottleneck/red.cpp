#include "sim/link/bottleneck/red.hpp"

#include <algorithm>

namespace acklab::link {
namespace {

__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t red_one = std::uint64_t{1} << 60U;
constexpr std::uint64_t idle_packet_bytes = 1000;

std::uint64_t red_share(Probability probability) {
  return static_cast<std::uint64_t>(static_cast<Wide>(probability.parts()) * red_one /
                                    Probability::parts_in_one);
}

/// `base`^`exponent`, both base and result of red_one.
std::uint64_t red_power(std::uint64_t base, std::uint64_t exponent) {
  std::uint64_t result = red_one;
  for (; exponent > 0 && result > 0; exponent /= 2) {
    if (exponent % 2 == 1) result = static_cast<std::uint64_t>(Wide{result} * base >> 60U);
    base = static_cast<std::uint64_t>(Wide{base} * base >> 60U);
  }
  return result;
}

}  // namespace

void Red::fade(Duration idle, const Line& line, Instant now) {
  const Duration one_packet =
      line.waiting_time(now, {1, idle_packet_bytes}) - line.waiting_time(now, {});
  if (one_packet <= Duration{}) {
    average_ = 0;
    return;
  }
  const auto packets = static_cast<std::uint64_t>(idle / one_packet);
  const std::uint64_t kept = red_power(red_one - red_share(settings_.weight), packets);
  average_ = static_cast<std::uint64_t>(Wide{average_} * kept >> 60U);
}

void Red::move_average(const Arrival& arrival, const Line& line) {
  if (arrival.ahead.packets == 0 && empty_since_) {
    fade(arrival.now - *empty_since_, line, arrival.now);
    empty_since_ = arrival.now;
  }
  const std::uint64_t weight = red_share(settings_.weight);
  const Wide target = Wide{arrival.ahead.bytes} << fraction_bits;
  const Wide sum = Wide{average_} * (red_one - weight) + target * weight;
  average_ = static_cast<std::uint64_t>(sum >> 60U);
}

std::uint64_t Red::chance() const {
  const Wide min = Wide{settings_.min_bytes} << fraction_bits;
  const Wide max = Wide{settings_.max_bytes} << fraction_bits;
  const std::uint64_t at_max = red_share(settings_.probability);
  if (average_ < min) return 0;
  // The products stay below 2^60 · 2^60: a queue is at most 10^12 bytes.
  if (average_ < max) return static_cast<std::uint64_t>((average_ - min) * at_max / (max - min));
  if (!settings_.gentle || average_ >= 2 * max) return red_one;
  return at_max + static_cast<std::uint64_t>((average_ - max) * (red_one - at_max) / max);
}

bool Red::strikes(std::uint64_t chance, CopyKey key) {
  const Wide used = Wide{passed_} * chance;
  ++passed_;
  if (used >= red_one) return true;
  // draw / 2^64 < chance / (1 − passed · chance)
  const Wide draw = random_.at(key.index, key.copy);
  return draw * (red_one - static_cast<std::uint64_t>(used)) < Wide{chance} << 64U;
}

Discipline::Verdict Red::arriving(const Arrival& arrival, const Line& line) {
  move_average(arrival, line);
  const std::uint64_t probability = chance();
  if (probability == 0 || probability == red_one) {
    passed_ = 0;
    return probability == 0 ? Verdict::pass : Verdict::drop;
  }
  if (!strikes(probability, arrival.key)) return Verdict::pass;
  passed_ = 0;
  return arrival.can_mark ? Verdict::mark : Verdict::drop;
}

Discipline::Verdict Red::leaving(const Departure& departure) {
  if (departure.behind.packets == 0) empty_since_ = departure.now;
  return Verdict::pass;
}

bool Red::change(const DisciplineSettings& settings) {
  const auto* const own = std::get_if<RedSettings>(&settings);
  if (own != nullptr) settings_ = *own;
  return own != nullptr;
}

}  // namespace acklab::link
