#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/read_scenario.hpp"

namespace acklab::scenario {

/// Where something is wrong. Line and column count from 1; 0 and an empty path are left out of the
/// sentence.
struct Place {
  std::string origin;  // the file
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string path;  // "contenders[2].kind"
};

/// The longest sentence in octets.
inline constexpr std::size_t max_sentence_bytes = 300;

/// One sentence on one line that says where and what: "FILE, line 4, at link.loss: what."
[[nodiscard]] ScenarioError refusal(const Place& place, std::string_view what);

/// The text in double quotes, on one line and at most about 40 octets, for use in a sentence.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// The text without quotes, control characters made visible, shortened in its middle.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max_bytes);

/// The first refusal of a reading. Later ones would only be its consequences, so they are dropped.
class FirstRefusal {
 public:
  /// `recorded`: what is read stands in a report; see read_recorded_scenario.
  explicit FirstRefusal(std::string origin, bool recorded = false)
      : origin_(std::move(origin)), recorded_(recorded) {}

  void record(std::uint32_t line, const std::string& path, std::string_view what) {
    if (!error_) error_ = refusal(Place{origin_, line, 0, path}, what);
  }
  /// The file that is read, or what stands for it.
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] bool is_recorded() const { return recorded_; }
  [[nodiscard]] const std::optional<ScenarioError>& error() const { return error_; }

 private:
  std::string origin_;
  bool recorded_;
  std::optional<ScenarioError> error_;
};

}  // namespace acklab::scenario
