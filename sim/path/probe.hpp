#pragma once

#include <functional>
#include <string>

#include "sim/path/real_path.hpp"

namespace acklab::path {

/// The outcome of a trial, without its name.
struct Finding {
  bool works = false;
  std::string detail;
  std::string remedy;
};

[[nodiscard]] Finding found(std::string detail);
[[nodiscard]] Finding missing(std::string detail, std::string remedy);
[[nodiscard]] Finding missing(const PathError& error);

/// Makes a probe of a trial that runs in a child process. A trial that throws has failed with that
/// as its detail; so has one that crashes or does not end.
[[nodiscard]] Probe probe_in_child(const std::string& what, const std::function<Finding()>& trial,
                                   const std::string& remedy_otherwise);

}  // namespace acklab::path
