#pragma once

#include "net/socket/tcp_options.hpp"
#include "sim/contender/contender_spec.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::contender {

/// What the kernel's TCP is to be told for a contender: by the settings of both hosts' namespaces,
/// before a socket is opened …
[[nodiscard]] path::ChangedTcpSettings kernel_settings(const Spec& spec);
/// … and by each socket.
[[nodiscard]] socket::TcpTuning kernel_tuning(const Tuning& tuning);
/// Why the kernel did not take that.
[[nodiscard]] path::PathError refused_tuning(const socket::SocketError& error);

}  // namespace acklab::contender
