#include "sim/path/tun_probes.hpp"

#include <system_error>

#include <fmt/format.h>

#include "sim/path/datagram_trial.hpp"
#include "sim/path/network_namespace.hpp"
#include "sim/path/probe.hpp"
#include "sim/path/simulated_path.hpp"
#include "sim/path/tun_host.hpp"
#include "sim/path/tun_obstacle.hpp"
#include "sim/path/tun_path.hpp"
#include "sim/path/user_namespace.hpp"

namespace acklab::path {

namespace {

constexpr const char* remedy_without_namespaces =
    "Run acklab as root; in a container, with --cap-add SYS_ADMIN --cap-add NET_ADMIN.";
constexpr const char* remedy_for_sockets = "Run `acklab doctor` again as root.";

/// What prepare_namespaces does, in the child that tries it.
void gain_network_powers() {
  if (!may_administer_networks()) enter_user_namespace();
}

Finding try_packets(const std::string& tun_node, IpVersion version) {
  gain_network_powers();
  auto path = open_tun_at(tun_node, link::LinkSettings{}, 0, version);
  if (!path) return missing(path.error());
  return try_datagrams(**path);
}

}  // namespace

Probe probe_tun_node(const std::string& tun_node) {
  return probe_in_child(
      tun_node,
      [&]() -> Finding {
        try {
          (void)open_tun_node(tun_node);
          return found("can be opened by this user");
        } catch (const std::system_error& error) {
          return missing(explain_node(error.code().value(), tun_node));
        }
      },
      "Run `sudo modprobe tun`.");
}

Probe probe_user_namespace() {
  return probe_in_child(
      "user namespaces",
      []() -> Finding {
        const bool privileged = may_administer_networks();
        try {
          enter_user_namespace();
          (void)NetworkNamespace::create();
          return found(fmt::format("can be made, with power over networks in them{}",
                                   privileged ? " (this process has that power already)" : ""));
        } catch (const std::system_error& error) {
          PathError obstacle = explain_user_namespaces(error.code().value());
          if (privileged) obstacle.reason += " This process needs none: it has that power already.";
          return missing(obstacle);
        }
      },
      remedy_without_namespaces);
}

Probe probe_network_namespace() {
  return probe_in_child(
      "network namespaces",
      []() -> Finding {
        try {
          gain_network_powers();
          const NetworkNamespace made = NetworkNamespace::create();
          made.run([] {});
          return found("can be made and entered");
        } catch (const std::system_error& error) {
          return missing(
              explain(TunSetupError(TunStep::network_namespace, error), default_tun_node));
        }
      },
      remedy_without_namespaces);
}

Probe probe_tun_device(const std::string& tun_node) {
  return probe_in_child(
      "TUN device in a network namespace",
      [&]() -> Finding {
        try {
          gain_network_powers();
          const TunHost host(client_address.ip, server_address.ip, tun_node);
          return found(fmt::format("made, with address {}", to_string(client_address.ip)));
        } catch (const TunSetupError& error) {
          return missing(explain(error, tun_node));
        }
      },
      remedy_without_namespaces);
}

Probe probe_tun_path(const std::string& tun_node, IpVersion version) {
  return probe_in_child(
      version == IpVersion::v4 ? "packets between two TUN hosts"
                               : "packets between two TUN hosts over IPv6",
      [&] { return try_packets(tun_node, version); }, remedy_for_sockets);
}

}  // namespace acklab::path
