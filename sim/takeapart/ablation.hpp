#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/report/report.hpp"
#include "sim/takeapart/scenario_file.hpp"
#include "sim/takeapart/shrink.hpp"
#include "sim/takeapart/side_by_side.hpp"

namespace acklab::takeapart {

/// One combination of switches, and what became of it.
struct Cell {
  std::uint32_t off = 0;  // bit i: the i-th switch is off
  contender::Spec spec;
  std::optional<std::string> refused;  // why there cannot be such a contender
  std::optional<std::size_t> same_as;  // a cell that does the same in all things
  contender::RunResult run;            // where it ran, or of the cell that does the same
  PromiseSet broken;
  /// Which of Ablation::scripts breaks the promise here, by promise; nothing where it is kept, or
  /// where none was found.
  std::array<std::optional<std::size_t>, all_promises.size()> script_of{};
};

/// A smallest script that breaks a promise, and the cells in which it does.
struct FoundScript {
  Counterexample example;  // of its first cell
  std::vector<std::size_t> cells;
  /// False: no script did what the link of the scenario did, so its own chance is kept.
  bool is_script = true;
  scenario::Scenario scenario;  // ready to run
};

struct AblationSettings {
  std::vector<std::string_view> switches;  // the basic ones and what was asked for
  std::uint64_t budget = 5000;             // runs spent on scripts
  Workshop workshop;
  std::function<void(std::uint64_t runs, std::size_t broken, std::size_t explained)> progress;
};

struct Ablation {
  scenario::Scenario scenario;  // as given, but for its seed
  std::string contender;
  std::vector<std::string_view> switches;
  bool fates_by_content = true;
  std::vector<Cell> cells;  // by Cell::off
  std::vector<FoundScript> scripts;
  std::uint64_t grid_runs = 0;
  Budget budget;  // of the scripts
  bool interrupted = false;
};

/// Runs `contender` of `scenario` once for each combination of the switches, in virtual time, the
/// fates counted by content: the same bytes, cut and sent alike, meet the same fate in all cells.
/// Then finds, for each promise that a cell broke, a smallest script that does.
[[nodiscard]] Ablation ablate(const scenario::Scenario& scenario, const contender::Spec& contender,
                              const AblationSettings& settings);

/// The grid and the scripts for people, each line at most `style.columns` wide. `folder` is where
/// the scenario files went.
[[nodiscard]] std::string to_text(const Ablation& ablation, const report::TableStyle& style,
                                  const std::string& folder);
/// As JSON text (schema: ablation_schema).
[[nodiscard]] std::string to_json(const Ablation& ablation);
/// The JSON Schema (2020-12) of to_json.
[[nodiscard]] std::string_view ablation_schema();

}  // namespace acklab::takeapart
