#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/base/time.hpp"
#include "sim/report/report.hpp"
#include "sim/scenario/needs.hpp"
#include "sim/scenario/text.hpp"

namespace acklab::report {

/// A scenario as the table of contents shows it.
struct CourseEntry {
  std::string place;   // below the folder of scenarios: "reliability/01-stop-and-wait"
  std::string folder;  // "reliability"; empty: in no folder
  std::string number;  // "01"; empty: the file has none
  std::string file;    // as it can be opened
  std::string name;    // as the scenario calls itself
  scenario::Text title;
  scenario::Text question;
  scenario::Text explanation;
  std::vector<scenario::Suggestion> try_next;
  std::optional<Duration> duration_estimate;
  scenario::Needs needs;
  bool is_sweep = false;
};

/// The table of contents, folder by folder in the order of the entries.
[[nodiscard]] std::string course_text(const std::vector<CourseEntry>& entries,
                                      const TableStyle& style);

/// The same for programs: {"scenarios": […]}, texts by language.
[[nodiscard]] std::string course_json(const std::vector<CourseEntry>& entries);

}  // namespace acklab::report
