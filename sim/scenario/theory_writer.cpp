#include "sim/scenario/theory_writer.hpp"

#include <nlohmann/json.hpp>

#include "sim/scenario/text_writer.hpp"

namespace acklab::scenario {

nlohmann::ordered_json theory_json(std::span<const TheoryLine> lines) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const TheoryLine& line : lines) {
    nlohmann::ordered_json json{
        {"formula", line.formula->name}, {"contender", line.contender}, {"metric", line.metric}};
    for (const GivenInput& input : line.inputs) {
      json["inputs"][input.name] = nlohmann::ordered_json::parse(input.written);
    }
    json[line.absolute ? "absolute_tolerance" : "tolerance"] = line.tolerance;
    json["must_hold"] = line.must_hold;
    if (!line.note.empty()) json["note"] = text_json(line.note);
    all.push_back(std::move(json));
  }
  return all;
}

}  // namespace acklab::scenario
