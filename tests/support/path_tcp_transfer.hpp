#pragma once

#include "net/base/bytes.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::test {

/// `size` octets without a pattern that a misplaced segment could hide in.
[[nodiscard]] Bytes stream_content(std::size_t size);

/// Sends a stream from the client host to the server host by the kernel's TCP and returns what
/// arrived until the end of the stream.
[[nodiscard]] Bytes transfer_over_tcp(path::RealPath& path, const Bytes& content);

}  // namespace acklab::test
