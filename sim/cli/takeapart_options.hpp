#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/takeapart/hunt.hpp"

namespace acklab::cli {

/// `acklab ablate FILE`
struct AblateOptions {
  std::string file;
  std::optional<std::string> contender;
  std::vector<std::string_view> switches;  // the basic ones first
  std::optional<std::uint64_t> seed;
  std::optional<std::string> folder;
  std::optional<std::string> json;
  std::uint64_t budget = 5000;
  std::optional<unsigned> jobs;
  bool quiet = false;
};

/// `acklab find FILE`
struct FindOptions {
  std::string file;
  takeapart::Promise promise = takeapart::Promise::complete;
  std::optional<std::string> contender;
  std::vector<takeapart::Deed> deeds;
  std::size_t longest = 4;
  std::uint64_t budget = 20'000;
  takeapart::SeedRange seeds;
  std::optional<std::string> output;
  std::optional<unsigned> jobs;
  bool quiet = false;
};

// The error is one sentence.
[[nodiscard]] Expected<AblateOptions, std::string> parse_ablate_options(
    std::span<const std::string> arguments);
[[nodiscard]] Expected<FindOptions, std::string> parse_find_options(
    std::span<const std::string> arguments);

/// The contender of that name, or the first, that is our transport on both sides; the error is one
/// sentence.
[[nodiscard]] Expected<contender::Spec, std::string> contender_to_take(
    const scenario::Scenario& scenario, const std::optional<std::string>& name);

}  // namespace acklab::cli
