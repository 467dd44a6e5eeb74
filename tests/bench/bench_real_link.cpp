#include <algorithm>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "tests/bench/bare_carriage.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/flow_across.hpp"

namespace acklab::bench {
namespace {

using OpenPath = std::function<Expected<std::unique_ptr<path::RealPath>, path::PathError>(
    const link::LinkSettings&)>;

struct RealLink {
  const char* name;
  OpenPath open;
  std::function<FlowAcross(const Flow&)> send_bare;
};

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

/// Sixteen at a time and with a receiver that looks a few thousand times a second, so that the
/// hosts leave the link as much of the machine as they can.
Flow capacity_flow(double packets_per_s) {
  return {.payload_bytes = full_payload_bytes,
          .packets_per_s = packets_per_s,
          .packets = static_cast<std::uint64_t>(packets_per_s),
          .at_once = 16,
          .reads_every = std::chrono::microseconds{300}};
}

struct Most {
  double packets_per_s = 0;
  double offered_per_s = 0;
};

/// The most that came out of all that was tried, and what had been sent for that.
Most most_of(const std::function<FlowAcross(const Flow&)>& send) {
  Most most;
  for (const double wanted : {160e3, 200e3, 230e3, 260e3, 300e3}) {
    const Flow flow = capacity_flow(wanted);
    const FlowAcross across = send(flow);
    const double rate = arrival_rate(across);
    if (rate <= most.packets_per_s) continue;
    most = {rate, static_cast<double>(flow.packets) / to_seconds(across.took)};
  }
  return most;
}

void print_capacity(const RealLink& link) {
  fmt::print(
      "{}: capacity, 1500-byte packets through a 5 ms link, sent 16 at a time; and what the same\n"
      "  reads and writes carry with no link between them, which is this kernel's limit\n",
      link.name);
  const Most ours = most_of([&link](const Flow& flow) {
    const auto path = link.open(plain_link()).value();
    return send_across(*path, flow);
  });
  const Most bare = most_of(link.send_bare);
  fmt::print("  {:<6} {:8.1f} k packets/s   {:5.2f} Gbit/s   (of {:.0f} k/s offered)\n", link.name,
             ours.packets_per_s / 1e3, ours.packets_per_s * full_packet_bits / 1e9,
             ours.offered_per_s / 1e3);
  fmt::print("  {:<6} {:8.1f} k packets/s   {:5.2f} Gbit/s   (of {:.0f} k/s offered)   {:.2f} x\n",
             "bare", bare.packets_per_s / 1e3, bare.packets_per_s * full_packet_bits / 1e9,
             bare.offered_per_s / 1e3, ours.packets_per_s / bare.packets_per_s);
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

void print_delay_errors(const RealLink& link) {
  fmt::print("{}: added delay in us, from send() to the receiving kernel: median, 99 %, 99.9 %\n",
             link.name);
  for (const auto& [rate, packets] :
       {std::pair{50.0, 100U}, {1e3, 2000U}, {1e4, 20'000U}, {1e5, 200'000U}}) {
    print_delay_error(link.open, link.name, rate, packets);
  }
}

void print_rates(const RealLink& link) {
  fmt::print("{}: configured rate, achieved rate\n", link.name);
  for (const double rate : {1e6, 10e6, 100e6, 500e6, 1000e6}) {
    print_rate(link.open, link.name, rate);
  }
}

void on_each_link(std::initializer_list<void (*)(const RealLink&)> benches) {
  const RealLink links[] = {
      {"tun", [](const link::LinkSettings& settings) { return path::open_tun(settings, 1); },
       send_across_bare_tun},
      {"relay", [](const link::LinkSettings& settings) { return path::open_relay(settings, 1); },
       send_across_bare_relay}};
  for (const RealLink& link : links) {
    if (const auto opened = link.open(plain_link()); !opened) {
      fmt::print("{}: not run: {} {}\n", link.name, opened.error().reason, opened.error().remedy);
      continue;
    }
    for (const auto bench : benches) bench(link);
  }
}

}  // namespace

void bench_delay() {
  on_each_link({print_delay_errors});
}

void bench_capacity() {
  on_each_link({print_capacity});
}

void bench_real_link() {
  on_each_link({print_delay_errors, print_capacity, print_rates});
}

}  // namespace acklab::bench
