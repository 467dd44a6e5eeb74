#include "sim/report/words/words.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/repeatability.hpp"
#include "sim/report/words/retold.hpp"
#include "sim/report/words/source_words.hpp"
#include "sim/theory/catalogue.hpp"
#include "tests/support/report_samples.hpp"

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::map<std::string, std::string> words_in(const std::string& language) {
  return nlohmann::json::parse(text_of(WORDS "/" + language + ".json"));
}

/// The blanks of a text in their order: "{} of {:.2f}" has "{}" and "{:.2f}".
std::vector<std::string> blanks_of(const std::string& text) {
  static const std::regex blank{R"(\{[^}]*\})"};
  std::vector<std::string> blanks;
  for (std::sregex_iterator at{text.begin(), text.end(), blank}; at != std::sregex_iterator{};
       ++at) {
    blanks.push_back(at->str());
  }
  return blanks;
}

/// All the sources of these rooms, one text.
std::string sources(const std::vector<std::string>& rooms = {"report", "retell", "takeapart",
                                                             "advise", "cli"}) {
  std::string all;
  for (const std::string& room : rooms) {
    for (const auto& entry : fs::recursive_directory_iterator{fs::path{SIM} / room}) {
      const std::string kind = entry.path().extension().string();
      if (kind == ".cpp" || kind == ".hpp") all += text_of(entry.path());
    }
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(every_file_of_words_is_compiled_in) {
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator{WORDS}) {
    if (entry.path().extension() == ".json") files.insert(entry.path().stem().string());
  }
  const auto compiled = acklab::report::Words::languages();
  BOOST_TEST(files == std::set<std::string>(compiled.begin(), compiled.end()),
             boost::test_tools::per_element());
  BOOST_TEST(files.contains("en"));
  BOOST_TEST(files.contains("zh"));
}

BOOST_AUTO_TEST_CASE(each_language_has_the_keys_and_the_blanks_of_english) {
  const auto english = words_in("en");
  for (const std::string& language : acklab::report::Words::languages()) {
    const auto words = words_in(language);
    for (const auto& [key, text] : english) {
      BOOST_TEST_REQUIRE(words.contains(key), key << " is missing in " << language);
      BOOST_TEST(blanks_of(words.at(key)) == blanks_of(text), key << " in " << language);
      BOOST_TEST(acklab::report::Words::in(language)(key) == words.at(key));
    }
    for (const auto& [key, text] : words) {
      BOOST_TEST(english.contains(key), key << " of " << language << " is not English");
    }
  }
}

BOOST_AUTO_TEST_CASE(every_key_is_used) {
  const std::string all = sources();
  for (const auto& [key, text] : words_in("en")) {
    if (key.starts_with("told.")) continue;  // found by what they say
    BOOST_TEST(all.find('"' + key + '"') != std::string::npos, key << " is in no source");
  }
}

BOOST_AUTO_TEST_CASE(every_key_that_is_asked_for_is_there) {
  const std::string all = sources();
  const auto english = words_in("en");
  static const std::regex asked{R"(\bwords_?(?:\.say)?\(\s*"([^"]+)\")"};
  std::size_t count = 0;
  for (std::sregex_iterator at{all.begin(), all.end(), asked}; at != std::sregex_iterator{}; ++at) {
    ++count;
    BOOST_TEST(english.contains((*at)[1].str()), (*at)[1].str());
  }
  BOOST_TEST(count > 50U);
}

BOOST_AUTO_TEST_CASE(what_is_retold_is_said_by_a_room_below) {
  // Literals that stand behind each other are one.
  std::string all = sources({"path", "contender", "run", "scenario", "theory", "report/link"});
  all = std::regex_replace(all, std::regex{R"(\\")"}, "'");
  all = std::regex_replace(all, std::regex{R"("\s*")"}, "");
  // Between blanks and signs, at which sentences are put together, words stand as they are told.
  static const std::regex joint{R"(\{\}|[():;,.] ?)"};
  for (const auto& [key, told] : words_in("en")) {
    if (!key.starts_with("told.")) continue;
    const std::string text = std::regex_replace(told, std::regex{"\""}, "'");
    for (std::sregex_token_iterator piece{text.begin(), text.end(), joint, -1};
         piece != std::sregex_token_iterator{}; ++piece) {
      BOOST_TEST(all.find(piece->str()) != std::string::npos, key << " is never said: " << *piece);
    }
  }
}

BOOST_AUTO_TEST_CASE(sentences_are_retold_blanks_and_all) {
  using acklab::report::retold;
  const auto& zh = acklab::report::Words::in("zh");
  const auto& en = acklab::report::Words::english();
  const std::string limit =
      "The time limit of 60 s came first: 1 kB of 2 kB were delivered intact.";
  BOOST_TEST(retold(limit, en) == limit);
  BOOST_TEST(retold(limit, zh) == "时限 60 s 先到：完好送达 1 kB，共 2 kB。");
  BOOST_TEST(retold("There is no /dev/net/tun. Run `sudo modprobe tun`.", zh) ==
             "没有 /dev/net/tun。运行 `sudo modprobe tun`。");
  BOOST_TEST(retold("Nobody has ever said this.", zh) == "Nobody has ever said this.");
  BOOST_TEST(retold("", zh).empty());
  // Of two that fit, the one that knows more of it.
  BOOST_TEST(retold("buffers grow by themselves, up to 64 MiB", zh) ==
             "缓冲区自动增长，最多 64 MiB");
}

BOOST_AUTO_TEST_CASE(what_formulas_assume_is_told_in_every_language) {
  for (const std::string& language : acklab::report::Words::languages()) {
    if (language == "en") continue;
    const auto& words = acklab::report::Words::in(language);
    for (const acklab::theory::Formula& formula : acklab::theory::catalogue()) {
      BOOST_TEST(acklab::report::retold(formula.validity, words) != formula.validity,
                 formula.name << ": " << formula.validity);
    }
  }
}

BOOST_AUTO_TEST_CASE(sections_of_sources_are_named_in_the_language_of_the_reader) {
  using acklab::report::source_retold;
  const auto& zh = acklab::report::Words::in("zh");
  BOOST_TEST(source_retold("RFC 6349 section 3.3, RFC 7323 section 1.1", zh) ==
             "RFC 6349 第 3.3 节, RFC 7323 第 1.1 节");
  BOOST_TEST(source_retold("RFC 9293 sections 3.4.1 and 3.6.1", zh) ==
             "RFC 9293 第 3.4.1 和 3.6.1 节");
  BOOST_TEST(source_retold("follows from delivery in order (RFC 9293 section 3.4)", zh) ==
             "由按序交付得出（RFC 9293 第 3.4 节）");
  for (const acklab::theory::Formula& formula : acklab::theory::catalogue()) {
    const std::string told = source_retold(formula.source, zh);
    for (const char* const english : {"section", "follows", "with the"}) {
      BOOST_TEST(told.find(english) == std::string::npos, told);
    }
    BOOST_TEST(source_retold(formula.source, acklab::report::Words::english()) == formula.source);
  }
}

BOOST_AUTO_TEST_CASE(what_repeats_is_retold_as_it_is_told) {
  using acklab::report::repeatability_of;
  acklab::run::BatchResult batch = acklab::samples::batch();
  const auto& zh = acklab::report::Words::in("zh");
  batch.path = acklab::path::PathKind::relay;
  batch.contenders.resize(1);
  batch.contenders.front().runs.resize(1);
  acklab::contender::RunResult& run = batch.contenders.front().runs.front();
  run.outcome = acklab::contender::Outcome::completed;
  run.path = acklab::path::PathKind::relay;
  std::set<std::string> told;
  for (const std::uint64_t scripted : {0U, 1U, 7U}) {
    for (const std::uint64_t random : {0U, 1U, 12U}) {
      for (const std::uint64_t timed : {0U, 1U, 5U}) {
        run.link.forward.counters.dropped_by_label = {
            .scripted = scripted, .random = random, .time_driven = timed};
        run.link.reverse.counters.dropped_by_label = {};
        const std::string english = repeatability_of(run);
        const std::string chinese = acklab::report::repeatability_retold(english, zh);
        BOOST_TEST(chinese == repeatability_of(batch, zh), english);
        BOOST_TEST(chinese != english);
        told.insert(chinese);
      }
    }
  }
  BOOST_TEST(told.size() > 20U);
  run.path = acklab::path::PathKind::simulated;
  BOOST_TEST(acklab::report::repeatability_retold(repeatability_of(run), zh) ==
             zh("repeat.run_in_virtual_time"));
  BOOST_TEST(acklab::report::repeatability_retold("Who knows?", zh) == "Who knows?");
}

BOOST_AUTO_TEST_CASE(a_language_without_words_is_told_in_english) {
  BOOST_TEST(acklab::report::Words::in("zh-CN").language() == "zh");
  BOOST_TEST(acklab::report::Words::in("fr").language() == "en");
  BOOST_TEST(acklab::report::Words::in("").language() == "en");
  BOOST_TEST(acklab::report::Words::english()("grid.intact") == "intact");
  BOOST_TEST(acklab::report::Words::english().say("expect.at_least", 3) == "at least 3");
}

BOOST_AUTO_TEST_SUITE_END()
