#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <fmt/core.h>

#include "sim/contender/contender.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/stopwatch.hpp"

namespace acklab::bench {
namespace {

constexpr int simulated_s = 60;

/// What one simulator did with the transfer.
struct Speed {
  double packets_per_s = 0;
  double simulated_s_per_s = 0;
};

contender::RunRequest bulk(contender::Kind kind) {
  contender::RunRequest request;
  request.contender.kind = kind;
  request.contender.name = contender::to_string(kind);
  link::DirectionSettings direction;
  direction.rate = BitRate::from_bits_per_s(20'000'000);
  direction.delay = std::chrono::milliseconds{25};
  direction.queue = link::QueueLimit::bytes(125'000);
  direction.loss = Probability::from_percent(1);
  request.link = {direction, direction};
  // More than the link carries in that time.
  request.workload = workload::Bulk{200'000'000, 1200};
  request.seed = 1;
  request.time_limit = std::chrono::seconds{simulated_s};
  return request;
}

Speed speed_of_ours(contender::Kind kind) {
  const contender::RunRequest request = bulk(kind);
  contender::RunResult result;
  const double seconds = median_seconds([&] { result = contender::run(request, {}); });
  return {static_cast<double>(result.cost.packets) / seconds,
          to_seconds(result.timing.duration) / seconds};
}

#ifdef ACKLAB_NS3_PROGRAM
std::optional<Speed> speed_of_ns3(const char* transport) {
  const std::string command = fmt::format("{} {} {}", ACKLAB_NS3_PROGRAM, transport, simulated_s);
  const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(command.c_str(), "r"), pclose);
  double carried = 0;
  double seconds = 0;
  if (!output || std::fscanf(output.get(), "%lf %lf", &carried, &seconds) != 2) return std::nullopt;
  return Speed{carried / seconds, simulated_s / seconds};
}
#else
std::optional<Speed> speed_of_ns3(const char*) {
  return std::nullopt;
}
#endif

void print_row(const char* name, const Speed& speed) {
  fmt::print("  {:<14} {:8.0f} k packets/s   {:7.0f} simulated seconds a second", name,
             speed.packets_per_s / 1e3, speed.simulated_s_per_s);
}

/// Both simulators, and how many times as many packets ours carries.
void compare(contender::Kind kind, const char* in_ns3) {
  const Speed ours = speed_of_ours(kind);
  print_row(contender::to_string(kind), ours);
  fmt::print("\n");
  const auto theirs = speed_of_ns3(in_ns3);
  if (!theirs) return;
  print_row(fmt::format("  ns-3, {}", in_ns3).c_str(), *theirs);
  fmt::print("   {:.0f} x\n", ours.packets_per_s / theirs->packets_per_s);
}

}  // namespace

void bench_simulator() {
  fmt::print("simulator: {} s of 20 Mbit/s, 25 ms and 1 % loss each way, one core\n", simulated_s);
#ifndef ACKLAB_NS3_PROGRAM
  fmt::print("  (ns-3 beside it: apt-get install libns3-dev libgsl-dev, then configure anew)\n");
#endif
  compare(contender::Kind::udp, "udp");
  compare(contender::Kind::reliable_udp, "tcp");
}

}  // namespace acklab::bench
