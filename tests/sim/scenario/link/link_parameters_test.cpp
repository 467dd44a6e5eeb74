// What the tables of parameters say of a link description, tried on the reader that takes it.
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/link/parameters.hpp"
#include "sim/scenario/link/link_schema.hpp"
#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/link/presets.hpp"
#include "sim/scenario/link/read_link.hpp"

namespace {

using namespace acklab;
using link::Parameter;
using TestJson = nlohmann::ordered_json;
using Pointer = TestJson::json_pointer;

std::vector<Parameter> all_parameters() {
  std::vector<Parameter> all = scenario::described_direction_parameters();
  const std::vector<Parameter> whole = link::whole_link_parameters();
  all.insert(all.end(), whole.begin(), whole.end());
  return all;
}

/// A place in a link description, and the key of the parameter that stands there.
struct Place {
  Pointer pointer;
  std::string key;
  bool is_override = false;  // within what "forward" or the like says: there the link's own
                             // words hold without a key, and not the fallback
};

/// Every place in `json`, outermost first. What belongs to a direction is named as in any.
void add_places(const TestJson& json, const Place& here, std::vector<Place>& places) {
  places.push_back(here);
  if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) {
      add_places(json[i], {here.pointer / i, here.key, here.is_override}, places);
    }
  }
  if (!json.is_object()) return;
  bool is_direction = here.key.empty();
  for (const Parameter& parameter : all_parameters()) {
    is_direction |= parameter.key == here.key && parameter.kind.has(link::ValueKind::direction);
  }
  const bool is_override = here.is_override || (is_direction && !here.key.empty());
  for (const auto& [key, value] : json.items()) {
    const std::string owner = is_direction ? "" : here.key + ".";
    add_places(value, {here.pointer / key, owner + key, is_override}, places);
  }
}

struct Example {
  std::string text;
  TestJson json;
  std::vector<Place> places;
};

std::vector<Example> examples() {
  std::vector<Example> found;
  for (const Parameter& parameter : all_parameters()) {
    std::istringstream lines{std::string{parameter.examples}};
    for (std::string line; std::getline(lines, line);) {
      Example example{line, TestJson::parse(line), {}};
      add_places(example.json, Place{Pointer{}, {}, false}, example.places);
      found.push_back(std::move(example));
    }
  }
  return found;
}

/// The sentence with which the reader refuses it; empty when it takes it.
std::string refusal_by_reader(const TestJson& json) {
  const auto read = scenario::read_link_text(json.dump(), ACKLAB_SCENARIOS "/x.json");
  return read ? std::string{} : read.error().sentence;
}

bool is_taken(const TestJson& json) {
  return refusal_by_reader(json).empty();
}

/// The keys that the reader knows in the object at `place`, by its own word: what it answers to a
/// key that is like none.
std::set<std::string> keys_known_at(const Example& example, const Place& place) {
  TestJson asked = example.json;
  asked[place.pointer]["################################"] = 1;
  const std::string sentence = refusal_by_reader(asked);
  const std::string mark = "; known are ";
  const std::size_t begin = sentence.find(mark);
  BOOST_TEST_REQUIRE(begin != std::string::npos, sentence << " for " << asked.dump());
  const std::string list =
      sentence.substr(begin + mark.size(), sentence.rfind('.') - begin - mark.size());
  std::set<std::string> keys;
  std::size_t from = 0;
  for (std::size_t comma = list.find(", "); comma != std::string::npos;
       from = comma + 2, comma = list.find(", ", from)) {
    keys.insert(list.substr(from, comma - from));
  }
  keys.insert(list.substr(from));
  return keys;
}

/// What the tables say may stand below each key; below "" what one direction can be told.
std::map<std::string, std::set<std::string>> keys_in_tables() {
  std::map<std::string, std::set<std::string>> keys;
  for (const Parameter& parameter : link::direction_parameters()) {
    keys[std::string{link::owner_of(parameter.key)}].emplace(link::last_part(parameter.key));
  }
  for (const Parameter& parameter : link::whole_link_parameters()) {
    const std::string owner{link::owner_of(parameter.key)};
    if (!owner.empty()) keys[owner].emplace(link::last_part(parameter.key));
  }
  return keys;
}

/// Whether some example still is read with `value` where it has `key`.
bool takes_somewhere(std::string_view key, const TestJson& value) {
  for (const Example& example : examples()) {
    for (const Place& place : example.places) {
      if (place.key != key) continue;
      TestJson changed = example.json;
      changed[place.pointer] = value;
      if (is_taken(changed)) return true;
    }
  }
  return false;
}

TestJson without(const TestJson& json, const Pointer& pointer) {
  TestJson changed = json;
  changed[pointer.parent_pointer()].erase(pointer.back());
  return changed;
}

TestJson settings_read_from(const TestJson& json) {
  return scenario::link_json(*scenario::read_link_text(json.dump(), ACKLAB_SCENARIOS "/x.json"));
}

/// Examples that are read both with `fallback` where they have `key` and without it; whether the
/// two say the same each time.
std::pair<int, bool> fallback_holds(const Parameter& parameter) {
  const TestJson fallback = TestJson::parse(parameter.fallback);
  std::pair<int, bool> verdict{0, true};
  for (const Example& example : examples()) {
    for (const Place& place : example.places) {
      if (place.key != parameter.key || place.is_override) continue;
      if (example.json.at(place.pointer.parent_pointer()).is_array()) continue;  // an element
      TestJson with = example.json;
      with[place.pointer] = fallback;
      const TestJson bare = without(example.json, place.pointer);
      if (!is_taken(with) || !is_taken(bare)) continue;
      ++verdict.first;
      verdict.second &= settings_read_from(with) == settings_read_from(bare);
    }
  }
  return verdict;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(link_parameters)

BOOST_AUTO_TEST_CASE(every_example_is_read) {
  for (const Example& example : examples()) {
    BOOST_TEST(refusal_by_reader(example.json) == "", example.text);
  }
}

BOOST_AUTO_TEST_CASE(every_parameter_stands_in_an_example) {
  std::set<std::string> used;
  for (const Example& example : examples()) {
    for (const Place& place : example.places) used.insert(place.key);
  }
  for (const Parameter& parameter : all_parameters()) {
    BOOST_TEST(used.contains(std::string{parameter.key}),
               parameter.key << " is in no row of Parameter::examples");
  }
}

BOOST_AUTO_TEST_CASE(every_parameter_has_one_row_with_a_meaning_below_a_row_of_its_own) {
  std::set<std::string_view> keys;
  for (const Parameter& parameter : all_parameters()) {
    BOOST_TEST(keys.insert(parameter.key).second, parameter.key << " has two rows");
    BOOST_TEST(parameter.meaning.ends_with('.'), parameter.key);
    BOOST_TEST((parameter.differs.empty() || parameter.differs.ends_with('.')), parameter.key);
    const std::string_view owner = link::owner_of(parameter.key);
    BOOST_TEST((owner.empty() || keys.contains(owner)),
               parameter.key << " stands before or without a row " << owner);
  }
}

BOOST_AUTO_TEST_CASE(the_reader_knows_exactly_the_keys_of_the_tables) {
  std::map<std::string, std::set<std::string>> known;
  std::set<std::string> known_of_link;
  for (const Example& example : examples()) {
    for (const Place& place : example.places) {
      if (!example.json.at(place.pointer).is_object()) continue;
      const std::set<std::string> keys = keys_known_at(example, place);
      if (place.pointer.empty()) {
        known_of_link.insert(keys.begin(), keys.end());
        continue;
      }
      bool is_direction = false;
      for (const Parameter& parameter : all_parameters()) {
        is_direction |=
            parameter.key == place.key && parameter.kind.has(link::ValueKind::direction);
      }
      known[is_direction ? "" : place.key].insert(keys.begin(), keys.end());
    }
  }
  const auto described = keys_in_tables();
  for (const auto& [owner, keys] : described) {
    BOOST_TEST_CONTEXT("below \"" << owner << "\"") {
      BOOST_TEST(known[owner] == keys, boost::test_tools::per_element());
    }
  }
  for (const auto& [owner, keys] : known) {
    BOOST_TEST(described.contains(owner), owner << " is no object in the tables");
  }
  std::set<std::string> described_of_link = described.at("");
  for (const Parameter& parameter : link::whole_link_parameters()) {
    if (link::owner_of(parameter.key).empty()) described_of_link.emplace(parameter.key);
  }
  BOOST_TEST(known_of_link == described_of_link, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_said_to_hold_without_a_key_does) {
  for (const Parameter& parameter : all_parameters()) {
    if (parameter.fallback.empty()) continue;
    const auto [tried, same] = fallback_holds(parameter);
    BOOST_TEST(tried > 0, parameter.key << ": no example is read with " << parameter.fallback);
    BOOST_TEST(same, parameter.key << ": " << parameter.fallback << " is not what holds");
  }
}

BOOST_AUTO_TEST_CASE(ranges_are_those_of_the_reader) {
  for (const Parameter& parameter : all_parameters()) {
    const std::string range{parameter.range};
    const std::size_t to = range.find(" to ");
    if (to == std::string::npos) continue;
    const std::string from = range.substr(0, to);
    const std::string until = range.substr(to + 4);
    BOOST_TEST(takes_somewhere(parameter.key, from), parameter.key << ": " << from);
    BOOST_TEST(takes_somewhere(parameter.key, until), parameter.key << ": " << until);
    BOOST_TEST(!takes_somewhere(parameter.key, "9" + until), parameter.key << ": 9" << until);
  }
  for (const Parameter& parameter : all_parameters()) {
    const bool counts = parameter.kind.has(link::ValueKind::count);
    if (!counts && !parameter.kind.has(link::ValueKind::number)) continue;
    const std::uint64_t min = parameter.min.value_or(0);
    BOOST_TEST(takes_somewhere(parameter.key, min), parameter.key << ": " << min);
    if (min > 0) BOOST_TEST(!takes_somewhere(parameter.key, min - 1), parameter.key);
    BOOST_TEST_REQUIRE(parameter.max.has_value(), parameter.key << " has no largest number");
    BOOST_TEST(takes_somewhere(parameter.key, *parameter.max), parameter.key);
    BOOST_TEST(!takes_somewhere(parameter.key, *parameter.max + 1), parameter.key);
  }
}

BOOST_AUTO_TEST_CASE(words_are_those_of_the_reader) {
  for (const Parameter& parameter : all_parameters()) {
    if (!parameter.kind.has(link::ValueKind::choice)) continue;
    for (const std::string_view word : parameter.choices) {
      BOOST_TEST(takes_somewhere(parameter.key, std::string{word}),
                 parameter.key << ": no example is read with \"" << word << "\"");
    }
    BOOST_TEST(!takes_somewhere(parameter.key, "no-such-word"), parameter.key);
  }
}

BOOST_AUTO_TEST_CASE(the_schema_is_the_one_made_from_the_tables) {
  BOOST_TEST(scenario::with_link_schema(scenario::scenario_schema()) == scenario::scenario_schema(),
             "scenarios/schema/scenario.schema.json differs from the tables: run ./dev generate");
}

BOOST_AUTO_TEST_SUITE_END()
