#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/report/words/words.hpp"
#include "sim/theory/formula.hpp"

namespace acklab::report {

/// A quantity of a formula as people read it, six significant digits at most: "1 Mbit/s", "100 ms",
/// "10 %", "14", "1452 bytes". What is given and what comes out are written alike.
[[nodiscard]] std::string quantity_text(double value, theory::Unit unit,
                                        const Words& words = Words::english());
/// Of several, separated by commas.
[[nodiscard]] std::string quantities_text(const std::vector<double>& values, theory::Unit unit,
                                          const Words& words = Words::english());

/// What a metric says, in the metric's own unit, four significant digits: "63.68 kbit/s", "3050
/// ms".
[[nodiscard]] std::string metric_text(double value, std::string_view metric,
                                      const Words& words = Words::english());
/// Its unit: "bit/s", "ms", "us", "s", "bytes"; for a plain number the formula's: "ratio", "count".
[[nodiscard]] const char* metric_unit_name(std::string_view metric, theory::Unit formula_unit);

/// The quantity as a number of the unit that reports and manuals use, which for times is ms.
struct ReportedUnit {
  const char* name;
  double of_base;  // how many of them one of the base unit is
};
[[nodiscard]] ReportedUnit reported_unit(theory::Unit unit);

}  // namespace acklab::report
