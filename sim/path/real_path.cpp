#include "sim/path/real_path.hpp"

namespace acklab::path {

Expected<std::unique_ptr<socket::DatagramPort>, PathError> RealPath::open_packets(Host /*host*/) {
  return failure(PathError{.reason = "The hosts of this path are not in user space.",
                           .remedy = "Open a path of IP packets."});
}

}  // namespace acklab::path
