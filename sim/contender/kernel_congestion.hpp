#pragma once

#include <string>

#include "net/socket/error.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::contender {

/// Why the kernel refused the congestion control `name`, and which it has.
[[nodiscard]] path::PathError refused_congestion_control(const std::string& name,
                                                         const socket::SocketError& error);

}  // namespace acklab::contender
