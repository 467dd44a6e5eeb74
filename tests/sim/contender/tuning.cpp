// What a scenario says about a TCP reaches that TCP.

#include <algorithm>
#include <atomic>

#include <boost/test/unit_test.hpp>

#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

std::uint32_t largest_packet(const RunRequest& request) {
  std::uint32_t largest = 0;
  RunHooks hooks;
  hooks.fates = [&largest](const link::FateRecord& fate) {
    largest = std::max(largest, fate.ip_bytes);
  };
  const RunResult result = run(request, hooks);
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  return largest;
}

std::string kernel_setting(const RunResult& result, std::string_view name) {
  for (const auto& [setting, value] : result.kernel_tcp_settings) {
    if (setting == name) return value.value_or("none");
  }
  return "unknown";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tuning)

BOOST_AUTO_TEST_CASE(segments_are_no_larger_than_the_scenario_says) {
  RunRequest request = request_for(Kind::reliable_udp, clean_link(), 200'000, 1);
  BOOST_TEST(largest_packet(request) == 1500U);
  request.contender.tuning.max_segment_bytes = 536;
  BOOST_TEST(largest_packet(request) == 536U + 20 + 28);
  request.contender.carriage = CarriageKind::ip;
  BOOST_TEST(largest_packet(request) == 536U + 40);
}

BOOST_AUTO_TEST_CASE(the_first_window_and_the_buffers_hold_what_the_scenario_says) {
  RunRequest request = request_for(Kind::reliable_udp, clean_link(), 1'000'000, 1);
  const RunResult free = run(request, {});
  request.contender.tuning.initial_window_segments = 1;
  const RunResult slow = run(request, {});
  BOOST_TEST((*slow.timing.completion > *free.timing.completion + milliseconds{100}));
  request.contender.tuning = {};
  request.contender.tuning.receive_buffer_bytes = 20'000;
  const RunResult narrow = run(request, {});
  // 20 kB for each round trip of 50 ms and the line's time.
  BOOST_TEST(*narrow.goodput_bits_per_s < 20'000 * 8 / 0.05);
  BOOST_TEST(*narrow.goodput_bits_per_s > 20'000 * 8 / 0.05 / 2);
  request.contender.tuning = {};
  request.contender.tuning.send_buffer_bytes = 20'000;
  BOOST_TEST(*run(request, {}).goodput_bits_per_s < 20'000 * 8 / 0.05);
}

BOOST_AUTO_TEST_CASE(timeouts_begin_and_end_where_the_scenario_says) {
  link::LinkSettings link = clean_link();
  link.reverse.loss = Probability::from_percent(100);
  RunRequest request = request_for(Kind::reliable_udp, link, 100'000, 1);
  request.contender.tuning.initial_rto = milliseconds{300};
  request.contender.tuning.user_timeout = seconds{2};
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::gave_up));
  BOOST_TEST((result.timing.duration == seconds{2}));
  BOOST_TEST(*result.cost.retransmissions_of_syn_or_fin == 2U);  // after 0.3 and 0.9 s
}

BOOST_AUTO_TEST_CASE(a_receiver_that_divides_acks_gains_where_the_sender_counts_them) {
  link::LinkSettings link;
  link.forward.rate = BitRate::from_bits_per_s(100'000'000);
  link.forward.delay = link.reverse.delay = milliseconds{50};
  RunRequest request = request_for(Kind::reliable_udp, link, 1'000'000, 1);
  request.contender.tuning.initial_window_segments = 2;
  const auto completion = [&request](transport::Cheat cheat, bool byte_counting) {
    request.contender.tuning.cheat = cheat;
    request.contender.mechanisms.byte_counting = byte_counting;
    const RunResult result = run(request, {});
    BOOST_TEST(result.integrity.is_perfect());
    return *result.timing.completion;
  };
  using transport::Cheat;
  BOOST_TEST((completion(Cheat::ack_division, false) < completion(Cheat::none, false) * 2 / 3));
  const Duration honest = completion(Cheat::none, true);
  BOOST_TEST((completion(Cheat::ack_division, true) > honest * 9 / 10));
  BOOST_TEST((completion(Cheat::optimistic_acks, true) < honest));
}

BOOST_AUTO_TEST_CASE(the_kernels_tcp_is_told_by_its_settings_and_by_its_sockets) {
  RunRequest request = request_for(Kind::kernel_tcp, clean_link(), 200'000, 1);
  request.path = path::PathKind::tun;
  request.contender.tuning.max_segment_bytes = 536;
  request.contender.tuning.receive_buffer_bytes = 30'000;
  request.contender.tuning.send_buffer_bytes = 30'000;
  request.contender.tuning.user_timeout = seconds{20};
  request.contender.tuning.keep_alive = transport::KeepAliveConfig{seconds{5}, seconds{1}, 3};
  request.contender.mechanisms.sack = false;
  request.contender.mechanisms.loss_detection = transport::LossDetection::duplicate_acks;
  std::atomic<std::uint32_t> largest{0};
  RunHooks hooks;
  hooks.fates = [&largest](const link::FateRecord& fate) {
    if (fate.ip_bytes > largest) largest = fate.ip_bytes;
  };
  const RunResult result = run(request, hooks);
  if (result.outcome == Outcome::not_run) {
    BOOST_TEST_MESSAGE("not run: " << result.reason);
    return;
  }
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(largest == 536U + 40);
  BOOST_TEST(kernel_setting(result, "tcp_sack") == "0");
  BOOST_TEST(kernel_setting(result, "tcp_recovery") == "0");
  BOOST_TEST(kernel_setting(result, "tcp_early_retrans") == "0");
  BOOST_TEST(kernel_setting(result, "tcp_max_reordering") == "3");
  BOOST_TEST(kernel_setting(result, "tcp_timestamps") == "1");
}

BOOST_AUTO_TEST_SUITE_END()
