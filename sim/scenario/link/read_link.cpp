#include "sim/scenario/link/read_link.hpp"

#include <algorithm>

#include "sim/scenario/json_document.hpp"
#include "sim/scenario/link/presets.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/read_file.hpp"

namespace acklab::scenario {
namespace {

bool has_key(const JsonValue& document, std::string_view key) {
  const auto* members = std::get_if<JsonValue::Object>(&document.content);
  return members != nullptr &&
         std::any_of(members->begin(), members->end(),
                     [key](const JsonMember& member) { return member.key == key; });
}

Expected<link::LinkSettings, ScenarioError> read_document(const JsonValue& document,
                                                          std::string_view origin) {
  FirstRefusal refusals{std::string{origin}};
  link::LinkSettings settings = read_link(Cursor{document, {}, refusals});
  if (refusals.error()) return failure(*refusals.error());
  return settings;
}

}  // namespace

Expected<link::LinkSettings, ScenarioError> read_link_text(std::string_view text,
                                                           std::string_view origin) {
  const auto document = parse_json(text, std::string{origin});
  if (!document) return failure(document.error());
  return read_document(*document, origin);
}

Expected<link::LinkSettings, ScenarioError> read_link_file(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return failure(text.error());
  const auto document = parse_json(*text, file);
  if (!document) return failure(document.error());
  if (!has_key(*document, "link")) return read_document(*document, file);
  if (has_key(*document, "source")) {
    const auto preset = read_preset_text(*text, file);
    if (!preset) return failure(preset.error());
    return preset->link;
  }
  const auto scenario = read_scenario(*text, file);
  if (!scenario) return failure(scenario.error());
  return scenario->link;
}

}  // namespace acklab::scenario
