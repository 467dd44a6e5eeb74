#include <vector>

#include "sim/path/host_probes.hpp"
#include "sim/path/real_path.hpp"
#include "sim/path/tun_device.hpp"
#include "sim/path/tun_probes.hpp"

namespace acklab::path {

namespace {

Probe advice(Probe probe) {
  probe.essential = false;
  return probe;
}

}  // namespace

std::vector<Probe> examine_machine() {
  return {
      probe_relay(),
      probe_tun_node(default_tun_node),
      probe_user_namespace(),
      probe_network_namespace(),
      probe_tun_device(default_tun_node),
      probe_tun_path(default_tun_node),
      advice(probe_relay(IpVersion::v6)),
      advice(probe_tun_path(default_tun_node, IpVersion::v6)),
      advice(probe_congestion_control("reno")),
      advice(probe_congestion_control("cubic")),
      advice(probe_congestion_control("bbr")),
      advice(probe_timers()),
      advice(probe_real_time_priority()),
      advice(probe_receive_buffer()),
  };
}

}  // namespace acklab::path
