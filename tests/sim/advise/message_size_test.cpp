#include "sim/advise/message_size.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/advise_samples.hpp"

using namespace acklab;
using namespace acklab::advise;

namespace {

std::string size_words(std::uint64_t bytes, const link::LinkSettings& link) {
  Answers answers = samples::file_answers();
  answers.bytes = 100'000;
  answers.message_bytes = bytes;
  return size_advice(answers, link, report::Words::english());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(message_size)

BOOST_AUTO_TEST_CASE(sizes_change_their_class_where_datagrams_do) {
  BOOST_TEST(to_string(size_class(16)) == "safe");
  BOOST_TEST(to_string(size_class(1'200)) == "safe");
  BOOST_TEST(to_string(size_class(1'201)) == "ethernet");
  BOOST_TEST(to_string(size_class(1'472)) == "ethernet");
  BOOST_TEST(to_string(size_class(1'473)) == "fragments");
  BOOST_TEST(to_string(size_class(65'507)) == "fragments");
  BOOST_TEST(to_string(size_class(65'508)) == "too_large");
}

BOOST_AUTO_TEST_CASE(fragments_are_counted_as_ip_cuts) {
  BOOST_TEST(fragments_over_ipv4(1'472) == 1U);
  BOOST_TEST(fragments_over_ipv4(1'473) == 2U);
  BOOST_TEST(fragments_over_ipv4(8'192) == 6U);
  BOOST_TEST(fragments_over_ipv4(65'507) == 45U);
}

BOOST_AUTO_TEST_CASE(fragments_amplify_loss) {
  // The figures of a textbook: 1 % of the packets, MTU 1500.
  BOOST_TEST(share_of_messages_lost(1'472, 0.01) == 0.01, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(share_of_messages_lost(1'473, 0.01) == 0.0199, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(share_of_messages_lost(8'192, 0.01) == 0.0585, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(share_of_messages_lost(65'507, 0.01) == 0.364, boost::test_tools::tolerance(1e-2));
}

BOOST_AUTO_TEST_CASE(the_boundaries_are_named) {
  const auto lossy = samples::link_that_loses(0.01);
  BOOST_TEST(size_words(1'200, lossy).find("RFC 9000") != std::string::npos);
  BOOST_TEST(size_words(1'201, lossy).find("1452") != std::string::npos);
  const std::string cut = size_words(8'192, lossy);
  BOOST_TEST(cut.find("6 fragments") != std::string::npos, cut);
  BOOST_TEST(cut.find("5.9 %") != std::string::npos, cut);
  BOOST_TEST(size_words(8'192, samples::plain_link()).find('%') == std::string::npos);
  BOOST_TEST(size_words(65'508, lossy).find("65507") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_answers_of_exchanges_meet_the_loss_of_the_way_back) {
  link::LinkSettings link = samples::link_that_loses(0.01);
  link.forward.loss = {};
  Answers answers = samples::lookup_answers();
  BOOST_TEST(loss_of_messages(answers, link) == 0.01);
  answers.talk = Talk::none;
  BOOST_TEST(loss_of_messages(answers, link) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
