#include "sim/cli/language.hpp"

#include <cstdlib>

#include <boost/test/unit_test.hpp>

using namespace acklab::cli;

namespace {

using Arguments = std::vector<std::string>;

/// Without what the machine's owner prefers.
struct NoPreference {
  NoPreference() { ::unsetenv("ACKLAB_LANG"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(language, NoPreference)

BOOST_AUTO_TEST_CASE(a_tag_gets_its_usual_letters) {
  BOOST_TEST(usual_tag("zh") == "zh");
  BOOST_TEST(usual_tag("ZH_cn.UTF-8") == "zh-CN");
  BOOST_TEST(usual_tag("zh-hans-cn") == "zh-Hans-CN");
  BOOST_TEST(usual_tag("ES-419") == "es-419");
  BOOST_TEST(usual_tag("de_DE@euro") == "de-DE");
  BOOST_TEST(usual_tag("") == "");
}

BOOST_AUTO_TEST_CASE(the_option_is_taken_out_wherever_it_stands) {
  for (Arguments arguments :
       {Arguments{"--lang", "zh", "run", "a"}, Arguments{"run", "a", "--lang", "zh"},
        Arguments{"run", "--lang=zh", "a"}}) {
    BOOST_TEST(take_language(arguments).value() == "zh");
    BOOST_TEST(arguments == (Arguments{"run", "a"}), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(what_stands_behind_two_dashes_is_no_option) {
  Arguments arguments{"run", "--", "--lang", "zh"};
  BOOST_TEST(take_language(arguments).value() == "en");
  BOOST_TEST(arguments.size() == 4U);
}

BOOST_AUTO_TEST_CASE(the_option_comes_before_the_environment_and_that_before_english) {
  Arguments none;
  BOOST_TEST(take_language(none).value() == "en");
  ::setenv("ACKLAB_LANG", "zh_CN.UTF-8", 1);
  BOOST_TEST(take_language(none).value() == "zh-CN");
  Arguments said{"--lang", "de"};
  BOOST_TEST(take_language(said).value() == "de");
  ::setenv("ACKLAB_LANG", "!", 1);
  BOOST_TEST(take_language(none).error() ==
             "'ACKLAB_LANG' expects a language such as en or zh, found '!'.");
  ::unsetenv("ACKLAB_LANG");
}

BOOST_AUTO_TEST_CASE(a_missing_or_second_language_is_refused) {
  for (Arguments arguments : {Arguments{"list", "--lang"}, Arguments{"--lang", "zh", "--lang=en"},
                              Arguments{"--lang="}}) {
    BOOST_TEST(!take_language(arguments).has_value());
  }
}

BOOST_AUTO_TEST_SUITE_END()
