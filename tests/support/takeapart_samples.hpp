#pragma once

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "sim/run/batch.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/takeapart/script.hpp"

namespace acklab::samples {

inline scenario::Scenario read_sample(const std::string& text) {
  const auto scenario = scenario::read_scenario(text, "sample");
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().sentence));
  return *scenario;
}

/// A scenario with one reliable-udp contender "it", told `contender`, on `link`.
inline scenario::Scenario sample_scenario(std::string_view contender, std::string_view link,
                                          std::string_view bytes = "60kB",
                                          std::string_view message = "1200B") {
  return read_sample(fmt::format(
      R"({{"name": "sample", "link": {}, "workload": {{"kind": "bulk", "bytes": "{}", "message": "{}"}},
          "contenders": [{{"kind": "reliable-udp", "name": "it"{}{}}}], "path": "simulated"}})",
      link, bytes, message, contender.empty() ? "" : ", ", contender));
}

/// A link that does nothing by chance.
inline constexpr std::string_view clean_line = R"({"delay": "10ms", "rate": "1mbit"})";
/// And one that does all that is bad.
inline constexpr std::string_view bad_line =
    R"({"rate": "20mbit", "delay": "25ms", "loss": "4%", "duplicate": "4%",
        "jitter": {"amount": "1ms", "reorder": true}, "forward": {"corrupt": "4%"}})";

/// The one contender of a sample on a clean link.
inline takeapart::Subject subject_of(const scenario::Scenario& scenario) {
  return {scenario.contenders.front(), takeapart::clean_link(scenario.link),
          scenario.workload,           scenario.seed,
          scenario.ip_version,         scenario.time_limit};
}

/// Runs a scenario as 'acklab run' does: whether all that it expects holds.
inline bool all_holds(const scenario::Scenario& scenario) {
  const run::BatchResult batch = run::run_batch(scenario, {});
  bool holds = !batch.expectations.empty();
  for (const run::ExpectationResult& result : batch.expectations) {
    holds = holds && result.verdict == run::Verdict::holds;
  }
  return holds;
}

}  // namespace acklab::samples
