#pragma once

#include "sim/run/batch.hpp"

namespace acklab::samples {

/// A run of udp that lost, doubled, reordered and damaged some records; every number is different.
[[nodiscard]] contender::RunResult lossy_run();
/// A run of reliable-udp in which everything arrived, with retransmissions and a series.
[[nodiscard]] contender::RunResult perfect_run();
/// A run that this machine cannot do.
[[nodiscard]] contender::RunResult impossible_run();

/// Three contenders, two repetitions each: lossy, perfect, impossible; one expectation of each
/// kind.
[[nodiscard]] run::BatchResult batch();

}  // namespace acklab::samples
