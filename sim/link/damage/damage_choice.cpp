#include "sim/link/damage/damage_choice.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "net/wire/byte_order.hpp"
#include "sim/link/damage/transport_octets.hpp"

namespace acklab::link {
namespace {

/// How often two words are drawn before the search goes through them in order.
constexpr std::uint64_t word_draws = 32;

/// The octets that may be struck, counted without the gaps between them.
class Target {
 public:
  Target(const CorruptSettings& settings, const Packet& packet)
      : transport_(transport_octets(packet)),
        octets_(ByteView(packet.octets).subspan(transport_.begin)) {
    const std::size_t header = transport_.header_end - transport_.begin;
    switch (settings.region) {
      case DamageRegion::anywhere:
        add(0, octets_.size(), settings.checksum);
        break;
      case DamageRegion::header:
        add(0, header, settings.checksum);
        break;
      case DamageRegion::payload:
        add(header, octets_.size(), settings.checksum);
        break;
    }
  }

  [[nodiscard]] std::uint64_t octets() const { return octets_in_; }
  [[nodiscard]] std::uint64_t bits() const { return octets_in_ * 8; }

  /// Where the octet of that number stands, from the transport's header on.
  [[nodiscard]] std::uint32_t place(std::uint64_t number) const {
    for (const Span& span : spans_) {
      const std::uint64_t here = span.end - span.begin;
      if (number < here) return static_cast<std::uint32_t>(span.begin + number);
      number -= here;
    }
    return 0;
  }

  /// Where the whole words begin.
  [[nodiscard]] std::vector<std::uint32_t> words() const {
    std::vector<std::uint32_t> found;
    for (const Span& span : spans_) {
      for (std::size_t at = span.begin + span.begin % 2; at + 2 <= span.end; at += 2) {
        found.push_back(static_cast<std::uint32_t>(at));
      }
    }
    return found;
  }
  [[nodiscard]] std::uint16_t word_at(std::uint32_t place) const {
    return wire::read_u16(octets_, place);
  }

 private:
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void add(std::size_t begin, std::size_t end, DamagedChecksum checksum) {
    const bool spares_checksum = checksum == DamagedChecksum::repaired && transport_.checksum_at;
    const std::size_t field = spares_checksum ? *transport_.checksum_at - transport_.begin : end;
    if (field >= begin && field + 2 <= end) {
      spans_ = {Span{begin, field}, Span{field + 2, end}};
    } else {
      spans_[0] = {begin, end};
    }
    for (const Span& span : spans_) octets_in_ += span.end - span.begin;
  }

  TransportOctets transport_;
  ByteView octets_;
  std::array<Span, 2> spans_{};
  std::uint64_t octets_in_ = 0;
};

/// The random numbers of one copy, as many as are wanted.
class Draws {
 public:
  Draws(const RandomStream& stream, CopyKey key) : stream_(stream), key_(key) {}
  [[nodiscard]] std::uint64_t below(std::uint64_t bound, std::uint64_t number) const {
    if (number == 0) return stream_.below(bound, key_.index, key_.copy);
    return stream_.substream(number).below(bound, key_.index, key_.copy);
  }

 private:
  const RandomStream& stream_;
  CopyKey key_;
};

/// Bits are counted within the target, 0 being the most significant one of its first octet.
Damage flips_of(const Target& target, std::vector<std::uint64_t> bits) {
  std::sort(bits.begin(), bits.end());
  Damage damage;
  for (const std::uint64_t bit : bits) {
    const std::uint32_t octet = target.place(bit / 8);
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    if (!damage.flips.empty() && damage.flips.back().octet == octet) {
      damage.flips.back().bits |= mask;
    } else {
      damage.flips.push_back({octet, mask});
    }
  }
  return damage;
}

/// `count` different numbers below `bound`, every choice as likely as any other (Floyd).
std::vector<std::uint64_t> different_numbers(std::uint64_t bound, std::uint64_t count,
                                             const Draws& draws) {
  std::vector<std::uint64_t> chosen;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t last = bound - count + i;
    const std::uint64_t drawn = draws.below(last + 1, i);
    const bool taken = std::find(chosen.begin(), chosen.end(), drawn) != chosen.end();
    chosen.push_back(taken ? last : drawn);
  }
  return chosen;
}

Damage burst(const Target& target, std::uint64_t length, const Draws& draws) {
  length = std::min(length, target.bits());
  const std::uint64_t first = draws.below(target.bits() - length + 1, 0);
  std::vector<std::uint64_t> bits{first};
  for (std::uint64_t i = 1; i + 1 < length; ++i) {
    if (draws.below(2, i) == 1) bits.push_back(first + i);
  }
  if (length > 1) bits.push_back(first + length - 1);
  return flips_of(target, std::move(bits));
}

Damage other_byte(const Target& target, const Draws& draws) {
  const std::uint32_t octet = target.place(draws.below(target.octets(), 0));
  Damage damage;
  damage.flips.push_back({octet, static_cast<std::uint8_t>(1 + draws.below(255, 1))});
  return damage;
}

struct WordPair {
  std::uint32_t first;
  std::uint32_t second;
};

/// Two words that differ in a bit of `mask`, every such pair as likely as any other; where they are
/// so rare that the draws miss them, the first found from a random place on.
std::optional<WordPair> differing_words(const Target& target, std::uint16_t mask,
                                        const Draws& draws) {
  const std::vector<std::uint32_t> words = target.words();
  if (words.size() < 2) return std::nullopt;
  const auto differ = [&](std::uint32_t a, std::uint32_t b) {
    return ((target.word_at(a) ^ target.word_at(b)) & mask) != 0;
  };
  for (std::uint64_t i = 0; i < word_draws; ++i) {
    const std::uint64_t first = draws.below(words.size(), 2 * i);
    const std::uint64_t other = draws.below(words.size() - 1, 2 * i + 1);
    const WordPair pair{words[first], words[other < first ? other : other + 1]};
    if (differ(pair.first, pair.second)) return pair;
  }
  const std::uint64_t from = draws.below(words.size(), 0);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const WordPair pair{words[from], words[(from + i) % words.size()]};
    if (differ(pair.first, pair.second)) return pair;
  }
  return std::nullopt;
}

std::optional<Damage> swapped_words(const Target& target, const Draws& draws) {
  const auto pair = differing_words(target, 0xffffU, draws);
  if (!pair) return std::nullopt;
  Damage damage;
  damage.swap =
      Damage::Swap{std::min(pair->first, pair->second), std::max(pair->first, pair->second)};
  return damage;
}

std::optional<Damage> compensating_pair(const Target& target, const Draws& draws) {
  constexpr std::uint64_t word_bits = 16;
  const std::uint64_t turn = draws.below(word_bits, 2 * word_draws);
  // Where no two words differ in this bit, the next one is tried.
  for (std::uint64_t i = 0; i < word_bits; ++i) {
    const std::uint64_t bit = (turn + i) % word_bits;
    const auto mask = static_cast<std::uint16_t>(0x8000U >> bit);
    const auto pair = differing_words(target, mask, draws);
    if (!pair) continue;
    const auto octet = static_cast<std::uint32_t>(bit / 8);
    const auto in_octet = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    Damage damage;
    for (const std::uint32_t word :
         {std::min(pair->first, pair->second), std::max(pair->first, pair->second)}) {
      damage.flips.push_back({word + octet, in_octet});
    }
    return damage;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Damage> choose_damage(const CorruptSettings& settings, const Packet& packet,
                                    const RandomStream& stream, CopyKey key) {
  const Target target{settings, packet};
  if (target.octets() == 0) return std::nullopt;
  const Draws draws{stream, key};
  std::optional<Damage> damage;
  switch (settings.kind) {
    case DamageKind::bit:
      damage = flips_of(target, {draws.below(target.bits(), 0)});
      break;
    case DamageKind::bits: {
      const std::uint64_t count = std::min<std::uint64_t>(settings.count, target.bits());
      damage = flips_of(target, different_numbers(target.bits(), count, draws));
      break;
    }
    case DamageKind::burst:
      damage = burst(target, settings.length_bits, draws);
      break;
    case DamageKind::byte:
      damage = other_byte(target, draws);
      break;
    case DamageKind::swapped_words:
      damage = swapped_words(target, draws);
      break;
    case DamageKind::compensating_pair:
      damage = compensating_pair(target, draws);
      break;
  }
  if (damage) damage->repaired = settings.checksum == DamagedChecksum::repaired;
  return damage;
}

}  // namespace acklab::link
