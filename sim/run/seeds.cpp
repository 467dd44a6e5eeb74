#include "net/base/random.hpp"
#include "sim/run/batch.hpp"

namespace acklab::run {

std::uint64_t repetition_seed(std::uint64_t scenario_seed, std::uint32_t index) {
  return RandomStream{scenario_seed, "repetition"}.at(index) >> 11U;
}

}  // namespace acklab::run
