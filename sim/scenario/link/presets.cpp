#include "sim/scenario/link/presets.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/link/parameters.hpp"
#include "sim/scenario/json_document.hpp"
#include "sim/scenario/link/preset_files.hpp"
#include "sim/scenario/parts_reader.hpp"

namespace acklab::scenario {
namespace {

constexpr std::size_t max_about_paragraphs = 10;

LinkPreset read_preset(const Cursor& root) {
  LinkPreset preset;
  const Members members{
      root, "a link with its source, which is a JSON object", {"about", "source", "link"}};
  if (const auto about = members.require("about")) {
    for (const Cursor& paragraph :
         about->elements("an array of paragraphs", 1, max_about_paragraphs)) {
      preset.about.push_back(read_text_line(paragraph));
    }
  }
  if (const auto source = members.require("source")) preset.source = read_text_line(*source);
  if (const auto link = members.require("link")) preset.link = read_link(*link);
  return preset;
}

}  // namespace

std::span<const std::string_view> preset_names() {
  return preset_file_names();
}

Expected<LinkPreset, ScenarioError> read_preset_text(std::string_view text,
                                                     std::string_view origin) {
  const auto document = parse_json(text, std::string{origin});
  if (!document) return failure(document.error());
  FirstRefusal refusals{std::string{origin}};
  LinkPreset preset = read_preset(Cursor{*document, {}, refusals});
  if (refusals.error()) return failure(*refusals.error());
  return preset;
}

LinkPreset link_preset(std::string_view name) {
  const auto names = preset_file_names();
  const auto found = std::find(names.begin(), names.end(), name);
  assert(found != names.end());
  auto preset =
      read_preset_text(preset_file_texts()[static_cast<std::size_t>(found - names.begin())], name);
  assert(preset.has_value() && "a test reads every one");
  preset->name = name;
  return *std::move(preset);
}

std::vector<link::Parameter> described_direction_parameters() {
  std::vector<link::Parameter> all = link::direction_parameters();
  for (link::Parameter& parameter : all) {
    if (parameter.key == "like") parameter.choices = preset_names();
  }
  return all;
}

}  // namespace acklab::scenario
