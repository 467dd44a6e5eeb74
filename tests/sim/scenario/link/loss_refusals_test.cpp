#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/link/read_link.hpp"

namespace {

void is_refused(const std::string& link, const std::string& because) {
  const auto read = acklab::scenario::read_link_text(link, "x.json");
  BOOST_TEST_REQUIRE(!read.has_value(), link);
  BOOST_TEST(read.error().sentence.find(because) != std::string::npos, read.error().sentence);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(loss_refusals)

BOOST_AUTO_TEST_CASE(what_says_nothing_or_two_things_about_loss_is_refused) {
  is_refused(R"({"loss": {}})", "nothing says which packets are lost");
  is_refused(R"({"loss": {"mean": "1%", "pattern": "x."}})", "each say which packets are lost");
  is_refused(R"({"loss": {"mean": "1%", "p": "1%"}})", "no effect without \"kind\": \"gemodel\"");
  is_refused(R"({"loss": {"kind": "gemodel", "p": "1%", "p13": "1%"}})",
             "no effect without \"kind\": \"state\"");
  is_refused(R"({"loss": {"pattern": "x.", "burst": 2}})", "no effect without \"every\"");
}

BOOST_AUTO_TEST_CASE(what_no_chain_can_do_is_refused) {
  is_refused(R"({"loss": {"mean": "81%", "mean_burst": 4}})", "cannot come in bursts of 4");
  is_refused(R"({"loss": {"mean": "1%", "mean_burst": 0.5}})", "from 1 to 1000000");
  is_refused(R"({"loss": {"kind": "gemodel", "p": "0%", "r": "0%"}})", "the state never changes");
  is_refused(R"({"loss": {"kind": "state", "p13": "60%", "p14": "50%"}})", "more than 100%");
  is_refused(R"({"loss": {"pattern": "x.", "max_burst": 1}})", "only random loss can be capped");
}

BOOST_AUTO_TEST_CASE(wrong_lists_and_periods_are_refused) {
  is_refused(R"({"loss": {"packets": [3, "2-4"]}})", "packet 3 is listed twice");
  is_refused(R"({"loss": {"packets": ["4-2"]}})", "a range such as \"10-12\"");
  is_refused(R"({"loss": {"pattern": "10"}})", "\"x\" (lost)");
  is_refused(R"({"loss": {"every": 5, "burst": 5}})", "from 1 to 4");
}

BOOST_AUTO_TEST_CASE(wrong_outages_and_sizes_are_refused) {
  is_refused(R"({"outage": [{"every": "1s", "for": "1s"}]})", "never ends");
  is_refused(R"({"outage": [{"from": "1s", "every": "2s", "for": "1s"}]})", "comes once");
  is_refused(R"({"outage": [{"for": "1s"}]})", "\"from\" is missing");
  is_refused(R"({"mtu": "67B"})", "a size from 68B to 65535B");
  is_refused(R"({"mtu": {"bytes": 1500, "oversize": "cut"}})", "\"fragment\"");
}

BOOST_AUTO_TEST_SUITE_END()
