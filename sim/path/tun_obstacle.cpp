#include "sim/path/tun_obstacle.hpp"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "sim/path/ipv6_obstacle.hpp"
#include "sim/path/system_setting.hpp"
#include "sim/path/user_namespace.hpp"

namespace acklab::path {

namespace {

std::string describe(int error_number) {
  return std::generic_category().message(error_number);
}

/// Whether a system-call filter is on this process, as container runtimes put there.
bool system_calls_are_filtered() {
  const auto status = read_small_file("/proc/self/status");
  return status && status->find("\nSeccomp:\t2") != std::string::npos;
}

PathError explain_namespace(int error_number) {
  if (error_number == ENOSPC) {
    return PathError{.reason = "The limit on network namespaces is reached.",
                     .remedy = "Run `sudo sysctl -w user.max_net_namespaces=1000`."};
  }
  if (error_number == EINVAL) {
    return PathError{.reason = "This kernel is built without network namespaces.",
                     .remedy = "Use a kernel with CONFIG_NET_NS, or --path relay."};
  }
  if (may_administer_networks()) {
    return PathError{.reason = fmt::format("The system refused a network namespace: {}.",
                                           describe(error_number)),
                     .remedy =
                         "In a container, start it with --privileged or with a seccomp "
                         "profile that allows unshare and setns."};
  }
  return explain_user_namespaces(error_number);
}

}  // namespace

PathError explain_node(int error_number, const std::string& tun_node) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return PathError{.reason = fmt::format("There is no {}.", tun_node),
                       .remedy = fmt::format("Run `sudo modprobe tun`; start a container with "
                                             "--device {}.",
                                             tun_node)};
    case ENODEV:
    case ENXIO:
      return PathError{
          .reason = fmt::format("{} exists, but this kernel has no TUN driver loaded.", tun_node),
          .remedy = "Run `sudo modprobe tun`; for a container, do so on its host."};
    case EACCES:
      return PathError{
          .reason = fmt::format("This user may not open {}.", tun_node),
          .remedy = fmt::format("Run `sudo chmod 666 {0}` (the default of most distributions), or "
                                "run acklab as root.",
                                tun_node)};
    case EPERM:
      return PathError{
          .reason = fmt::format("Opening {} is forbidden to this container.", tun_node),
          .remedy = fmt::format("Start the container with --device {}.", tun_node)};
    default:
      return PathError{
          .reason = fmt::format("{} cannot be opened: {}.", tun_node, describe(error_number)),
          .remedy = "Run `sudo modprobe tun`."};
  }
}

PathError explain_user_namespaces(int error_number) {
  const std::string without = "Without root, TUN hosts need unprivileged user namespaces; ";
  if (system_setting("kernel/unprivileged_userns_clone") == "0") {
    return PathError{.reason = without + "this system switches them off.",
                     .remedy =
                         "Run `sudo sysctl -w kernel.unprivileged_userns_clone=1`, or run "
                         "acklab as root."};
  }
  if (system_setting("user/max_user_namespaces") == "0") {
    return PathError{.reason = without + "this system allows none of them.",
                     .remedy =
                         "Run `sudo sysctl -w user.max_user_namespaces=10000`, or run acklab "
                         "as root."};
  }
  if (system_setting("kernel/apparmor_restrict_unprivileged_userns") == "1") {
    return PathError{
        .reason = without + "AppArmor lets programs make them but takes every power in them away.",
        .remedy =
            "Run `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, or run "
            "acklab as root."};
  }
  if (system_calls_are_filtered()) {
    return PathError{
        .reason = without +
                  "a system-call filter (seccomp) on this process, probably a "
                  "container's, forbids them.",
        .remedy =
            "Start the container with --cap-add SYS_ADMIN --cap-add NET_ADMIN --device "
            "/dev/net/tun and --security-opt seccomp=unconfined."};
  }
  if (error_number == ENOSPC || error_number == EUSERS) {
    return PathError{.reason = without + "the limit on them is reached.",
                     .remedy = "Run `sudo sysctl -w user.max_user_namespaces=10000`."};
  }
  if (error_number == EINVAL) {
    return PathError{.reason = without +
                               "this kernel has none, or this program had several threads "
                               "before it asked for one.",
                     .remedy = "Use a kernel with CONFIG_USER_NS, or run acklab as root."};
  }
  return PathError{.reason = without + fmt::format("the system said: {}.", describe(error_number)),
                   .remedy = "Run acklab as root, or use --path relay."};
}

PathError explain(const TunSetupError& error, const std::string& tun_node) {
  const int error_number = error.code().value();
  switch (error.step()) {
    case TunStep::node:
      return explain_node(error_number, tun_node);
    case TunStep::network_namespace:
      return explain_namespace(error_number);
    case TunStep::device:
      return PathError{
          .reason = fmt::format("The kernel refused to make a TUN device: {}.", error.what()),
          .remedy = "Run `sudo modprobe tun`; start a container with --cap-add NET_ADMIN."};
    case TunStep::configuration:
      return PathError{
          .reason = fmt::format("The TUN device could not be configured: {}.", error.what()),
          .remedy = "Start a container with --cap-add NET_ADMIN."};
    case TunStep::ipv6_address:
      if (is_lack_of_ipv6(error_number)) return lack_of_ipv6("The TUN device", error_number);
      return PathError{
          .reason = fmt::format("The TUN device got no IPv6 address: {}.", error.what()),
          .remedy = "Start a container with --cap-add NET_ADMIN."};
  }
  return PathError{.reason = error.what(), .remedy = "Use --path relay."};
}

}  // namespace acklab::path
