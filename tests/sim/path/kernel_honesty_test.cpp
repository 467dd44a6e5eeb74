#include "sim/path/kernel_honesty.hpp"

#include <algorithm>
#include <string>

#include <boost/test/unit_test.hpp>

using namespace acklab;
using path::HonestyLine;

namespace {

/// The settings of a Linux of today.
const path::TcpSettings of_today{{"tcp_congestion_control", "cubic"},
                                 {"tcp_recovery", "1"},
                                 {"tcp_sack", "1"},
                                 {"tcp_rto_min_us", "200000"},
                                 {"tcp_rto_max_ms", "120000"},
                                 {"tcp_syn_linear_timeouts", "4"},
                                 {"tcp_frto", "2"},
                                 {"tcp_early_retrans", "3"},
                                 {"tcp_retries2", "15"},
                                 {"tcp_wmem", "4096 16384 67108864"},
                                 {"tcp_no_metrics_save", "1"}};

/// The same with everything switched to what the book says, as far as there is a switch.
const path::TcpSettings of_the_book{{"tcp_recovery", "0"},
                                    {"tcp_sack", "0"},
                                    {"tcp_rto_min_us", "1000000"},
                                    {"tcp_syn_linear_timeouts", "0"},
                                    {"tcp_frto", "0"},
                                    {"tcp_early_retrans", "0"},
                                    {"tcp_no_metrics_save", "1"}};

HonestyLine honesty_about(std::string_view topic, const path::TcpSettings& settings,
                          std::string_view congestion = "reno") {
  const auto lines = path::kernel_honesty(settings, congestion);
  const auto found = std::ranges::find(lines, topic, &HonestyLine::topic);
  BOOST_REQUIRE((found != lines.end()));
  return *found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_honesty_suite)

BOOST_AUTO_TEST_CASE(every_topic_has_a_line_with_the_book_beside_it) {
  const auto lines = path::kernel_honesty(of_today, "cubic");
  BOOST_REQUIRE(lines.size() == path::honesty_topics().size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    BOOST_TEST(lines[i].topic == path::honesty_topics()[i]);
    for (const std::string& text :
         {lines[i].kernel, std::string{lines[i].book}, std::string{lines[i].source}}) {
      BOOST_TEST(!text.empty());
      BOOST_TEST(!text.ends_with('.'));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_kernel_of_today_differs_where_it_says_so) {
  for (const std::string_view topic :
       {"loss_detection", "sack", "min_rto", "syn_timeouts", "initial_window", "delayed_ack",
        "f_rto", "tail_loss_probe", "buffers"}) {
    BOOST_TEST(honesty_about(topic, of_today).differs, topic);
  }
  BOOST_TEST(honesty_about("min_rto", of_today).kernel.find("200 ms") != std::string::npos);
  BOOST_TEST(honesty_about("syn_timeouts", of_today).kernel.find("after 4") != std::string::npos);
  BOOST_TEST(honesty_about("give_up", of_today).kernel.find("924.6 s") != std::string::npos);
  BOOST_TEST(!honesty_about("give_up", of_today).differs);  // more than 100 s
  BOOST_TEST(honesty_about("give_up", {{"tcp_retries2", "8"}}).kernel.find("102.2 s") !=
             std::string::npos);
  BOOST_TEST(honesty_about("give_up", {{"tcp_retries2", "7"}}).differs);
  BOOST_TEST(honesty_about("buffers", of_today).kernel.find("64 MiB") != std::string::npos);
  BOOST_TEST(honesty_about("loss_detection", of_today).value.value_or("") == "1");
}

BOOST_AUTO_TEST_CASE(settings_can_make_it_the_book) {
  for (const std::string_view topic :
       {"loss_detection", "sack", "min_rto", "syn_timeouts", "f_rto", "tail_loss_probe"}) {
    const HonestyLine line = honesty_about(topic, of_the_book);
    BOOST_TEST(!line.differs, topic);
    BOOST_TEST(line.kernel.substr(0, 8) == line.book.substr(0, 8), topic);
  }
}

BOOST_AUTO_TEST_CASE(the_congestion_control_is_that_of_the_sockets) {
  const HonestyLine cubic = honesty_about("congestion_control", of_today, "cubic");
  BOOST_TEST(cubic.pinned);
  BOOST_TEST(cubic.differs);
  BOOST_TEST(cubic.kernel == "the congestion control is cubic");
  const HonestyLine reno = honesty_about("congestion_control", of_today, "reno");
  BOOST_TEST(!reno.differs);
  BOOST_TEST(reno.value.value_or("") == "reno");
}

/// Kernels before 6.11 have the shortest timeout as a constant, those before 6.5 double at once.
BOOST_AUTO_TEST_CASE(an_older_kernel_has_fewer_settings) {
  BOOST_TEST(honesty_about("min_rto", {}).kernel.find("200 ms") != std::string::npos);
  BOOST_TEST(!honesty_about("syn_timeouts", {}).differs);
  BOOST_TEST(!honesty_about("syn_timeouts", {}).value.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
