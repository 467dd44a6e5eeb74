#include "sim/report/link/link_steps.hpp"

#include <algorithm>
#include <cctype>
#include <variant>

#include <fmt/format.h>

#include "sim/report/link/link_figures.hpp"
#include "sim/report/link/link_words.hpp"
#include "sim/report/loss_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/scenario/link/rule_text.hpp"

namespace acklab::report {
namespace {

using link::DirectionSettings;
using Steps = std::vector<LinkStep>;

std::string share(Probability probability) {
  return percent_setting(probability.as_double());
}

std::string damaged_part(const link::CorruptSettings& corrupt) {
  switch (corrupt.kind) {
    case link::DamageKind::bit:
      return "one bit flipped";
    case link::DamageKind::bits:
      return fmt::format("{} bits flipped", corrupt.count);
    case link::DamageKind::burst:
      return fmt::format("a burst over {} bits", corrupt.length_bits);
    case link::DamageKind::byte:
      return "one byte replaced";
    case link::DamageKind::swapped_words:
      return "two 16-bit words change places";
    case link::DamageKind::compensating_pair:
      return "a bit set in one 16-bit word and the same cleared in another";
  }
  return {};
}

std::string damage_words(const link::CorruptSettings& corrupt) {
  std::string text = damaged_part(corrupt);
  switch (corrupt.region) {
    case link::DamageRegion::anywhere:
      text += " behind the IP header";
      break;
    case link::DamageRegion::header:
      text += " in the transport's header";
      break;
    case link::DamageRegion::payload:
      text += " in the payload";
      break;
  }
  if (corrupt.checksum == link::DamagedChecksum::repaired)
    text += ", the checksum made right again";
  return text;
}

std::string copies_words(const link::DuplicateSettings& duplicate) {
  std::string text = share(duplicate.probability);
  text += duplicate.copies == 1 ? " are sent twice"
                                : fmt::format(" are sent {} times", duplicate.copies + 1);
  if (duplicate.spacing > Duration{}) {
    const std::string spacing = duration_setting(duplicate.spacing);
    return text + (duplicate.copies == 1
                       ? fmt::format(", the copy {} later.", spacing)
                       : fmt::format(", each copy {} after the one before.", spacing));
  }
  return text + (duplicate.copies == 1 ? ", the copy right behind." : ", the copies right behind.");
}

void add_damage_steps(const DirectionSettings& settings, Steps& steps) {
  if (!settings.duplicate.is_zero()) {
    steps.push_back({"duplicate", copies_words(settings.duplicate)});
  }
  if (!settings.corrupt.is_zero()) {
    steps.push_back({"corrupt", share(settings.corrupt.probability) +
                                    " are damaged: " + damage_words(settings.corrupt) + '.'});
  }
}

struct LineText {
  double full_packet_ms;

  std::string operator()(const link::FixedRate&) const {
    return fmt::format(", one packet behind the other: a full packet of {} bytes takes {}.",
                       full_packet_bytes, duration_text(full_packet_ms));
  }
  std::string operator()(const link::TokenBucketRate&) const {
    return ": a packet leaves, in no time, once there are tokens for it.";
  }
  std::string operator()(const link::TraceRate&) const {
    return fmt::format(
        ": its milliseconds are chances to send; a full packet of {} bytes has to "
        "wait {} for its own on average.",
        full_packet_bytes, duration_text(full_packet_ms));
  }
};

void add_line_steps(const DirectionSettings& settings, Steps& steps, const Words& words) {
  if (!settings.rate) return;
  std::string room = settings.queue.limit
                         ? fmt::format(
                               "Up to {} wait for the line; a packet that finds no room is "
                               "dropped.",
                               queue_room_words(*settings.queue.limit, words))
                         : "Packets wait for the line, however many.";
  if (const std::string rule = discipline_words(settings.queue); !rule.empty()) {
    room += fmt::format(" {}{}.", static_cast<char>(std::toupper(rule.front())), rule.substr(1));
  }
  steps.push_back({"queue", room});
  const auto rate = static_cast<double>(settings.rate->nominal(full_packet_bytes).bits_per_s());
  const LineText line{static_cast<double>(full_packet_bytes) * 8e3 / rate};
  steps.push_back(
      {"rate", rate_words(*settings.rate, words) + std::visit(line, settings.rate->kind())});
}

std::string between(Duration from, Duration to) {
  return fmt::format("between {} and {}", duration_setting(std::max(from, Duration{})),
                     duration_setting(to));
}

/// How far jitter spreads the delay.
std::string spread_text(const DirectionSettings& settings) {
  const Duration amount = settings.jitter.amount;
  switch (settings.jitter.distribution) {
    case link::JitterDistribution::uniform:
      return between(settings.delay - amount, settings.delay + amount) + ", all alike likely";
    case link::JitterDistribution::normal:
      return fmt::format("normally distributed, two thirds {}, 95 % {}",
                         between(settings.delay - amount, settings.delay + amount),
                         between(settings.delay - 2 * amount, settings.delay + 2 * amount));
    case link::JitterDistribution::pareto:
    case link::JitterDistribution::paretonormal:
    case link::JitterDistribution::exponential:
      return fmt::format("{} distributed with a standard deviation of {}, few much later than that",
                         link::to_string(settings.jitter.distribution), duration_setting(amount));
    case link::JitterDistribution::table:
      return fmt::format("distributed as the table {} says, with a standard deviation of {}",
                         settings.jitter.file, duration_setting(amount));
  }
  return {};
}

std::string reorder_words(const link::ReorderSettings& reorder) {
  const std::string some = share(reorder.probability);
  if (reorder.by) {
    return fmt::format("{} are held back until {} later {} come out, but no longer than {}.", some,
                       *reorder.by, *reorder.by == 1 ? "packet has" : "packets have",
                       duration_setting(reorder.at_most));
  }
  if (reorder.gap == 1) return some + " skip the delay and overtake those under way.";
  return fmt::format(
      "{} skip the delay and overtake those under way, but none of the {} behind one that did.",
      some, reorder.gap - 1);
}

void add_delay_steps(const DirectionSettings& settings, Steps& steps) {
  const bool jitters = settings.jitter.amount > Duration{};
  if (settings.delay > Duration{} || jitters) {
    std::string text = duration_setting(settings.delay);
    if (jitters) {
      text += " on average, " + spread_text(settings);
      text += settings.jitter.may_reorder ? "; packets may overtake each other"
                                          : "; a packet waits for those before it";
    }
    steps.push_back({"delay", text + '.'});
  }
  if (!settings.reorder.is_zero()) {
    steps.push_back({"reorder", reorder_words(settings.reorder)});
  }
}

}  // namespace

std::vector<LinkStep> link_steps(const link::DirectionSettings& settings, const Words& words) {
  Steps steps;
  if (settings.mtu) {
    steps.push_back({"mtu", fmt::format("Packets above {} bytes {}.", settings.mtu->bytes,
                                        link::cuts_large_packets(settings.mtu)
                                            ? "are cut into fragments"
                                            : "are dropped without a word")});
  }
  for (const link::Rule& rule : settings.rules) {
    steps.push_back({"rule", scenario::rule_text(rule) + '.'});
  }
  if (!settings.outages.empty())
    steps.push_back({"outage", outage_text(settings.outages, words) + '.'});
  if (const auto* each = std::get_if<Probability>(&settings.loss.model);
      each != nullptr && !settings.loss.max_burst && !each->is_zero()) {
    steps.push_back({"loss", fmt::format("{} vanish, each packet by itself.", share(*each))});
  } else if (!settings.loss.is_zero()) {
    steps.push_back({"loss", loss_text(settings.loss, words) + '.'});
  }
  if (settings.policer) {
    steps.push_back({"policer", fmt::format("{}; what comes faster is dropped.",
                                            policer_words(*settings.policer, words))});
  }
  add_damage_steps(settings, steps);
  add_line_steps(settings, steps, words);
  add_delay_steps(settings, steps);
  return steps;
}

}  // namespace acklab::report
