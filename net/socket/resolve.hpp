#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/base/address.hpp"
#include "net/base/expected.hpp"

namespace acklab::socket {

/// Why a name has no address.
struct ResolveError {
  /// Whole and for people: "Cannot resolve "exmaple.org": Name or service not known."
  std::string sentence;
  /// The name server could not be asked; the same question may succeed later.
  bool temporary = false;
};

/// The addresses of `host`, in the order in which the system wants them tried (RFC 6724), none
/// twice; never empty.
///
/// `host` is a name ("localhost", "example.org") or a numeric address ("10.0.0.1", "2001:db8::1",
/// "fe80::1%eth0"), `port_or_service` a number from 0 to 65535 or a name that this machine knows
/// ("https"). Blocks for as long as the name server takes, seconds when it does not answer: not to
/// be called where an EventLoop must go on.
[[nodiscard]] Expected<std::vector<SocketAddress>, ResolveError> resolve(
    const std::string& host, const std::string& port_or_service,
    std::optional<IpAddress::Family> family = std::nullopt);

}  // namespace acklab::socket
