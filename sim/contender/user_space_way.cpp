#include "sim/contender/user_space_way.hpp"

#include <cassert>

#include "sim/contender/reliable_way.hpp"
#include "sim/contender/udp_way.hpp"

namespace acklab::contender {

std::unique_ptr<UserSpaceWay> make_user_space_way(const RunRequest& request,
                                                  workload::Books& books) {
  switch (request.contender.kind) {
    case Kind::udp:
      return std::make_unique<UdpWay>(request, books);
    case Kind::reliable_udp:
      return std::make_unique<ReliableWay>(request, books);
    case Kind::kernel_tcp:
      break;
  }
  assert(false && "the kernel's TCP does not live in user space");
  return nullptr;
}

}  // namespace acklab::contender
