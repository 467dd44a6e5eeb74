#include "sim/path/tun_host.hpp"

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "sim/path/host_addresses.hpp"
#include "sim/path/system_call.hpp"
#include "sim/path/system_setting.hpp"

namespace acklab::path {

namespace {

constexpr const char* interface_name = "acklab0";
// Packets between a host and the carrier thread: the model's queue is the link's own, this one must
// never fill while the thread waits for a processor.
constexpr std::uint32_t transmit_queue_packets = 10'000;
// Eight bandwidth-delay products of 100 Mbit/s and 500 ms round trip, and a little.
constexpr const char* tcp_buffer_limit = "67108864";

template <typename Action>
auto at_step(TunStep step, Action action) {
  try {
    return action();
  } catch (const std::system_error& error) {
    throw TunSetupError(step, error);
  }
}

/// TCP's buffer settings are "smallest default largest", in bytes.
void raise_maximum(const std::string& name) {
  const auto inherited = system_setting(name);
  if (!inherited) return;
  const std::size_t end = inherited->find_last_of(" \t");
  if (end == std::string::npos) return;
  change_system_setting(name, inherited->substr(0, end) + " " + tcp_buffer_limit);
}

/// Every setting belongs to the namespace. Where the system keeps them from being written (a
/// container with a read-only /proc/sys), the host works with what it inherited.
void apply_settings(IpVersion version) {
  const char* const ipv6_off = version == IpVersion::v4 ? "1" : "0";
  change_system_setting("net/ipv6/conf/all/disable_ipv6", ipv6_off);
  change_system_setting("net/ipv6/conf/default/disable_ipv6", ipv6_off);
  if (version == IpVersion::v6) {
    // No address but the one given, and no word to or from routers.
    const std::string of_new_devices = "net/ipv6/conf/default/";
    change_system_setting(of_new_devices + "addr_gen_mode", "1");
    change_system_setting(of_new_devices + "accept_ra", "0");
    change_system_setting(of_new_devices + "autoconf", "0");
    change_system_setting(of_new_devices + "router_solicitations", "0");
    change_system_setting(of_new_devices + "accept_dad", "0");
  }
  change_system_setting("net/ipv4/tcp_no_metrics_save", "1");
  raise_maximum("net/ipv4/tcp_rmem");
  raise_maximum("net/ipv4/tcp_wmem");
}

/// What arrives before the kernel knows the address for its own would be lost without a trace.
void wait_until_local(Netlink& netlink, const IpAddress& own) {
  constexpr std::chrono::milliseconds pause{1};
  constexpr int most_pauses = 5000;
  for (int pauses = 0; !netlink.is_local(own); ++pauses) {
    if (pauses == most_pauses) {
      errno = ETIMEDOUT;
      throw_system_failure("wait for the address " + to_string(own));
    }
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace

TunHost::TunHost(const IpAddress& own, const IpAddress& peer, const std::string& tun_node,
                 std::uint32_t mtu_bytes, std::optional<FlowSorter> sorter) {
  // The node first: without it there is no need to ask for the rest.
  at_step(TunStep::node, [&] { (void)open_tun_node(tun_node); });
  at_step(TunStep::network_namespace, [&] { network_.emplace(NetworkNamespace::create()); });
  network_->run([&] {
    at_step(TunStep::device, [&] {
      auto device = open_tun_node(tun_node);
      apply_settings(own.family());
      create_tun_device(device, interface_name);
      port_.emplace(std::move(device), peer, sorter);
    });
    configure(own, mtu_bytes);
  });
}

void TunHost::configure(const IpAddress& own, std::uint32_t mtu_bytes) const {
  const IpVersion version = own.family();
  std::optional<Netlink> netlink;
  at_step(TunStep::configuration, [&] {
    netlink.emplace();
    netlink->bring_up("lo");
  });
  at_step(version == IpVersion::v6 ? TunStep::ipv6_address : TunStep::configuration,
          [&] { netlink->add_address(interface_name, own, host_addresses(version).prefix_bits); });
  at_step(TunStep::configuration, [&] {
    netlink->configure(
        interface_name,
        InterfaceSetting{
            .up = true, .mtu_bytes = mtu_bytes, .transmit_queue_packets = transmit_queue_packets});
    wait_until_local(*netlink, own);
  });
}

TunHost::Drops TunHost::drops() const {
  Drops drops;
  try {
    network_->run([&] {
      drops.kernel = host_drops();
      drops.interface = Netlink().statistics(interface_name);
    });
  } catch (const std::system_error&) {
    // The counts are a courtesy of the system: a run is not lost because it keeps them to itself.
  }
  return drops;
}

}  // namespace acklab::path
