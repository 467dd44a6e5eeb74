#include "sim/path/probe.hpp"

#include <utility>

#include "sim/path/child_process.hpp"

namespace acklab::path {

namespace {

// ASCII's own separator: it occurs in no sentence.
constexpr char between_parts = '\x1F';

std::string pack(const Finding& finding) {
  return std::string(finding.works ? "works" : "fails") + between_parts + finding.detail +
         between_parts + finding.remedy;
}

Finding unpack(const std::string& text) {
  const std::size_t first = text.find(between_parts);
  const std::size_t second = text.find(between_parts, first + 1);
  if (first == std::string::npos || second == std::string::npos) return missing(text, "");
  return Finding{.works = text.substr(0, first) == "works",
                 .detail = text.substr(first + 1, second - first - 1),
                 .remedy = text.substr(second + 1)};
}

}  // namespace

Finding found(std::string detail) {
  return Finding{.works = true, .detail = std::move(detail), .remedy = {}};
}

Finding missing(std::string detail, std::string remedy) {
  return Finding{.works = false, .detail = std::move(detail), .remedy = std::move(remedy)};
}

Finding missing(const PathError& error) {
  return missing(error.reason, error.remedy);
}

Probe probe_in_child(const std::string& what, const std::function<Finding()>& trial,
                     const std::string& remedy_otherwise) {
  const Trial result = in_child([&trial] { return pack(trial()); });
  Finding finding;
  if (result.finished) {
    finding = unpack(result.told);
  } else {
    const std::string detail = result.told.empty() ? "The trial did not end." : result.told;
    finding = missing(detail, remedy_otherwise);
  }
  return Probe{.what = what,
               .works = finding.works,
               .detail = std::move(finding.detail),
               .remedy = std::move(finding.remedy)};
}

}  // namespace acklab::path
