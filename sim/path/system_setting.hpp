#pragma once

#include <optional>
#include <string>

namespace acklab::path {

/// The text of a file of a few kilobytes, such as those under /proc; nothing when it cannot be
/// read.
[[nodiscard]] std::optional<std::string> read_small_file(const std::string& path);

/// A kernel setting by its sysctl name with slashes ("net/core/rmem_max"), in the calling thread's
/// network namespace, without the line end; nothing when this kernel does not have it.
[[nodiscard]] std::optional<std::string> system_setting(const std::string& name);

/// Changes a kernel setting; false when that is not allowed or there is none.
bool change_system_setting(const std::string& name, const std::string& value);

}  // namespace acklab::path
