#pragma once

#include <cstddef>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"

namespace acklab::path {

/// Where the transport's own octets begin in an IP packet to `destination`, of its IP
/// version: behind the IP header with what extends it and, for the first or only fragment of a UDP
/// datagram, behind the UDP header. Nothing for anything else, a malformed packet included.
[[nodiscard]] std::optional<std::size_t> transport_octets_start(ByteView octets,
                                                                const IpAddress& destination);

}  // namespace acklab::path
