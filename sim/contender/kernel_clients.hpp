#pragma once

#include <cstddef>
#include <optional>

#include "sim/contender/contender.hpp"
#include "sim/contender/kernel_side.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::contender {

/// Sockets of the client host's kernel, their congestion control pinned and tuned as the request
/// says; `path` and `request` must outlive it. The first is opened here, so that a refusal is told
/// before the run.
[[nodiscard]] Expected<KernelSide::SocketSource, path::PathError> kernel_clients(
    path::RealPath& path, const RunRequest& request);

/// The server host's listener of a flow, prepared in the same way; nothing where nobody is to
/// listen.
[[nodiscard]] Expected<std::optional<socket::TcpListener>, path::PathError> kernel_listener(
    path::RealPath& path, const RunRequest& request, std::size_t flow = 0);

}  // namespace acklab::contender
