#include <filesystem>
#include <fstream>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/link/read_link.hpp"

namespace {

using namespace acklab;
namespace fs = std::filesystem;

const std::string origin = ACKLAB_SCENARIOS "/x.json";

link::DirectionSettings rate_read(const std::string& text) {
  const auto read = scenario::read_link_text(text, origin);
  BOOST_TEST_REQUIRE(read.has_value(), read.error().sentence);
  return read->forward;
}

template <typename Kind>
Kind rate_of_kind(const std::string& text) {
  const link::DirectionSettings settings = rate_read(text);
  BOOST_TEST_REQUIRE(settings.rate.has_value());
  BOOST_TEST_REQUIRE(std::holds_alternative<Kind>(settings.rate->kind()));
  return std::get<Kind>(settings.rate->kind());
}

void rate_refused(const std::string& text, std::string_view because) {
  const auto read = scenario::read_link_text(text, origin);
  BOOST_TEST_REQUIRE(!read.has_value(), text);
  BOOST_TEST(read.error().sentence.find(because) != std::string::npos, read.error().sentence);
}

/// A folder with a trace in it that goes when the test ends.
struct TraceFolder {
  fs::path path;

  explicit TraceFolder(const std::string& trace) {
    std::string pattern = (fs::temp_directory_path() / "acklab-trace-XXXXXX").string();
    BOOST_TEST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
    std::ofstream{path / "my.trace", std::ios::binary} << trace;
  }
  TraceFolder(const TraceFolder&) = delete;
  TraceFolder& operator=(const TraceFolder&) = delete;
  ~TraceFolder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  /// What reading a link that names the trace says.
  [[nodiscard]] std::string refusal() const {
    const auto read = scenario::read_link_text(R"({"rate": {"trace": "my.trace"}})",
                                               (path / "link.json").string());
    return read ? "accepted" : read.error().sentence;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(rate_reader)

BOOST_AUTO_TEST_CASE(a_rate_says_what_the_line_adds_to_packets) {
  const auto rate = rate_of_kind<link::FixedRate>(
      R"({"rate": {"rate": "8mbit", "packet_overhead": "-14B", "cell_size": "48B",
          "cell_overhead": "5B"}})");
  BOOST_TEST((rate == link::FixedRate{BitRate::from_bits_per_s(8'000'000), -14, 48, 5}));
  BOOST_TEST((rate_of_kind<link::FixedRate>(R"({"rate": {"rate": "8mbit"}})") ==
              rate_of_kind<link::FixedRate>(R"({"rate": "8mbit"})")));
}

BOOST_AUTO_TEST_CASE(a_rate_may_be_shaped_and_policed) {
  const auto rate = rate_of_kind<link::TokenBucketRate>(
      R"({"rate": {"kind": "token_bucket", "rate": "8mbit", "burst": "3kB", "peak_rate": "9mbit"}})");
  BOOST_TEST((rate == link::TokenBucketRate{BitRate::from_bits_per_s(8'000'000), 3000,
                                            BitRate::from_bits_per_s(9'000'000)}));
  const auto settings = rate_read(R"({"policer": {"rate": "2mbit", "burst": "32kB"}})");
  BOOST_TEST(
      (settings.policer == link::PolicerSettings{BitRate::from_bits_per_s(2'000'000), 32'000}));
  BOOST_TEST(!rate_read(R"({"policer": {"rate": "2mbit", "burst": "32kB"},
                            "forward": {"policer": "none"}})")
                  .policer.has_value());
}

BOOST_AUTO_TEST_CASE(a_trace_is_read_from_beside_the_file_that_names_it) {
  const auto rate =
      rate_of_kind<link::TraceRate>(R"({"rate": {"trace": "traces/fade.trace"}, "queue": "9kB"})");
  BOOST_TEST(rate.file == "traces/fade.trace");
  BOOST_TEST(rate.repeat);
  BOOST_TEST(rate.trace->length().count() == 10'000'000'000);
  rate_refused(R"({"rate": {"trace": "fade.trace"}})", "there is no such file");
  rate_refused(R"({"rate": {"trace": "traces"}})",
               "this is a directory, a trace file was expected");
  rate_refused(R"({"rate": {"trace": "/dev/zero"}})", "a regular file was expected");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_trace_is_told_with_its_line) {
  BOOST_TEST(TraceFolder{"1\n2\n"}.refusal() == "accepted");
  const std::string sentence = TraceFolder{"1\nx\n"}.refusal();
  BOOST_TEST(sentence.find("at link.rate.trace") == std::string::npos);
  BOOST_TEST(sentence.find("my.trace\" cannot be used, line 2: expected a whole number") !=
                 std::string::npos,
             sentence);
  BOOST_TEST(TraceFolder{""}.refusal().find("the trace is empty") != std::string::npos);
  BOOST_TEST(TraceFolder{"0\n"}.refusal().find("millisecond 0") != std::string::npos);
  BOOST_TEST(TraceFolder{std::string(link::max_trace_bytes + 1, '1')}.refusal().find(
                 "a trace at most 67108864") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_would_have_no_effect_is_refused) {
  rate_refused(R"({"rate": {}})", "at rate: a rate as an object needs a \"rate\" or a \"trace\"");
  rate_refused(R"({"rate": {"rate": "1mbit", "cell_overhead": "5B"}})",
               "no effect without a \"cell_size\"");
  rate_refused(R"({"rate": {"rate": "1mbit", "burst": "5kB"}})",
               "\"burst\" has no effect with a rate that is no \"kind\": \"token_bucket\"");
  rate_refused(R"({"rate": {"rate": "1mbit", "repeat": true}})",
               "\"repeat\" has no effect with a rate that is no \"trace\"");
  rate_refused(R"({"rate": {"trace": "traces/fade.trace", "rate": "1mbit"}})",
               "\"rate\" has no effect with a trace");
  rate_refused(R"({"rate": {"kind": "token_bucket", "rate": "1mbit", "burst": "5kB",
                            "packet_overhead": "1B"}})",
               "\"packet_overhead\" has no effect with a token bucket");
  rate_refused(R"({"rate": {"kind": "token_bucket", "rate": "1mbit", "burst": "5kB",
                            "peak_rate": "1mbit"}})",
               "a \"peak_rate\" that is not above the \"rate\"");
  rate_refused(R"({"rate": {"kind": "token_bucket", "rate": "1mbit"}})", "needs a \"burst\"");
  rate_refused(R"({"rate": {"kind": "tokens"}})", "expected \"token_bucket\", found \"tokens\"");
  rate_refused(R"({"rate": {"rate": "1mbit", "cell_size": "48B", "cell_overhead": "-48B"}})",
               "expected a size from -47B to 65535B, found \"-48B\"");
  rate_refused(R"({"rate": {"rate": "1mbit", "packet_overhead": 14}})", "write \"14B\"");
  rate_refused(R"({"policer": {"rate": "1mbit"}})", "at policer: the key \"burst\" is missing");
}

BOOST_AUTO_TEST_SUITE_END()
