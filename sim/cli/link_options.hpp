#pragma once

#include <span>
#include <string>
#include <variant>

#include "net/base/expected.hpp"

namespace acklab::cli {

/// `acklab link manual`: what `./dev generate` writes.
struct LinkManualOptions {
  bool workloads = false;  // scenarios/WORKLOADS.md instead
  bool schema = false;     // the scenario's schema instead of scenarios/LINK.md
};

/// `acklab link describe FILE`
struct LinkDescribeOptions {
  std::string file;  // or the name of a preset
  bool json = false;
};
/// `acklab link list`
struct LinkListOptions {};

/// What `acklab link …` asks for.
using LinkOptions = std::variant<LinkDescribeOptions, LinkListOptions, LinkManualOptions>;

/// What the arguments behind `acklab link` ask for, or one sentence.
[[nodiscard]] Expected<LinkOptions, std::string> parse_link_options(
    std::span<const std::string> arguments);

}  // namespace acklab::cli
