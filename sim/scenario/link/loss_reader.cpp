#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "sim/scenario/decimal.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/link/loss_chain_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using link::BurstyLoss;
using link::LossSettings;
using Model = LossSettings::Model;

constexpr std::array<std::pair<std::string_view, ChainKind>, 2> chain_names{
    {{"gemodel", ChainKind::gemodel}, {"state", ChainKind::state}}};

constexpr std::string_view a_loss =
    "a percentage such as \"1%\" or an object that says which packets are lost";

/// In millionths of a packet. A number is what its nearest double is, as for every reader of JSON,
/// so one that some program wrote with more digits than needed is still the one that was meant.
std::optional<std::uint64_t> read_mean_burst(const Cursor& cursor) {
  const std::string expected = fmt::format(
      "a number of packets from 1 to {} with at most six decimals, such as 4", max_mean_burst);
  const auto packets = cursor.number(expected);
  if (!packets) return std::nullopt;
  constexpr auto one = static_cast<double>(BurstyLoss::parts_in_one);
  if (*packets >= 1 && *packets <= static_cast<double>(max_mean_burst)) {
    const auto parts = static_cast<std::uint64_t>(std::llround(*packets * one));
    if (static_cast<double>(parts) / one == *packets) return parts;
  }
  cursor.refuse_type(expected);
  return std::nullopt;
}

Model read_mean(const Members& members) {
  const auto given = members.find("mean");
  const Probability mean = given ? read_percentage(*given).value_or(Probability{}) : Probability{};
  const auto burst = members.find("mean_burst");
  const auto parts = burst ? read_mean_burst(*burst) : std::nullopt;
  if (!parts) return mean;
  const BurstyLoss model{mean, *parts};
  if (!model.reachable()) {
    const std::string packets = format_scaled(*parts, BurstyLoss::parts_in_one).value_or("that");
    members.here().refuse(fmt::format(
        "a mean of {} cannot come in bursts of {} packets: at least one packet passes between two "
        "bursts, so at most {} of {} + 1 are lost; take longer bursts",
        format_percentage(mean), packets, packets, packets));
    return mean;
  }
  return model;
}

Model read_pattern(const Cursor& cursor) {
  constexpr std::string_view expected =
      "a pattern of \".\" (delivered) and \"x\" (lost) such as \"..x.\"";
  const auto letters = cursor.string(expected);
  if (!letters) return Probability{};
  if (letters->empty() || letters->size() > max_loss_pattern_letters ||
      letters->find_first_not_of(".x") != std::string_view::npos) {
    cursor.refuse_type(fmt::format("{}, 1 to {} of them", expected, max_loss_pattern_letters));
    return Probability{};
  }
  return link::LossPattern{std::string{*letters}};
}

std::optional<std::uint64_t> parse_index(std::string_view text) {
  std::uint64_t index = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, index);
  if (error != std::errc{} || stopped != end || index > max_packet_index) return std::nullopt;
  return index;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> read_range(const Cursor& cursor) {
  std::string_view text;
  if (const auto* number = std::get_if<JsonNumber>(&cursor.value().content)) text = number->text;
  const auto* words = std::get_if<std::string>(&cursor.value().content);
  if (words != nullptr) text = *words;
  const std::size_t dash = words != nullptr ? text.find('-') : std::string_view::npos;
  const auto first = parse_index(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_index(text.substr(dash + 1));
  const bool is_right_form = (words != nullptr) == (dash != std::string_view::npos);
  if (first && last && is_right_form && *first <= *last) return std::pair{*first, *last};
  cursor.refuse_type(
      fmt::format("a packet's index from 0 to {} or a range such as \"10-12\"", max_packet_index));
  return std::nullopt;
}

Model read_packets(const Cursor& cursor) {
  link::LostPackets list;
  for (const Cursor& element : cursor.elements(
           "an array of packet indices and ranges such as [3, \"10-12\"]", 1, max_lost_ranges)) {
    if (const auto range = read_range(element)) list.ranges.push_back(*range);
  }
  std::sort(list.ranges.begin(), list.ranges.end());
  for (std::size_t i = 1; i < list.ranges.size(); ++i) {
    if (list.ranges[i].first > list.ranges[i - 1].second) continue;
    cursor.refuse(fmt::format("packet {} is listed twice", list.ranges[i].first));
    break;
  }
  return list;
}

Model read_periodic(const Members& members, const Cursor& every) {
  link::PeriodicLoss model{2, 1, 0};
  model.every = every.whole_number(2, max_loss_period).value_or(model.every);
  if (const auto burst = members.find("burst")) {
    model.burst =
        burst->whole_number(1, std::min(max_periodic_burst, model.every - 1)).value_or(model.burst);
  }
  if (const auto offset = members.find("offset")) {
    model.offset = offset->whole_number(0, max_packet_index).value_or(model.offset);
  }
  return model;
}

/// The keys that say which packets are lost, and those that say more about one of them.
constexpr std::array<std::string_view, 5> model_keys{"mean", "kind", "pattern", "packets", "every"};
struct DetailKey {
  std::string_view key;
  std::string_view of;
  std::optional<ChainKind> kind = {};
};
constexpr std::array detail_keys{DetailKey{"mean_burst", "\"mean\""},
                                 DetailKey{"p", "\"kind\": \"gemodel\"", ChainKind::gemodel},
                                 DetailKey{"r", "\"kind\": \"gemodel\"", ChainKind::gemodel},
                                 DetailKey{"1-h", "\"kind\": \"gemodel\"", ChainKind::gemodel},
                                 DetailKey{"1-k", "\"kind\": \"gemodel\"", ChainKind::gemodel},
                                 DetailKey{"p13", "\"kind\": \"state\"", ChainKind::state},
                                 DetailKey{"p31", "\"kind\": \"state\"", ChainKind::state},
                                 DetailKey{"p32", "\"kind\": \"state\"", ChainKind::state},
                                 DetailKey{"p23", "\"kind\": \"state\"", ChainKind::state},
                                 DetailKey{"p14", "\"kind\": \"state\"", ChainKind::state},
                                 DetailKey{"burst", "\"every\""},
                                 DetailKey{"offset", "\"every\""}};

void check_details(const Members& members, std::optional<ChainKind> kind) {
  for (const DetailKey& detail : detail_keys) {
    const auto found = members.find(detail.key);
    if (!found) continue;
    const std::string_view owner = detail.of.substr(1, detail.of.find('"', 1) - 1);
    if (detail.kind ? kind == detail.kind : members.find(owner).has_value()) continue;
    found->refuse(fmt::format("\"{}\" has no effect without {}", detail.key, detail.of));
  }
}

Model read_model(const Members& members) {
  std::optional<std::string_view> said;
  for (const std::string_view key : model_keys) {
    if (!members.find(key)) continue;
    if (said) {
      members.here().refuse(
          fmt::format("\"{}\" and \"{}\" each say which packets are lost; keep one", *said, key));
    }
    said = said.value_or(key);
  }
  const auto kind_cursor = members.find("kind");
  const auto kind = kind_cursor ? kind_cursor->choice<ChainKind>(chain_names) : std::nullopt;
  if (!kind_cursor || kind) check_details(members, kind);
  if (!said) {
    members.here().refuse(
        "nothing says which packets are lost; give \"mean\", \"kind\", \"pattern\", \"packets\" "
        "or \"every\"");
    return Probability{};
  }
  if (*said == "mean") return read_mean(members);
  if (*said == "kind") return kind ? read_loss_chain(members, *kind) : Model{};
  if (*said == "pattern") return read_pattern(*members.find("pattern"));
  if (*said == "packets") return read_packets(*members.find("packets"));
  return read_periodic(members, *members.find("every"));
}

}  // namespace

void read_loss(const Members& direction, link::DirectionSettings& into) {
  const auto loss = direction.find("loss");
  if (!loss) return;
  if (loss->is_string() || loss->is_number()) {
    into.loss = read_percentage(*loss).value_or(Probability{});
    return;
  }
  const Members members{
      *loss,
      a_loss,
      {"mean", "mean_burst", "kind", "p", "r", "1-h", "1-k", "p13", "p31", "p32", "p23", "p14",
       "pattern", "packets", "every", "burst", "offset", "max_burst"}};
  if (!members.is_object()) return;
  into.loss = read_model(members);
  const auto cap = members.find("max_burst");
  if (!cap) return;
  into.loss.max_burst = cap->whole_number(1, max_max_burst);
  if (into.loss.is_scripted()) {
    cap->refuse("only random loss can be capped; this one says itself which packets are lost");
  }
}

}  // namespace acklab::scenario
