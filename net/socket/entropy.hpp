#pragma once

#include <cstdint>

namespace acklab::socket {

/// 64 bits that nobody can predict, from the kernel: the only entropy in the project. For secrets
/// (RFC 6528), never for decisions, which are counted (net/base/random.hpp). Throws
/// std::system_error where the kernel has none to give.
[[nodiscard]] std::uint64_t unpredictable_bits();

}  // namespace acklab::socket
