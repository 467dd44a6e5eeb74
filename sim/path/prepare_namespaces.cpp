#include <system_error>

#include "sim/path/child_process.hpp"
#include "sim/path/real_path.hpp"
#include "sim/path/simulated_path.hpp"
#include "sim/path/tun_host.hpp"
#include "sim/path/user_namespace.hpp"

namespace acklab::path {

void prepare_namespaces() {
  try {
    if (may_administer_networks()) return;
    // There is no way back out of a user namespace, and some systems allow entering one but nothing
    // inside it. So a child goes the whole way first.
    const Trial trial = in_child([] {
      enter_user_namespace();
      const TunHost host(client_address.ip, server_address.ip, default_tun_node);
      return std::string{};
    });
    if (trial.finished) enter_user_namespace();
  } catch (const std::system_error&) {
    // Everything but TUN works without; open_tun and examine_machine say what is missing.
  }
}

}  // namespace acklab::path
