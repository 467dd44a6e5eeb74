#include "sim/report/page/told_sentences.hpp"

#include <functional>
#include <initializer_list>
#include <string>

#include <nlohmann/json.hpp>

#include "sim/report/json/read_json.hpp"
#include "sim/report/repeatability.hpp"
#include "sim/report/words/retold.hpp"
#include "sim/report/words/source_words.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::report {
namespace {

/// No sentence of acklab is longer; a file of somebody else's may hold anything.
constexpr std::size_t longest_sentence = 2000;

/// The elements of an array; of anything else none.
const Json& elements_of(const Json& json, const char* key) {
  static const Json none = Json::array();
  const Json& list = member(json, key);
  return list.is_array() ? list : none;
}

using Teller = std::function<std::string(std::string_view, const Words&)>;

void add_sentence(const Json& sentence, const Teller& tell, Json& told) {
  if (!sentence.is_string()) return;
  const auto english = sentence.get<std::string>();
  if (english.empty() || english.size() > longest_sentence) return;
  for (const std::string& language : Words::languages()) {
    std::string other = tell(english, Words::in(language));
    if (other != english) told[language][english] = std::move(other);
  }
}

void add_members(const Json& json, std::initializer_list<const char*> keys, Json& told) {
  for (const char* const key : keys) add_sentence(member(json, key), retold, told);
}

}  // namespace

void add_told_sentences(const Json& report, Json& told) {
  add_members(member(report, "path"), {"reason"}, told);
  for (const Json& contender : elements_of(report, "contenders")) {
    const Json& runs = elements_of(contender, "runs");
    if (runs.empty()) continue;
    add_members(runs.front(), {"reason", "remedy"}, told);
    const Json& statement = member(member(runs.front(), "repeatable"), "statement");
    add_sentence(statement, repeatability_retold, told);
  }
  for (const Json& line : elements_of(report, "theory")) {
    add_members(line, {"reason", "validity"}, told);
    add_sentence(member(line, "source"), source_retold, told);
    for (const Json& input : elements_of(line, "inputs")) add_members(input, {"from"}, told);
  }
  for (const Json& line : elements_of(report, "kernel_honesty")) {
    add_members(line, {"kernel", "book"}, told);
    add_sentence(member(line, "source"), source_retold, told);
  }
}

}  // namespace acklab::report
