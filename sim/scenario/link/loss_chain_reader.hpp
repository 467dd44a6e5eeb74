#pragma once

#include <cstdint>

#include "sim/link/loss/loss_settings.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// The Markov chains that a loss may name by its "kind".
enum class ChainKind : std::uint8_t { gemodel, state };

/// Reads the chances of a chain, beside its kind.
[[nodiscard]] link::LossSettings::Model read_loss_chain(const Members& members, ChainKind kind);

}  // namespace acklab::scenario
