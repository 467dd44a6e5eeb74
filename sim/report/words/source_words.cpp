#include "sim/report/words/source_words.hpp"

#include <regex>

#include "sim/report/words/retold.hpp"

namespace acklab::report {

std::string source_retold(std::string_view english, const Words& words) {
  static const std::regex place{
      R"(\bsections? ([0-9IVX]+(?:\.[0-9]+)*)(?: and ([0-9]+(?:\.[0-9]+)*))?)"};
  const std::string source = retold(english, words);
  std::string told;
  auto rest = source.cbegin();
  for (std::sregex_iterator at{source.begin(), source.end(), place}; at != std::sregex_iterator{};
       ++at) {
    const std::smatch& found = *at;
    told.append(rest, found[0].first);
    told += found[2].matched ? words.say("source.sections", found[1].str(), found[2].str())
                             : words.say("source.section", found[1].str());
    rest = found[0].second;
  }
  return told.append(rest, source.cend());
}

}  // namespace acklab::report
