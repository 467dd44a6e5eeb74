#include <fmt/core.h>

#include "sim/contender/contender.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/stopwatch.hpp"

namespace acklab::bench {
namespace {

contender::RunRequest bulk(contender::Kind kind) {
  contender::RunRequest request;
  request.contender.kind = kind;
  request.contender.name = contender::to_string(kind);
  link::DirectionSettings direction;
  direction.rate = BitRate::from_bits_per_s(20'000'000);
  direction.delay = std::chrono::milliseconds{25};
  direction.queue_bytes = 125'000;
  direction.loss = Probability::from_percent(1);
  request.link = {direction, direction};
  request.workload = workload::Bulk{20'000'000, 1200};
  request.seed = 1;
  request.time_limit = std::chrono::minutes{10};
  return request;
}

void print_row(contender::Kind kind) {
  const contender::RunRequest request = bulk(kind);
  contender::RunResult result;
  const double seconds = median_seconds([&] { result = contender::run(request, {}); });
  const double simulated = to_seconds(result.timing.duration);
  fmt::print("  {:<19} {:8.0f} k packets/s   {:6.0f} simulated seconds a second\n",
             request.contender.name, static_cast<double>(result.cost.packets) / seconds / 1e3,
             simulated / seconds);
}

}  // namespace

void bench_simulator() {
  fmt::print("simulator: 20 MB, 20 Mbit/s, 25 ms and 1 % loss each way, one core\n");
  print_row(contender::Kind::udp);
  print_row(contender::Kind::reliable_udp);
}

}  // namespace acklab::bench
