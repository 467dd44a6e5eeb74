#pragma once

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

#include "sim/sweep/plan.hpp"

namespace acklab::samples {

/// A scenario of a few milliseconds with `sweep` as its member "sweep".
inline std::string sweep_text(const std::string& sweep, const std::string& more = "") {
  return R"({
  "name": "tiny-sweep",
  "question": "Does it sweep?",
  "link": { "rate": "20mbit", "delay": "2ms", "loss": "1%", "queue": "125kB" },
  "workload": { "kind": "bulk", "bytes": "20kB" },
  "contenders": [ "udp", { "kind": "reliable-udp", "congestion": "newreno" } ],
  "path": "simulated", )" +
         more + R"(
  "sweep": )" +
         sweep + "\n}\n";
}

inline sweep::Plan plan_of(const std::string& text) {
  const auto plan = sweep::read_sweep(text, "tiny.json");
  BOOST_REQUIRE_MESSAGE(plan.has_value(), plan.error().sentence);
  return *plan;
}

/// Four points, two contenders, three seeds: 24 runs.
inline sweep::Plan small_plan() {
  return plan_of(sweep_text(R"({ "loss": ["0%", "10%"], "delay": ["1ms", "2ms"], "seeds": 3 })"));
}

}  // namespace acklab::samples
