#include "sim/path/ipv6_obstacle.hpp"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "sim/path/system_setting.hpp"

namespace acklab::path {

bool is_lack_of_ipv6(int error_number) {
  // No IPv6 in the kernel; switched off when it was booted; switched off on the interface.
  return error_number == EAFNOSUPPORT || error_number == EOPNOTSUPP ||
         error_number == EADDRNOTAVAIL || error_number == EACCES;
}

PathError lack_of_ipv6(const std::string& what, int error_number) {
  const std::string cause = std::generic_category().message(error_number);
  if (!system_setting("net/ipv6/conf/all/disable_ipv6")) {
    return {
        .reason = fmt::format("{} needs IPv6, which this kernel does not have: {}.", what, cause),
        .remedy =
            "Boot the kernel without ipv6.disable=1 (and with IPv6 built in or `sudo "
            "modprobe ipv6`), or run the scenario with \"ip_version\": 4."};
  }
  return {.reason = fmt::format("{} needs IPv6, which is switched off here: {}.", what, cause),
          .remedy =
              "Run `sudo sysctl -w net.ipv6.conf.all.disable_ipv6=0`; start a container with "
              "--sysctl net.ipv6.conf.all.disable_ipv6=0; or run the scenario with "
              "\"ip_version\": 4."};
}

}  // namespace acklab::path
