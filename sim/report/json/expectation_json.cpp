#include <type_traits>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "sim/report/json/report_parts.hpp"
#include "sim/scenario/text_writer.hpp"

namespace acklab::report {

Json expectation_json(const run::ExpectationResult& result) {
  Json json = {{"contender", result.expectation.contender}, {"metric", result.expectation.metric}};
  std::visit(
      [&json](const auto& condition) {
        using Condition = std::decay_t<decltype(condition)>;
        Json tolerance = nullptr;
        if constexpr (std::is_same_v<Condition, scenario::Near>) {
          json["condition"] = "near";
          tolerance = condition.tolerance;
        } else if constexpr (std::is_same_v<Condition, scenario::AtLeast>) {
          json["condition"] = "at_least";
        } else if constexpr (std::is_same_v<Condition, scenario::AtMost>) {
          json["condition"] = "at_most";
        } else {
          json["condition"] = "equals";
        }
        if constexpr (std::is_same_v<Condition, scenario::Equals>) {
          json["value"] = std::visit([](auto value) { return Json(value); }, condition.value);
        } else {
          json["value"] = condition.value;
        }
        json["tolerance"] = std::move(tolerance);
      },
      result.expectation.condition);
  const scenario::Text& note = result.expectation.note;
  json["note"] = note.empty() ? Json(nullptr) : scenario::text_json(note);
  json["measured"] = or_null(result.measured);
  json["verdict"] = run::to_string(result.verdict);
  return json;
}

}  // namespace acklab::report
