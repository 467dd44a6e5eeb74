#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "sim/link/parameter.hpp"

namespace acklab::link {

// What each impairment can be told: the tables stand next to the impairments.
[[nodiscard]] std::span<const Parameter> mtu_parameters();
[[nodiscard]] std::span<const Parameter> outage_parameters();
[[nodiscard]] std::span<const Parameter> rule_parameters();
[[nodiscard]] std::span<const Parameter> schedule_parameters();
[[nodiscard]] std::span<const Parameter> loss_parameters();
[[nodiscard]] std::span<const Parameter> policer_parameters();
[[nodiscard]] std::span<const Parameter> duplicate_parameters();
[[nodiscard]] std::span<const Parameter> corrupt_parameters();
[[nodiscard]] std::span<const Parameter> queue_parameters();
[[nodiscard]] std::span<const Parameter> rate_parameters();
[[nodiscard]] std::span<const Parameter> delay_parameters();
[[nodiscard]] std::span<const Parameter> reorder_parameters();
// The same of the link as a whole.
[[nodiscard]] std::span<const Parameter> record_parameters();

/// The word for what sets no limit.
inline constexpr std::array<std::string_view, 1> unlimited_word{"unlimited"};
/// The word for what is not there.
inline constexpr std::array<std::string_view, 1> none_word{"none"};

/// Everything that one direction of a link can be told, in the order in which a packet meets it.
[[nodiscard]] std::vector<Parameter> direction_parameters();

/// What can only be said of the link as a whole, in the order in which people read it.
[[nodiscard]] std::vector<Parameter> whole_link_parameters();

/// The part of a key before its first point: "jitter" of "jitter.amount".
[[nodiscard]] std::string_view first_part(std::string_view key);
/// The part behind its last point: "amount" of "jitter.amount", "loss" of "loss".
[[nodiscard]] std::string_view last_part(std::string_view key);
/// The key of the object it belongs to: "jitter" of "jitter.amount"; empty without a point.
[[nodiscard]] std::string_view owner_of(std::string_view key);

}  // namespace acklab::link
