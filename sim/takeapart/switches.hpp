#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/contender/contender_spec.hpp"
#include "sim/report/words/words.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::takeapart {

/// The mechanisms that are always taken apart, in this order.
inline constexpr std::array<std::string_view, 5> basic_switches{
    "checksum", "ordering", "duplicate_discard", "retransmission", "acks"};
/// So many more may be asked for: each doubles the cells.
inline constexpr std::size_t max_extra_switches = 4;

/// What may be asked for beside the basic ones.
[[nodiscard]] std::vector<std::string_view> extra_switches();

/// Turns a mechanism on or off; a checksum that is on is the one of `whole`.
void set_switch(contender::Spec& spec, const contender::Spec& whole, std::string_view name,
                bool on);

/// `spec` with all of `switches` on.
[[nodiscard]] contender::Spec made_whole(contender::Spec spec,
                                         std::span<const std::string_view> switches);

// A combination is a number: bit i is set where the i-th switch is off.

/// A name for a contender, which is short: "all on", "no checksum acks".
[[nodiscard]] std::string contender_name(std::uint32_t off,
                                         std::span<const std::string_view> switches);
/// The name of a switch as short as it is still understood: "discard", "resending".
[[nodiscard]] std::string_view short_name(std::string_view name);
/// "without checksum and duplicate discard"; "with everything on".
[[nodiscard]] std::string without_words(std::uint32_t off,
                                        std::span<const std::string_view> switches,
                                        const report::Words& words = report::Words::english());
/// What is taken away, in short: "checksum, discard"; "nothing".
[[nodiscard]] std::string taken_words(std::uint32_t off, std::span<const std::string_view> switches,
                                      const report::Words& words = report::Words::english());

/// Why a scenario of this contender alone cannot be: the reader's own sentence, without the place.
/// Nothing: it can.
[[nodiscard]] std::optional<std::string> why_refused(scenario::Scenario scenario,
                                                     const contender::Spec& spec);

}  // namespace acklab::takeapart
