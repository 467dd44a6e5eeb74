#include "sim/cli/scenario_places.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

#include "sim/cli/scenario_folder.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/nearest_name.hpp"

namespace acklab::cli {
namespace {

namespace fs = std::filesystem;

/// The folders of the course in teaching order.
constexpr std::array<std::string_view, 8> teaching_order{
    "", "reliability", "windows", "timers", "congestion", "real-time", "datagrams", "failure"};

std::size_t rank_of(const std::string& folder) {
  if (folder == "sweeps") return teaching_order.size() + 1;
  const auto* const found = std::find(teaching_order.begin(), teaching_order.end(), folder);
  return static_cast<std::size_t>(found - teaching_order.begin());
}

ScenarioPlace place_of(const fs::path& file, const std::string& folder) {
  ScenarioPlace place;
  const std::string stem = file.stem().string();
  place.folder = folder;
  place.place = folder.empty() ? stem : folder + '/' + stem;
  const std::size_t digits = std::min(stem.find_first_not_of("0123456789"), stem.size());
  if (digits > 0 && digits < stem.size() && stem[digits] == '-') {
    place.number = stem.substr(0, digits);
    place.name = stem.substr(digits + 1);
  } else {
    place.name = stem;
  }
  place.file = file;
  return place;
}

/// Scenario files in one folder; schemas lie there too and are none.
void add_files(const fs::path& folder, const std::string& name, std::vector<ScenarioPlace>& into) {
  std::error_code ended;
  for (fs::directory_iterator entry{folder, ended}; !ended && entry != fs::directory_iterator{};
       entry.increment(ended)) {
    const std::string file = entry->path().filename().string();
    if (file.ends_with(".json") && !file.ends_with(".schema.json")) {
      into.push_back(place_of(entry->path(), name));
    }
  }
}

std::string without_leading_zeros(const std::string& number) {
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

bool is_number_in_folder(const ScenarioPlace& place, const std::string& word) {
  const std::size_t slash = word.rfind('/');
  if (slash == std::string::npos || place.number.empty()) return false;
  return word.substr(0, slash) == place.folder &&
         without_leading_zeros(word.substr(slash + 1)) == without_leading_zeros(place.number);
}

bool means(const ScenarioPlace& place, const std::string& word) {
  return word == place.place || word == place.name || is_number_in_folder(place, word) ||
         word == (place.folder.empty() ? "" : place.folder + '/') + place.name ||
         (!place.number.empty() && word == place.number + '-' + place.name);
}

/// " Did you mean 'a' or 'b'?", at most three of the nearest.
std::string suggestions(std::span<const ScenarioPlace> places, const std::string& word) {
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const ScenarioPlace& place : places) {
    const std::size_t distance = std::min(scenario::edit_distance(word, place.place),
                                          scenario::edit_distance(word, place.name));
    const bool contained = (word.size() >= 3 && place.place.find(word) != std::string::npos) ||
                           (!place.folder.empty() && word.starts_with(place.folder + '/'));
    if (contained || distance * 3 <= word.size()) near.emplace_back(distance, place.place);
  }
  std::sort(near.begin(), near.end());
  std::string nearest;
  for (std::size_t i = 0; i < near.size() && i < 3; ++i) {
    nearest += fmt::format("{}'{}'", nearest.empty() ? "" : ", ", near[i].second);
  }
  return nearest.empty() ? " 'acklab list' shows what there is." : " Did you mean " + nearest + "?";
}

}  // namespace

std::vector<ScenarioPlace> scenario_places(const fs::path& scenarios) {
  std::vector<ScenarioPlace> places;
  add_files(scenarios, "", places);
  std::error_code ended;
  for (fs::directory_iterator entry{scenarios, ended}; !ended && entry != fs::directory_iterator{};
       entry.increment(ended)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    // Links are what scenarios start from, and none themselves.
    if (name != "links" && entry->is_directory(ignored)) add_files(entry->path(), name, places);
  }
  std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) {
    return std::tuple{rank_of(a.folder), a.place} < std::tuple{rank_of(b.folder), b.place};
  });
  return places;
}

Expected<ScenarioPlace, std::string> find_place(std::span<const ScenarioPlace> places,
                                                const std::string& word) {
  std::vector<ScenarioPlace> found;
  std::copy_if(places.begin(), places.end(), std::back_inserter(found),
               [&](const ScenarioPlace& place) { return means(place, word); });
  // A whole place is meant before any name that happens to be the same.
  for (const ScenarioPlace& place : found) {
    if (place.place == word) return place;
  }
  const std::string shown = report::printable(word, true);
  if (found.empty()) {
    return failure(fmt::format("There is no scenario '{}'.{}", shown, suggestions(places, word)));
  }
  if (found.size() > 1) {
    return failure(fmt::format("'{}' could be '{}' or '{}'; say which.", shown, found[0].place,
                               found[1].place));
  }
  return found.front();
}

Expected<std::string, std::string> scenario_file(const std::string& word) {
  std::error_code ignored;
  if (fs::exists(word, ignored)) return word;
  const bool looks_like_path = word.find('.') != std::string::npos || word.starts_with('/');
  const auto folder = scenario_folder();
  if (!folder)
    return looks_like_path ? Expected<std::string, std::string>{word} : failure(folder.error());
  if (looks_like_path) {
    const fs::path inside = *folder / word;
    return word.ends_with(".json") && fs::is_regular_file(inside, ignored) ? inside.string() : word;
  }
  const auto place = find_place(scenario_places(*folder), word);
  if (!place) return failure(place.error());
  return place->file.string();
}

}  // namespace acklab::cli
