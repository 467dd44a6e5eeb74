#include "sim/link/bottleneck/line.hpp"

#include "sim/link/bottleneck/serialiser.hpp"

namespace acklab::link {

std::unique_ptr<Line> make_line(const DirectionSettings& settings) {
  return std::make_unique<Serialiser>(settings.rate);
}

}  // namespace acklab::link
