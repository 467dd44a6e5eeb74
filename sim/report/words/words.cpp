#include "sim/report/words/words.hpp"

#include <algorithm>
#include <cassert>

#include <nlohmann/json.hpp>

#include "sim/report/words/word_files.hpp"

namespace acklab::report {
namespace {

const std::vector<Words>& all_words() {
  static const std::vector<Words> all = [] {
    std::vector<Words> made;
    for (const WordFile& file : word_files())
      made.emplace_back(std::string{file.language}, file.text);
    return made;
  }();
  return all;
}

const Words* find_words(std::string_view language) {
  const auto& all = all_words();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Words& words) { return words.language() == language; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

Words::Words(std::string language, std::string_view json)
    : language_(std::move(language)),
      by_key_(nlohmann::json::parse(json).get<std::map<std::string, std::string, std::less<>>>()) {}

const Words& Words::english() {
  return *find_words("en");
}

const Words& Words::in(std::string_view language) {
  for (std::string_view range = language; !range.empty();) {
    if (const Words* found = find_words(range)) return *found;
    const std::size_t cut = range.rfind('-');
    range = range.substr(0, cut == std::string_view::npos ? 0 : cut);
  }
  return english();
}

std::vector<std::string> Words::languages() {
  std::vector<std::string> languages;
  for (const Words& words : all_words()) languages.push_back(words.language());
  return languages;
}

std::map<std::string, std::string> Words::with_prefix(std::string_view beginning) const {
  std::map<std::string, std::string> found;
  for (auto at = by_key_.lower_bound(beginning);
       at != by_key_.end() && at->first.starts_with(beginning); ++at) {
    found.insert(*at);
  }
  return found;
}

const std::string& Words::operator()(std::string_view key) const {
  const auto found = by_key_.find(key);
  assert(found != by_key_.end());
  return found->second;
}

}  // namespace acklab::report
