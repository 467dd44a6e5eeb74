#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/path/path_kind.hpp"
#include "sim/sweep/shard.hpp"

namespace acklab::cli {

/// `acklab sweep FILE`
struct SweepOptions {
  std::string file;
  std::optional<std::string> output;  // without .csv and .json
  std::optional<std::string> journal;
  std::optional<path::PathChoice> path;
  std::optional<unsigned> jobs;
  std::optional<sweep::Shard> shard;
  bool quiet = false;
};

/// `acklab merge JOURNAL…`
struct MergeOptions {
  std::vector<std::string> journals;
  std::optional<std::string> output;  // without .csv and .json
  bool quiet = false;
};

// The error is one sentence.
[[nodiscard]] Expected<SweepOptions, std::string> parse_sweep_options(
    std::span<const std::string> arguments);
[[nodiscard]] Expected<MergeOptions, std::string> parse_merge_options(
    std::span<const std::string> arguments);

}  // namespace acklab::cli
