#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::sweep {

/// One value of a parameter, as the scenario says it.
struct ParameterValue {
  std::string text;              // of a string: itself; else JSON
  std::optional<double> number;  // of a quantity, in the unit of Parameter::number_name
};

/// What a sweep changes.
struct Parameter {
  std::string name;         // as the sweep says it: "loss"
  std::string path;         // in the scenario: "link.loss"
  std::string number_name;  // "loss_ratio": the quantity as a number in that unit; empty: no number
  std::vector<ParameterValue> values;
};

/// One combination of values.
struct Point {
  std::vector<std::size_t> values;      // which value of each parameter
  std::vector<std::string> contenders;  // their names
};

/// Where the chance of a repetition comes from: what `acklab run --seed from` does in its
/// repetition number `repetition` (from 0).
struct SweepSeed {
  std::uint64_t from = 0;
  std::uint32_t repetition = 0;
};

/// What a sweep is made of, apart from how its runs are carried out: all that its results say
/// beside the measurements.
struct Design {
  std::string name;
  std::string question;
  std::string scenario;  // the file, as compact JSON
  std::vector<Parameter> parameters;
  std::vector<Point> points;
  std::vector<SweepSeed> seeds;
};

/// A contender at a point: what has one line in the results.
struct Group {
  std::size_t point = 0;
  std::size_t contender = 0;
};

/// Points in their order, the contenders of each in theirs.
[[nodiscard]] std::vector<Group> groups_of(const Design& design);

/// Runs are numbered repetition by repetition, so a sweep that is cut short has every point as
/// often as any other, or once less. Each repetition begins one group later than the one before, so
/// that every n-th run, a shard's, meets all groups and not always the same ones.
struct RunPlace {
  std::uint64_t repetition = 0;
  std::uint64_t group = 0;  // number in groups_of
};
[[nodiscard]] constexpr RunPlace place_of_run(std::uint64_t run, std::uint64_t groups) {
  const std::uint64_t repetition = run / groups;
  return {repetition, (run + repetition) % groups};
}

/// The number of the run at a place.
[[nodiscard]] constexpr std::uint64_t run_at(const RunPlace& place, std::uint64_t groups) {
  const std::uint64_t later = place.repetition % groups;
  return place.repetition * groups + (place.group + groups - later) % groups;
}

/// How many runs there are.
[[nodiscard]] std::uint64_t run_count(const Design& design);

/// The design as JSON text, for the journal, and back; the error is a clause.
[[nodiscard]] std::string write_design(const Design& design);
[[nodiscard]] Expected<Design, std::string> read_design(std::string_view text);

}  // namespace acklab::sweep
