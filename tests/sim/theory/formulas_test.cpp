// Every formula against a number known from elsewhere: a book, an RFC, or a calculation by hand.

#include <map>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "sim/theory/catalogue.hpp"

using namespace acklab::theory;
namespace tt = boost::test_tools;

namespace {

using Named = std::map<std::string, double>;

/// The result of the formula of that name; inputs not named have their fallback.
double calculate(std::string_view name, const Named& given) {
  const Formula* const formula = find_formula(name);
  BOOST_REQUIRE_MESSAGE(formula != nullptr, name);
  std::vector<double> values;
  std::size_t used = 0;
  for (const Input& input : formula->inputs) {
    const auto found = given.find(std::string{input.name});
    if (found != given.end()) {
      ++used;
      BOOST_TEST(!range_problem(input, found->second).has_value());
      values.push_back(found->second);
      continue;
    }
    BOOST_REQUIRE_MESSAGE(input.fallback.has_value(), name << " needs " << input.name);
    values.push_back(*input.fallback);
  }
  BOOST_TEST(used == given.size());
  return evaluate(*formula, values);
}

/// 1000 bytes on 1 Mbit/s, 100 ms there and back: L/R = 8 ms.
Named base(Named more = {}) {
  Named all{{"payload", 1000}, {"rate", 1e6}, {"round_trip", 0.1}};
  all.merge(more);
  return all;
}

void near(double value, double expected, double relative) {
  BOOST_TEST(value == expected, tt::tolerance(relative));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(formulas)

BOOST_AUTO_TEST_CASE(stop_and_wait_uses_one_packet_time_of_each_round_trip) {
  near(calculate("stop_and_wait_utilisation", base()), 8.0 / 108.0, 1e-12);
  near(calculate("stop_and_wait_utilisation", base()), 0.0741, 1e-3);
  near(calculate("stop_and_wait_utilisation",
                 {{"payload", 1000}, {"rate", 1e9}, {"round_trip", 0.03}}),
       0.00027, 0.02);
  // Headers take their time on the line.
  near(calculate("stop_and_wait_utilisation",
                 {{"payload", 960}, {"headers", 40}, {"rate", 1e6}, {"round_trip", 0.1}}),
       8.0 / 108.0, 1e-12);
}

BOOST_AUTO_TEST_CASE(a_window_multiplies_it_until_fourteen_packets_fill_the_pipe) {
  near(calculate("window_utilisation", base({{"window", 1}})), 8.0 / 108.0, 1e-12);
  near(calculate("window_utilisation", base({{"window", 13}})), 13 * 8.0 / 108.0, 1e-12);
  BOOST_TEST(calculate("window_utilisation", base({{"window", 14}})) == 1.0);
  BOOST_TEST(calculate("window_utilisation", base({{"window", 20}})) == 1.0);
  BOOST_TEST(calculate("window_to_fill", base()) == 14.0);  // 1 + 100/8 = 13.5
  // A whole number of packets is not rounded up: 1 + 96/8 = 13.
  BOOST_TEST(calculate("window_to_fill",
                       {{"payload", 1000}, {"rate", 1e6}, {"round_trip", 0.096}}) == 13.0);
}

BOOST_AUTO_TEST_CASE(a_window_of_64_kib_on_a_path_of_125_kilobytes) {
  BOOST_TEST(calculate("bandwidth_delay_product", {{"rate", 1e7}, {"round_trip", 0.1}}) ==
             125'000.0);
  near(calculate("window_rate", {{"window_bytes", 65'535}, {"round_trip", 0.1}}), 5.24e6, 1e-3);
}

BOOST_AUTO_TEST_CASE(stop_and_wait_pays_a_timeout_for_each_failed_attempt) {
  near(calculate("stop_and_wait_loss_goodput", base({{"loss", 0}, {"rto", 0.3}})), 74.1e3, 1e-3);
  // P = 0.19, P/(1-P) = 19/81: 8000 bit in 0.108 + 0.3 * 19/81 s.
  const double by_hand = 8000 / (0.108 + 0.3 * 19 / 81);
  near(calculate("stop_and_wait_loss_goodput",
                 base({{"loss", 0.1}, {"ack_loss", 0.1}, {"rto", 0.3}})),
       by_hand, 1e-12);
  near(by_hand, 44.9e3, 2e-3);
}

BOOST_AUTO_TEST_CASE(go_back_n_and_selective_repeat_with_a_full_pipe) {
  // a = 50 ms / 8 ms = 6.25
  const std::vector<std::pair<double, double>> of_go_back_n{
      {0.01, 0.88}, {0.05, 0.585}, {0.1, 0.40}, {0.2, 0.229}};
  for (const auto& [loss, expected] : of_go_back_n) {
    near(calculate("go_back_n_utilisation", base({{"window", 14}, {"loss", loss}})), expected,
         2e-3);
    near(calculate("selective_repeat_utilisation", base({{"window", 14}, {"loss", loss}})),
         1 - loss, 1e-12);
  }
  BOOST_TEST(calculate("go_back_n_utilisation", base({{"window", 14}, {"loss", 0}})) == 1.0);
}

BOOST_AUTO_TEST_CASE(a_window_too_small_for_the_pipe_counts_with_loss_too) {
  // W = 4 of 13.5: 4*0.9 / (13.5 * (0.9 + 0.4)), 4*0.9/13.5.
  near(calculate("go_back_n_utilisation", base({{"window", 4}, {"loss", 0.1}})), 3.6 / (13.5 * 1.3),
       1e-12);
  near(calculate("selective_repeat_utilisation", base({{"window", 4}, {"loss", 0.1}})), 3.6 / 13.5,
       1e-12);
  // Both agree with the formula without loss.
  for (const char* rung : {"go_back_n_utilisation", "selective_repeat_utilisation"}) {
    near(calculate(rung, base({{"window", 4}, {"loss", 0}})),
         calculate("window_utilisation", base({{"window", 4}})), 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(an_asymmetric_line_moves_by_its_round_trip) {
  const auto frames = [](double bytes) {
    return calculate(
        "stop_and_wait_rate",
        {{"payload", bytes}, {"rate", 1e6}, {"round_trip", 0.02}, {"ack", 25}, {"ack_rate", 50e6}});
  };
  near(frames(125), 47.6, 1e-3);
  near(frames(1500), 31.2, 2e-3);
}

BOOST_AUTO_TEST_CASE(windows_and_the_numbers_they_need) {
  BOOST_TEST(calculate("selective_repeat_window_limit", {{"sequence_bits", 2}}) == 2.0);
  BOOST_TEST(calculate("go_back_n_window_limit", {{"sequence_bits", 2}}) == 3.0);
  BOOST_TEST(calculate("selective_repeat_window_limit", {{"sequence_bits", 8}}) == 128.0);
  near(calculate("sequence_wrap_time", {{"rate", 1e9}}), 34.4, 2e-3);
  near(calculate("sequence_wrap_time", {{"rate", 1e10}}), 3.44, 2e-3);
  near(calculate("sequence_wrap_time", {{"rate", 2e10}}), 1.72, 2e-3);
}

BOOST_AUTO_TEST_CASE(slow_start_doubles_from_ten) {
  const auto rounds = [](double bytes) {
    return calculate("slow_start_rounds",
                     {{"bytes", bytes}, {"payload", 1000}, {"initial_window", 10}});
  };
  BOOST_TEST(calculate("slow_start_rounds",
                       {{"bytes", 1e6}, {"payload", 1460}, {"initial_window", 10}}) == 7.0);
  BOOST_TEST(rounds(1) == 1.0);
  BOOST_TEST(rounds(10'000) == 1.0);
  BOOST_TEST(rounds(10'001) == 2.0);
  BOOST_TEST(rounds(30'000) == 2.0);  // 10 + 20
  BOOST_TEST(rounds(30'001) == 3.0);
  BOOST_TEST(rounds(70'000) == 3.0);  // 10 + 20 + 40
  // A handshake, two rounds of which the second arrives half a round trip after it was sent.
  near(calculate("slow_start_time", {{"bytes", 30'000},
                                     {"payload", 1000},
                                     {"initial_window", 10},
                                     {"round_trip", 0.1},
                                     {"handshakes", 1}}),
       0.25, 1e-12);
}

BOOST_AUTO_TEST_CASE(loss_sets_the_rate_of_reno) {
  const Named lossy{{"payload", 1460}, {"round_trip", 0.1}, {"loss", 0.01}};
  near(calculate("mathis", lossy), 1.43e6, 1e-3);
  Named delayed = lossy;
  delayed["segments_per_ack"] = 2;
  near(calculate("mathis", delayed), 0.866 * 1460 * 8 / 0.01, 1e-3);
  // By hand: 0.1 * sqrt(0.02/3) = 0.0081650; 1 * 3*sqrt(0.03/8) * 0.01 * 1.0032 = 0.0018430.
  Named pftk = lossy;
  pftk["rto"] = 1;
  near(calculate("pftk", pftk), 11'680 / (0.0081650 + 0.0018430), 1e-4);
  BOOST_TEST(calculate("pftk", pftk) < calculate("mathis", lossy));
}

/// RFC 9438, the table of average windows at 0.1 s: 12, 38, 187, 1054, 5926, 33325, 187400 packets.
BOOST_AUTO_TEST_CASE(cubic_has_the_windows_of_its_rfc) {
  const std::vector<std::pair<double, double>> table{{1e-2, 12},     {1e-3, 38},   {1e-4, 187},
                                                     {1e-5, 1054},   {1e-6, 5926}, {1e-7, 33'325},
                                                     {1e-8, 187'400}};
  for (const auto& [loss, packets] : table) {
    const double rate =
        calculate("cubic_response", {{"payload", 1000}, {"round_trip", 0.1}, {"loss", loss}});
    near(rate * 0.1 / 8000, packets, loss > 5e-4 ? 0.03 : 3e-3);
  }
}

BOOST_AUTO_TEST_CASE(a_full_queue_makes_packets_wait) {
  near(calculate("queue_delay", {{"queue", 100'000}, {"rate", 1e6}}), 0.8, 1e-12);
  near(calculate("queue_delay", {{"queue", 20 * 1500}, {"rate", 1e7}}), 0.024, 1e-12);
  near(calculate("queue_delay", {{"queue", 100 * 1500}, {"rate", 1e7}}), 0.12, 1e-12);
}

BOOST_AUTO_TEST_CASE(fairness_is_one_when_all_have_the_same) {
  const Formula& jain = *find_formula("jain");
  const auto of = [&jain](std::vector<double> shares) { return evaluate(jain, shares); };
  near(of({9, 1}), 0.61, 1e-3);
  near(of({1, 1}), 1, 1e-12);
  near(of({5, 5, 5, 5}), 1, 1e-12);
  near(of({1e9, 1, 1, 1}), 0.25, 1e-6);
}

BOOST_AUTO_TEST_CASE(no_transport_beats_the_line_and_its_delay) {
  // 1 MB at 8 Mbit/s takes 1 s, and 250 ms to cross.
  near(calculate("limit", {{"bytes", 1e6}, {"line_goodput", 8e6}, {"delay", 0.25}}), 6.4e6, 1e-12);
}

BOOST_AUTO_TEST_CASE(timeouts_double_up_to_the_longest) {
  const auto rto = [](double n) {
    return calculate("backoff_time", {{"rto", 1}, {"retransmission", n}});
  };
  BOOST_TEST(rto(1) == 1.0);
  BOOST_TEST(rto(2) == 3.0);
  BOOST_TEST(rto(3) == 7.0);
  BOOST_TEST(rto(6) == 63.0);
  BOOST_TEST(rto(7) == 123.0);  // 60 s, not 64
  BOOST_TEST(rto(8) == 183.0);
  near(calculate("give_up_time", {{"rto", 0.2}, {"retries", 15}}), 924.6, 1e-12);
  near(calculate("retransmission_timeout",
                 {{"smoothed_rtt", 0.05}, {"rtt_variation", 0.025}, {"min_rto", 0}}),
       0.15, 1e-12);
  BOOST_TEST(calculate("retransmission_timeout",
                       {{"smoothed_rtt", 0.05}, {"rtt_variation", 0.025}}) == 1.0);
}

BOOST_AUTO_TEST_CASE(lost_syns_cost_their_timeouts) {
  const auto connect = [](double lost, double linear) {
    return calculate("lost_syn_connect_time",
                     {{"lost_syns", lost}, {"round_trip", 0.05}, {"linear_timeouts", linear}});
  };
  near(connect(0, 0), 0.05, 1e-12);
  near(connect(1, 0), 1.05, 1e-12);
  near(connect(2, 0), 3.05, 1e-12);
  near(connect(3, 0), 7.05, 1e-12);
  near(connect(2, 4), 2.05, 1e-12);
  near(connect(5, 4), 5.05, 1e-12);
  // ip-sysctl.rst: four linear and six doubling ones are 67 s, and 131 s with the last wait.
  near(connect(10, 4), 67.05, 1e-12);
}

BOOST_AUTO_TEST_CASE(silence_is_noticed_late) {
  BOOST_TEST(calculate("keep_alive_time", {}) == 7875.0);
  BOOST_TEST(calculate("time_wait", {}) == 60.0);
  BOOST_TEST(calculate("time_wait", {{"max_segment_lifetime", 120}}) == 240.0);
}

BOOST_AUTO_TEST_CASE(one_loss_makes_several_messages_late) {
  const auto late = [](double recovery) {
    return calculate("late_messages", {{"recovery", recovery}, {"slack", 0.1}, {"interval", 0.02}});
  };
  BOOST_TEST(late(0.1) == 0.0);
  BOOST_TEST(late(0.05) == 0.0);
  BOOST_TEST(late(0.101) == 1.0);
  BOOST_TEST(late(0.2) == 5.0);
  BOOST_TEST(late(0.21) == 6.0);
}

BOOST_AUTO_TEST_CASE(fragments_amplify_loss) {
  const auto pieces = [](double payload) {
    return calculate("fragments", {{"payload", payload}, {"mtu", 1500}});
  };
  BOOST_TEST(pieces(1472) == 1.0);
  BOOST_TEST(pieces(1473) == 2.0);
  BOOST_TEST(pieces(8192) == 6.0);
  BOOST_TEST(pieces(65'507) == 45.0);
  const auto lost = [&pieces](double payload) {
    return calculate("fragment_loss", {{"loss", 0.01}, {"fragments", pieces(payload)}});
  };
  near(lost(1473), 0.0199, 1e-3);
  near(lost(8192), 0.0585, 1e-3);
  near(lost(65'507), 0.364, 1e-3);
}

BOOST_AUTO_TEST_CASE(bursts_have_a_mean_loss_and_a_length) {
  near(calculate("gilbert_elliott_mean", {{"p", 0.01}, {"r", 0.25}}), 0.0385, 1e-3);
  near(calculate("gilbert_elliott_mean",
                 {{"p", 0.01}, {"r", 0.25}, {"loss_in_bad", 0.5}, {"loss_in_good", 0.001}}),
       (0.005 + 0.00025) / 0.26, 1e-12);
  BOOST_TEST(calculate("gilbert_burst", {{"r", 0.25}}) == 4.0);
  near(calculate("independent_burst", {{"loss", 0.0385}}), 1.04, 1e-3);
}

BOOST_AUTO_TEST_CASE(what_is_lost_is_sent_again) {
  near(calculate("expected_transmissions", {{"loss", 0.2}}), 1.25, 1e-12);
  near(calculate("expected_transmissions", {{"loss", 0.1}, {"ack_loss", 0.1}}), 1 / 0.81, 1e-12);
  // 20 % of the ACKs lost, nothing else, 1000 packets: q/(1-q), not q, of them go again.
  near(calculate("expected_retransmissions",
                 {{"loss", 0}, {"ack_loss", 0.2}, {"bytes", 1e6}, {"payload", 1000}}),
       250, 1e-12);
}

BOOST_AUTO_TEST_CASE(copies_make_failed_rounds_rare) {
  near(calculate("failed_rounds", {{"loss", 0.05}, {"copies", 1}}), 0.0975, 1e-9);
  near(calculate("failed_rounds", {{"loss", 0.05}, {"copies", 2}}), 0.00499375, 1e-9);
}

BOOST_AUTO_TEST_CASE(checks_miss_what_they_cannot_see) {
  near(calculate("checksum_miss", {}), 1.0 / 65'536, 1e-12);
  near(calculate("checksum_miss", {{"checksum_bits", 32}}), 2.328e-10, 1e-3);
  BOOST_TEST(calculate("swapped_words_miss", {}) == 1.0);
  BOOST_TEST(calculate("crc32c_burst_miss", {{"burst_bits", 32}}) == 0.0);
  near(calculate("crc32c_burst_miss", {{"burst_bits", 33}}), 1.0 / 2147483648.0, 1e-12);
  near(calculate("crc32c_burst_miss", {{"burst_bits", 100}}), 1.0 / 4294967296.0, 1e-12);
}

BOOST_AUTO_TEST_CASE(headers_and_handshakes_cost) {
  near(calculate("silly_window_efficiency", {{"payload", 1}}), 0.024, 0.02);
  BOOST_TEST(calculate("silly_window_efficiency", {{"payload", 1}}) == 1.0 / 41);
  BOOST_TEST(calculate("handshake_cost", {{"handshakes", 1}}) == 2.0);
  BOOST_TEST(calculate("handshake_cost", {{"handshakes", 0}}) == 1.0);
  near(calculate("first_answer_time", {{"handshakes", 1}, {"round_trip", 0.02}}), 0.04, 1e-12);
  near(calculate("connect_time", {{"handshakes", 1}, {"round_trip", 0.02}}), 0.02, 1e-12);
  BOOST_TEST(calculate("largest_datagram", {}) == 65'507.0);
  BOOST_TEST(calculate("largest_datagram", {{"packet", 1500}}) == 1472.0);
}

BOOST_AUTO_TEST_SUITE_END()
