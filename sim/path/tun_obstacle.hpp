#pragma once

#include <string>

#include "sim/path/real_path.hpp"
#include "sim/path/tun_host.hpp"

namespace acklab::path {

/// What stands between this machine and TUN hosts, in words, with what would change it.
[[nodiscard]] PathError explain(const TunSetupError& error, const std::string& tun_node);

/// The same for the device node alone, from the errno of opening it.
[[nodiscard]] PathError explain_node(int error_number, const std::string& tun_node);

/// Why this machine does not give user namespaces with network powers to ordinary users.
[[nodiscard]] PathError explain_user_namespaces(int error_number);

}  // namespace acklab::path
