#include <algorithm>
#include <functional>
#include <string>

#include <fmt/format.h>

#include "tests/bench/bench.hpp"
#include "tests/bench/flow_across.hpp"

namespace acklab::bench {
namespace {

using OpenPath = std::function<Expected<std::unique_ptr<path::RealPath>, path::PathError>(
    const link::LinkSettings&)>;

constexpr Duration configured_delay = std::chrono::milliseconds{5};
constexpr std::uint32_t full_payload_bytes = 1472;
constexpr double full_packet_bits = 1500 * 8;

link::LinkSettings plain_link() {
  link::LinkSettings settings;
  settings.forward.delay = configured_delay;
  return settings;
}

/// The value that `per_mille` of the sorted `values` do not exceed, in microseconds.
double percentile_us(const std::vector<std::int64_t>& values, std::size_t per_mille) {
  if (values.empty()) return 0;
  const std::size_t rank = std::min(values.size() * per_mille / 1000, values.size() - 1);
  return static_cast<double>(values[rank]) / 1e3;
}

void print_delay_error(const OpenPath& open, const char* name, double packets_per_s,
                       std::uint64_t count) {
  const auto path = open(plain_link()).value();
  const FlowAcross across = send_across(*path, {.packets_per_s = packets_per_s, .packets = count});
  std::vector<std::int64_t> errors;
  for (const Arrival& arrival : across.arrivals) {
    errors.push_back((arrival.since_sent - configured_delay).count());
  }
  std::sort(errors.begin(), errors.end());
  const auto& truth = across.truth.forward;
  fmt::print("  {:<6} {:>7.0f}/s  {:8.1f} {:8.1f} {:8.1f}   {} of {} came{}{}\n", name,
             packets_per_s, percentile_us(errors, 500), percentile_us(errors, 990),
             percentile_us(errors, 999), across.arrivals.size(), count,
             truth.dropped_by_system > 0
                 ? fmt::format(", the system dropped {}", truth.dropped_by_system)
                 : "",
             truth.overloaded ? ", overloaded" : "");
}

/// Packets per second that came out, between the first and the last of them.
double arrival_rate(const FlowAcross& across) {
  if (across.arrivals.size() < 2) return 0;
  const Duration span = across.arrivals.back().since_start - across.arrivals.front().since_start;
  return static_cast<double>(across.arrivals.size() - 1) / to_seconds(span);
}

void print_capacity(const OpenPath& open, const char* name) {
  double best = 0;
  double best_offered = 0;
  for (const double offered : {100e3, 150e3, 200e3, 250e3, 300e3, 400e3}) {
    const auto path = open(plain_link()).value();
    const FlowAcross across = send_across(*path, {.payload_bytes = full_payload_bytes,
                                                  .packets_per_s = offered,
                                                  .packets = static_cast<std::uint64_t>(offered)});
    const double rate = arrival_rate(across);
    if (rate > best) {
      best = rate;
      best_offered = static_cast<double>(across.truth.forward.counters.offered +
                                         across.truth.forward.dropped_by_system) /
                     to_seconds(across.took);
    }
  }
  fmt::print("  {:<6} {:8.1f} k packets/s   {:5.2f} Gbit/s   (of {:.0f} k/s offered)\n", name,
             best / 1e3, best * full_packet_bits / 1e9, best_offered / 1e3);
}

void print_rate(const OpenPath& open, const char* name, double bits_per_s) {
  link::LinkSettings settings = plain_link();
  settings.forward.rate = BitRate::from_bits_per_s(static_cast<std::int64_t>(bits_per_s));
  settings.forward.queue = link::QueueLimit::bytes(20'000'000);
  const auto path = open(settings).value();
  const double line_packets_per_s = bits_per_s / full_packet_bits;
  const double seconds = bits_per_s < 5e6 ? 5 : 2;
  const FlowAcross across =
      send_across(*path, {.payload_bytes = full_payload_bytes,
                          .packets_per_s = line_packets_per_s * 1.05,
                          .packets = static_cast<std::uint64_t>(line_packets_per_s * seconds)});
  const double achieved = arrival_rate(across) * full_packet_bits;
  const auto& truth = across.truth.forward;
  fmt::print("  {:<6} {:>7.0f} Mbit/s   {:9.3f} Mbit/s   {:+.3f} %{}{}\n", name, bits_per_s / 1e6,
             achieved / 1e6, (achieved / bits_per_s - 1) * 100,
             truth.dropped_by_system > 0
                 ? fmt::format("   the system dropped {}", truth.dropped_by_system)
                 : "",
             truth.overloaded ? "   overloaded" : "");
}

}  // namespace

void bench_real_link() {
  const std::pair<const char*, OpenPath> paths[] = {
      {"tun", [](const link::LinkSettings& settings) { return path::open_tun(settings, 1); }},
      {"relay", [](const link::LinkSettings& settings) { return path::open_relay(settings, 1); }}};
  for (const auto& [name, open] : paths) {
    if (const auto opened = open(plain_link()); !opened) {
      fmt::print("{}: not run: {} {}\n", name, opened.error().reason, opened.error().remedy);
      continue;
    }
    fmt::print("{}: added delay in us, from send() to the receiving kernel: median, 99 %, 99.9 %\n",
               name);
    for (const auto& [rate, packets] :
         {std::pair{50.0, 100U}, {1e3, 2000U}, {1e4, 20'000U}, {1e5, 200'000U}}) {
      print_delay_error(open, name, rate, packets);
    }
    fmt::print("{}: capacity, 1500-byte packets through a 5 ms link\n", name);
    print_capacity(open, name);
    fmt::print("{}: configured rate, achieved rate\n", name);
    for (const double rate : {1e6, 10e6, 100e6, 500e6, 1000e6}) print_rate(open, name, rate);
  }
}

}  // namespace acklab::bench
