#include "net/congestion/controller.hpp"

#include <algorithm>
#include <cassert>

#include "net/congestion/bbr.hpp"
#include "net/congestion/cubic.hpp"
#include "net/congestion/fixed_window.hpp"
#include "net/congestion/newreno.hpp"

namespace acklab::congestion {

std::unique_ptr<Controller> make_controller(CongestionControl algorithm,
                                            const ControllerSettings& settings) {
  switch (algorithm) {
    case CongestionControl::none:
      return std::make_unique<FixedWindow>();
    case CongestionControl::newreno:
      return std::make_unique<NewReno>(settings);
    case CongestionControl::cubic:
      return std::make_unique<Cubic>(settings);
    case CongestionControl::bbr:
      return std::make_unique<Bbr>(settings);
  }
  assert(false && "every algorithm has a controller");
  return nullptr;
}

std::uint64_t initial_window_bytes(std::uint32_t segments, std::uint32_t segment_bytes) {
  const std::uint64_t count = std::max<std::uint64_t>(segments, 1);
  const std::uint64_t size = segment_bytes;
  return std::min(count * size, std::max(2 * size, count * 1460));
}

}  // namespace acklab::congestion
