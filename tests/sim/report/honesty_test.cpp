#include "sim/report/honesty/honesty.hpp"

#include <sstream>
#include <string>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/report/words/retold.hpp"
#include "tests/support/report_samples.hpp"

using namespace acklab;

namespace {

/// The samples, with a kernel's TCP that has run.
run::BatchResult with_kernel(std::vector<std::string> topics) {
  run::BatchResult batch = samples::batch();
  batch.scenario.honesty = std::move(topics);
  contender::RunResult run = samples::perfect_run();
  run.kernel_tcp_settings = {{"tcp_recovery", "1"},
                             {"tcp_sack", "0"},
                             {"tcp_rto_min_us", "200000"},
                             {"tcp_no_metrics_save", "1"}};
  batch.contenders[2].spec.kernel_congestion = "reno";
  batch.contenders[2].runs = {run, run};
  return batch;
}

/// On one line.
std::string joined_words(const std::string& text) {
  std::string joined;
  std::istringstream words{text};
  for (std::string word; words >> word;) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(honesty)

BOOST_AUTO_TEST_CASE(without_a_kernel_there_is_nothing_to_say) {
  BOOST_TEST(report::honesty_lines(samples::batch()).empty());
  BOOST_TEST(!says(report::to_table(samples::batch(), {80, false, true}), "the book"));
  const auto json = nlohmann::json::parse(report::to_json(samples::batch(), false));
  BOOST_TEST(json.at("kernel_honesty").empty());
}

BOOST_AUTO_TEST_CASE(what_differs_and_what_was_pinned_is_said) {
  const std::string text = joined_words(report::honesty_text(with_kernel({}), {80, false, true}));
  BOOST_TEST(
      says(text, "Pinned: the congestion control is reno; buffers grow by themselves; nothing is"),
      text);
  BOOST_TEST(says(text, "Unlike the book: RACK finds losses by time"), text);
  BOOST_TEST(says(text, "a timeout is 200 ms at least"), text);
  BOOST_TEST(!says(text, "first hole"), text);  // SACK is off: the book
  BOOST_TEST(says(report::to_table(with_kernel({}), {80, false, true}),
                  "the kernel's TCP and the book\n"));
}

BOOST_AUTO_TEST_CASE(all_that_is_said_of_the_kernel_can_be_said_in_chinese) {
  const auto& zh = report::Words::in("zh");
  using path::TcpSettings;
  const std::string none = "0";
  const std::string much = "4";
  for (const auto& value : {none, much}) {
    TcpSettings settings;
    for (const char* name :
         {"tcp_recovery", "tcp_sack", "tcp_rto_min_us", "tcp_rto_max_ms", "tcp_syn_linear_timeouts",
          "tcp_frto", "tcp_early_retrans", "tcp_retries2", "tcp_wmem", "tcp_no_metrics_save"}) {
      settings.emplace_back(name, value);
    }
    for (const path::HonestyLine& line : path::kernel_honesty(settings, "cubic")) {
      BOOST_TEST(report::retold(line.kernel, zh) != line.kernel, line.topic);
      BOOST_TEST(report::retold(line.book, zh) != line.book, line.topic);
    }
  }
}

BOOST_AUTO_TEST_CASE(named_topics_are_said_in_full_and_no_others) {
  const std::string text = joined_words(
      report::honesty_text(with_kernel({"sack", "loss_detection"}), {80, false, true}));
  BOOST_TEST(text ==
             "sack: ACKs name the first hole alone (net.ipv4.tcp_sack = 0). The book agrees "
             "(RFC 9293 section 3.4). "
             "loss_detection: RACK finds losses by time: what was sent earlier than something that "
             "has arrived is lost (net.ipv4.tcp_recovery = 1). The book: three duplicate ACKs mean "
             "a loss (RFC 5681 section 3.2).");
  const auto json =
      nlohmann::json::parse(report::to_json(with_kernel({"sack", "loss_detection"}), false));
  const auto& lines = json.at("kernel_honesty");
  BOOST_REQUIRE(lines.size() == 2U);
  BOOST_TEST(lines.at(0).at("topic") == "sack");
  BOOST_TEST(lines.at(0).at("differs") == false);
  BOOST_TEST(lines.at(1).at("setting") == "tcp_recovery");
  BOOST_TEST(lines.at(1).at("value") == "1");
  BOOST_TEST(lines.at(1).at("book") == "three duplicate ACKs mean a loss");
}

BOOST_AUTO_TEST_CASE(each_congestion_control_has_its_line) {
  run::BatchResult batch = with_kernel({"congestion_control"});
  run::ContenderRuns other = batch.contenders[2];
  other.spec.kernel_congestion = "cubic";
  batch.contenders.push_back(other);
  batch.contenders.push_back(other);
  const auto lines = report::honesty_lines(batch);
  BOOST_REQUIRE(lines.size() == 2U);
  BOOST_TEST(lines[0].kernel == "the congestion control is reno");
  BOOST_TEST(lines[1].kernel == "the congestion control is cubic");
}

BOOST_AUTO_TEST_CASE(honesty_fits_the_terminal) {
  for (const std::string& topic : {std::string{}, std::string{"delayed_ack"}}) {
    const auto topics = topic.empty() ? std::vector<std::string>{} : std::vector{topic};
    std::istringstream lines{report::honesty_text(with_kernel(topics), {60, false, false})};
    for (std::string line; std::getline(lines, line);) {
      BOOST_TEST(report::display_width(line) <= 60U, line);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
