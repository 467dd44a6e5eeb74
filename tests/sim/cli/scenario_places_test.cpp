#include "sim/cli/scenario_places.hpp"

#include <fstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/report_folder.hpp"

using namespace acklab;
using namespace acklab::cli;

namespace {

/// A folder with these empty files.
class Places {
 public:
  explicit Places(std::initializer_list<const char*> files) {
    for (const char* file : files) {
      std::filesystem::create_directories((folder_.path() / file).parent_path());
      std::ofstream{folder_.path() / file};
    }
    places = scenario_places(folder_.path());
  }

  [[nodiscard]] std::string found(const std::string& word) const {
    const auto place = find_place(places, word);
    return place ? place->place : place.error();
  }

  std::vector<ScenarioPlace> places;

 private:
  samples::Folder folder_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(places_of_scenarios)

BOOST_AUTO_TEST_CASE(they_stand_in_teaching_order_and_other_files_are_none) {
  const Places made{
      "zoo/01-a.json", "failure/01-b.json", "windows/02-c.json", "windows/01-d.json",
      "first.json",    "sweeps/many.json",  "links/dsl.json",    "schema/scenario.schema.json",
      "README.md"};
  std::vector<std::string> order;
  for (const ScenarioPlace& place : made.places) order.push_back(place.place);
  const std::vector<std::string> expected{"first",        "windows/01-d", "windows/02-c",
                                          "failure/01-b", "zoo/01-a",     "sweeps/many"};
  BOOST_TEST(order == expected, boost::test_tools::per_element());
  BOOST_TEST(made.places[1].folder == "windows");
  BOOST_TEST(made.places[1].number == "01");
  BOOST_TEST(made.places[1].name == "d");
  BOOST_TEST(made.places[0].number == "");
}

BOOST_AUTO_TEST_CASE(a_word_means_one_by_place_number_or_name) {
  const Places made{"windows/01-slide.json", "windows/10-close.json", "timers/01-karn.json",
                    "karn.json"};
  for (const char* word :
       {"windows/01-slide", "windows/01", "windows/1", "slide", "01-slide", "windows/slide"}) {
    BOOST_TEST(made.found(word) == "windows/01-slide", word);
  }
  BOOST_TEST(made.found("windows/10") == "windows/10-close");
  BOOST_TEST(made.found("karn") == "karn");
  BOOST_TEST(made.found("timers/karn") == "timers/01-karn");
}

BOOST_AUTO_TEST_CASE(what_is_unknown_or_several_is_said_with_the_nearest) {
  const Places made{"windows/01-slide.json", "timers/01-slide.json", "timers/02-karn.json"};
  BOOST_TEST(made.found("slide") ==
             "'slide' could be 'windows/01-slide' or 'timers/01-slide'; say which.");
  BOOST_TEST(made.found("kran") == "There is no scenario 'kran'. Did you mean 'timers/02-karn'?");
  BOOST_TEST(made.found("windows/07") ==
             "There is no scenario 'windows/07'. Did you mean 'windows/01-slide'?");
  BOOST_TEST(made.found("xyzzy") ==
             "There is no scenario 'xyzzy'. 'acklab list' shows what there is.");
}

BOOST_AUTO_TEST_SUITE_END()
