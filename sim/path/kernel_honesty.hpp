#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/path/tcp_settings.hpp"

namespace acklab::path {

/// What a kernel's TCP does about one topic, beside what the book says.
struct HonestyLine {
  std::string_view topic;            // "loss_detection"
  std::string_view setting;          // "net.ipv4.tcp_recovery"; empty: a constant of the kernel
  std::optional<std::string> value;  // of the setting; nothing: this kernel has none
  bool pinned = false;               // set by acklab, whatever the machine's default is
  bool differs = false;              // from the book
  std::string kernel;                // a clause
  std::string_view book;             // a clause
  std::string_view source;           // of the book
};

/// The names of all topics, in the order of the lines.
[[nodiscard]] std::span<const std::string_view> honesty_topics();

/// One line for each topic, in their order. `settings` are those of the host whose TCP ran,
/// `congestion` is its sockets' congestion control.
[[nodiscard]] std::vector<HonestyLine> kernel_honesty(const TcpSettings& settings,
                                                      std::string_view congestion);

}  // namespace acklab::path
