#include <vector>

#include "sim/path/host_probes.hpp"
#include "sim/path/real_path.hpp"
#include "sim/path/tun_device.hpp"
#include "sim/path/tun_probes.hpp"

namespace acklab::path {

std::vector<Probe> examine_machine() {
  return {
      probe_relay(),
      probe_tun_node(default_tun_node),
      probe_user_namespace(),
      probe_network_namespace(),
      probe_tun_device(default_tun_node),
      probe_tun_path(default_tun_node),
      probe_congestion_control("reno"),
      probe_congestion_control("cubic"),
      probe_congestion_control("bbr"),
      probe_timers(),
      probe_receive_buffer(),
  };
}

}  // namespace acklab::path
