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

/// Runs are numbered repetition by repetition, and within one group by group: run r is repetition
/// r / groups of group r % groups. A sweep that is cut short has every point as often as any other,
/// or once less.
[[nodiscard]] std::uint64_t run_count(const Design& design);

/// The design as JSON text, for the journal, and back; the error is a clause.
[[nodiscard]] std::string write_design(const Design& design);
[[nodiscard]] Expected<Design, std::string> read_design(std::string_view text);

}  // namespace acklab::sweep
