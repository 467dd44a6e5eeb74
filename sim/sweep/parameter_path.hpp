#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/scenario/json_value.hpp"

namespace acklab::sweep {

/// A place in a scenario: keys, and the numbers of elements from 0.
class ParameterPath {
 public:
  using Step = std::variant<std::string, std::size_t>;

  /// "link.loss", "contenders[1].congestion", or "loss" for a key of the link. The error is a
  /// clause.
  [[nodiscard]] static Expected<ParameterPath, std::string> parse(std::string_view text);

  /// In full: "link.loss".
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Whether one of the two lies within the other, or they are the same.
  [[nodiscard]] bool overlaps(const ParameterPath& other) const;

  /// Puts `value` there, making objects on the way as needed. The error is a clause.
  [[nodiscard]] Expected<void, std::string> put(const scenario::JsonValue& value,
                                                scenario::JsonValue& into) const;

 private:
  std::vector<Step> steps_;
  std::string text_;
};

}  // namespace acklab::sweep
