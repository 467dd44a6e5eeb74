#pragma once

#include <system_error>

#include "sim/contender/contender.hpp"

namespace acklab::contender {

/// Why a run came to nothing when the system threw.
[[nodiscard]] path::PathError refused_by_system(const std::system_error& error);

/// Runs a user-space contender in virtual time.
[[nodiscard]] RunResult run_in_virtual_time(const RunRequest& request, const RunHooks& hooks);
/// Runs a user-space contender over real sockets, on the relay or on TUN.
[[nodiscard]] RunResult run_in_real_time(const RunRequest& request, const RunHooks& hooks);
/// Why the kernel's TCP cannot be had there.
[[nodiscard]] path::PathError no_kernel_in_virtual_time();
/// Runs the kernel's TCP, on TUN.
[[nodiscard]] RunResult run_kernel_tcp(const RunRequest& request, const RunHooks& hooks);

/// Runs our transport against the kernel's TCP, on TUN.
[[nodiscard]] RunResult run_against_kernel(const RunRequest& request, const RunHooks& hooks);

}  // namespace acklab::contender
