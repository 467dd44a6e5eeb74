#include "sim/scenario/link/presets.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/link/preset_files.hpp"
#include "sim/scenario/link/read_link.hpp"

using namespace acklab;

namespace {

link::LinkSettings preset_read(const std::string& text) {
  const auto read = scenario::read_link_text(text, "x.json");
  BOOST_TEST_REQUIRE(read.has_value(), text << ": " << read.error().sentence);
  return *read;
}

std::string preset_refusal(const std::string& text) {
  const auto read = scenario::read_link_text(text, "x.json");
  return read ? "accepted" : read.error().sentence;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(link_presets)

BOOST_AUTO_TEST_CASE(each_preset_is_read_and_says_what_it_is_and_where_its_numbers_come_from) {
  const auto texts = scenario::preset_file_texts();
  BOOST_TEST_REQUIRE(scenario::preset_names().size() >= 15U);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string_view name = scenario::preset_names()[i];
    BOOST_TEST_CONTEXT(name) {
      const auto preset = scenario::read_preset_text(texts[i], name);
      BOOST_TEST_REQUIRE(preset.has_value(), preset.error().sentence);
      BOOST_TEST(preset->source.size() > 20U);
      for (const std::string& paragraph : preset->about) BOOST_TEST(paragraph.ends_with('.'));
      BOOST_TEST(preset->link.forward.rate.has_value());
      BOOST_TEST((preset->link.forward.delay > Duration{}));
      // One that began with another could go round in circles.
      BOOST_TEST(texts[i].find("\"like\"") == std::string_view::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_compiled_in_is_what_the_folder_holds) {
  for (const std::string_view name : scenario::preset_names()) {
    const std::string file =
        std::string{ACKLAB_SCENARIOS} + "/links/" + std::string{name} + ".json";
    std::ifstream in{file};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    BOOST_TEST(scenario::link_preset(name).source ==
               scenario::read_preset_text(text, file)->source);
    BOOST_TEST(scenario::read_link_file(file).has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_link_like_a_preset_is_that_preset) {
  const link::LinkSettings dsl = preset_read(R"({"like": "dsl"})");
  BOOST_TEST((dsl.forward.rate == BitRate::from_bits_per_s(1'500'000)));
  BOOST_TEST((dsl.reverse.rate == BitRate::from_bits_per_s(384'000)));
  BOOST_TEST((dsl.forward.delay == std::chrono::milliseconds{25}));
  BOOST_TEST((dsl.reverse.delay == std::chrono::milliseconds{25}));
}

BOOST_AUTO_TEST_CASE(keys_beside_like_override_it_in_both_directions) {
  const link::LinkSettings dsl = preset_read(R"({"delay": "5ms", "loss": "1%", "like": "dsl"})");
  for (const link::DirectionSettings& direction : {dsl.forward, dsl.reverse}) {
    BOOST_TEST((direction.delay == std::chrono::milliseconds{5}));
    BOOST_TEST((direction.loss == Probability::from_percent(1)));
  }
  BOOST_TEST((dsl.forward.rate == BitRate::from_bits_per_s(1'500'000)));
  BOOST_TEST((dsl.reverse.rate == BitRate::from_bits_per_s(384'000)));
}

BOOST_AUTO_TEST_CASE(a_direction_like_a_preset_takes_that_direction_of_it_and_nothing_else) {
  const link::LinkSettings mixed =
      preset_read(R"({"loss": "1%", "delay": "1ms", "reverse": {"like": "dsl", "delay": "7ms"}})");
  BOOST_TEST(!mixed.forward.rate.has_value());
  BOOST_TEST((mixed.forward.loss == Probability::from_percent(1)));
  BOOST_TEST((mixed.reverse.rate == BitRate::from_bits_per_s(384'000)));
  BOOST_TEST((mixed.reverse.delay == std::chrono::milliseconds{7}));
  BOOST_TEST((mixed.reverse.loss == Probability{}));
}

BOOST_AUTO_TEST_CASE(what_an_override_leaves_without_effect_is_refused) {
  BOOST_TEST(preset_refusal(R"({"like": "dsl", "rate": "unlimited"})").find("no effect") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unknown_preset_is_refused_with_the_nearest_known_one) {
  const std::string sentence = preset_refusal(R"({"like": "starlnk"})");
  BOOST_TEST(sentence.find("the nearest is \"starlink\"") != std::string::npos, sentence);
  BOOST_TEST(preset_refusal(R"({"forward": {"like": 3}})").find("forward.like") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
