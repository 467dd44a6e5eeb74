#pragma once

#include <span>
#include <string>

#include "net/base/expected.hpp"

namespace acklab::cli {

/// `acklab link manual`: what `./dev generate` writes.
struct LinkManualOptions {
  bool schema = false;  // the scenario's schema instead of scenarios/LINK.md
};

/// What `acklab link …` asks for.
using LinkOptions = LinkManualOptions;

/// What the arguments behind `acklab link` ask for, or one sentence.
[[nodiscard]] Expected<LinkOptions, std::string> parse_link_options(
    std::span<const std::string> arguments);

}  // namespace acklab::cli
