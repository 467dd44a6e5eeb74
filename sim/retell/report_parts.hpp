#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sim/report/json/json_value.hpp"

namespace acklab::retell {

/// Takes parts of a report, whoever wrote it, and keeps in mind where the first one stands that is
/// missing or of another kind: what is taken then is a default, and the whole fails in the end.
class ReportParts {
 public:
  /// What stands at a place such as "workload.exchange.done" of an object; null where a part on the
  /// way there is null, as a whole.
  [[nodiscard]] const report::Json& at(const report::Json& object, std::string_view place);
  [[nodiscard]] const report::Json& array(const report::Json& object, std::string_view place);
  [[nodiscard]] const report::Json& object(const report::Json& object, std::string_view place);
  [[nodiscard]] std::string text(const report::Json& object, std::string_view place);
  /// Empty where there is null.
  [[nodiscard]] std::string text_or_null(const report::Json& object, std::string_view place);
  [[nodiscard]] bool truth(const report::Json& object, std::string_view place);
  /// A truth value is 0 or 1; nothing where there is null.
  [[nodiscard]] std::optional<double> number_or_null(const report::Json& object,
                                                     std::string_view place);
  /// Of these the one whose to_string stands there; else the first.
  template <typename T, std::size_t Count>
  [[nodiscard]] T choice(const report::Json& object, std::string_view place,
                         const std::array<T, Count>& choices) {
    const std::string name = text(object, place);
    for (const T one : choices) {
      if (to_string(one) == name) return one;
    }
    refuse(place);
    return choices.front();
  }

  /// Names what is taken from now on: "contenders[0].runs[1]".
  void enter(std::string where) { where_ = std::move(where); }
  void refuse(std::string_view place);
  /// Where the first wrong part stands; nothing: none was wrong.
  [[nodiscard]] const std::optional<std::string>& problem() const { return problem_; }

 private:
  std::string where_;
  std::optional<std::string> problem_;
};

}  // namespace acklab::retell
