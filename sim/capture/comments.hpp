#pragma once

#include <optional>
#include <string>

#include "net/transport/observation.hpp"
#include "sim/link/fate.hpp"

namespace acklab::capture {

/// Why our transport sent something again, or sent a probe.
struct Reason {
  transport::Sending why = transport::Sending::first;
  std::optional<transport::RetransmissionCause> cause;
};

/// "forward packet 12", and of what is sent again which transmission of it, and why.
[[nodiscard]] std::string packet_words(const link::FateRecord& fate,
                                       const std::optional<Reason>& reason);

/// What the link decided about one copy: "dropped by loss (random)", "delivered after 25.120 ms,
/// damaged: flip 30:04 (random)".
[[nodiscard]] std::string fate_words(const link::FateRecord& fate);

/// The same for the end at which a copy comes out: what happened to it on its way; empty when
/// nothing did.
[[nodiscard]] std::string way_words(const link::FateRecord& fate);

}  // namespace acklab::capture
