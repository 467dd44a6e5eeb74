#include "sim/cli/help.hpp"

#include <sstream>

#include <boost/test/unit_test.hpp>

#include "sim/cli/command_line.hpp"
#include "sim/cli/language.hpp"

using namespace acklab::cli;

BOOST_AUTO_TEST_SUITE(help)

BOOST_AUTO_TEST_CASE(every_command_has_help_with_an_example_in_80_columns_of_ascii) {
  for (const std::string_view name : command_names()) {
    BOOST_TEST_CONTEXT(name) {
      const std::string text{help_text(name)};
      BOOST_TEST(text.find("example") != std::string::npos);
      BOOST_TEST(text.find("acklab " + std::string{name}) != std::string::npos);
      std::istringstream lines{text};
      for (std::string line; std::getline(lines, line);) BOOST_TEST(line.size() <= 80U);
      for (const char letter : text) BOOST_REQUIRE(static_cast<unsigned char>(letter) < 0x80);
    }
  }
}

BOOST_AUTO_TEST_CASE(general_help_names_every_command) {
  const std::string text{help_text("")};
  for (const std::string_view name : command_names()) {
    BOOST_TEST(text.find("\n  " + std::string{name} + " ") != std::string::npos, name);
  }
}

/// Each example is a command line that acklab itself accepts.
BOOST_AUTO_TEST_CASE(examples_can_be_run) {
  for (const std::string_view name : command_names()) {
    std::istringstream lines{std::string{help_text(name)}};
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("  acklab ")) continue;
      std::istringstream words{line.substr(9)};
      std::vector<std::string> arguments;
      for (std::string word; words >> word && word != ">" && word != "|";) {
        arguments.push_back(word);
      }
      BOOST_TEST(take_language(arguments).has_value(), line);
      BOOST_TEST(parse_command_line(arguments).has_value(), line);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
