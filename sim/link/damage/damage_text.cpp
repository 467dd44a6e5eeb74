#include <charconv>

#include <fmt/format.h>

#include "sim/link/damage/damage.hpp"

namespace acklab::link {
namespace {

constexpr std::string_view repaired_word = " repaired";

/// Takes a description apart from its front.
class DamageText {
 public:
  explicit DamageText(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_empty() const { return rest_.empty(); }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  std::optional<Damage::Swap> take_swap() {
    const auto first = take_number(10);
    if (!first || !take(" ")) return std::nullopt;
    const auto second = take_number(10);
    if (!second) return std::nullopt;
    return Damage::Swap{*first, *second};
  }
  std::optional<Damage::Flip> take_flip() {
    const auto octet = take_number(10);
    if (!octet || !take(":")) return std::nullopt;
    const auto bits = take_number(16);
    if (!bits || *bits == 0 || *bits > 0xffU) return std::nullopt;
    return Damage::Flip{*octet, static_cast<std::uint8_t>(*bits)};
  }

 private:
  std::optional<std::uint32_t> take_number(int base) {
    std::uint32_t number = 0;
    const char* const begin = rest_.data();
    const auto [end, error] = std::from_chars(begin, begin + rest_.size(), number, base);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - begin));
    return number;
  }

  std::string_view rest_;
};

}  // namespace

std::string to_text(const Damage& damage) {
  std::string text;
  if (damage.swap) {
    text = fmt::format("swap {} {}", damage.swap->first, damage.swap->second);
  } else {
    text = "flip";
    for (const Damage::Flip flip : damage.flips) {
      text += fmt::format(" {}:{:02x}", flip.octet, flip.bits);
    }
  }
  if (damage.repaired) text += repaired_word;
  return text;
}

std::optional<Damage> damage_from_text(std::string_view text) {
  Damage damage;
  if (text.ends_with(repaired_word)) {
    damage.repaired = true;
    text.remove_suffix(repaired_word.size());
  }
  DamageText reading{text};
  if (reading.take("swap ")) {
    damage.swap = reading.take_swap();
    if (!damage.swap) return std::nullopt;
  } else if (reading.take("flip")) {
    while (reading.take(" ")) {
      const auto flip = reading.take_flip();
      if (!flip) return std::nullopt;
      damage.flips.push_back(*flip);
    }
    if (damage.flips.empty()) return std::nullopt;
  }
  if (!reading.is_empty() || (damage.flips.empty() && !damage.swap)) return std::nullopt;
  return damage;
}

}  // namespace acklab::link
