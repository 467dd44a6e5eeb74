#include "sim/scenario/remarks.hpp"

#include <fmt/format.h>

#include "net/transport/arq_policy.hpp"
#include "sim/scenario/refusal.hpp"

namespace acklab::scenario {
namespace {

using transport::Arq;
using transport::ArqConfig;

/// The largest window for which so many bits tell a new segment from an old one.
std::uint64_t safe_window(const ArqConfig& arq) {
  const std::uint64_t numbers = std::uint64_t{1} << arq.sequence_bits;
  return arq.kind == Arq::selective_repeat ? numbers / 2 : numbers - 1;
}

}  // namespace

std::vector<std::string> remarks(const Scenario& scenario) {
  std::vector<std::string> sentences;
  for (const contender::Spec& spec : scenario.contenders) {
    const ArqConfig& arq = spec.arq;
    if (arq.kind == Arq::tcp) continue;
    const std::uint64_t window = transport::policy_of(arq).window_segments.value_or(1);
    if (window <= safe_window(arq)) continue;
    sentences.push_back(fmt::format(
        "\"{}\" may take an old segment for a new one: with {} bits for its sequence numbers a "
        "window of {} is the largest that is safe, and it has {}.",
        printable(spec.name, 40), arq.sequence_bits, safe_window(arq), window));
  }
  return sentences;
}

}  // namespace acklab::scenario
