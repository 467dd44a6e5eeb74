#include <fmt/core.h>

#include "sim/link/link.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/stopwatch.hpp"

namespace acklab::bench {
namespace {

constexpr std::uint64_t packets_across = 200'000;

link::LinkSettings clean() {
  link::LinkSettings settings;
  settings.forward.rate = BitRate::from_bits_per_s(1'000'000'000);
  settings.forward.delay = std::chrono::milliseconds{25};
  return settings;
}

link::LinkSettings hostile() {
  link::LinkSettings settings = clean();
  settings.forward.loss = Probability::from_percent(3);
  settings.forward.duplicate = Probability::from_percent(2);
  settings.forward.corrupt = Probability::from_percent(1);
  settings.forward.reorder = Probability::from_percent(5);
  settings.forward.jitter = {std::chrono::milliseconds{2}, link::JitterDistribution::normal, true};
  settings.forward.queue = link::QueueLimit::bytes(1'000'000);
  return settings;
}

double packets_per_s(const link::LinkSettings& settings) {
  const double seconds = median_seconds([&] {
    link::Link line(settings, 1);
    Instant now{};
    std::uint64_t delivered = 0;
    for (std::uint64_t index = 0; index < packets_across; ++index) {
      now += std::chrono::microseconds{12};
      line.accept(now, link::Direction::forward, link::Packet{Bytes(1472), 1500, 0});
      while (line.poll_release(now)) ++delivered;
    }
    keep(delivered);
  });
  return static_cast<double>(packets_across) / seconds;
}

}  // namespace

void bench_link() {
  const double plain = packets_per_s(clean());
  const double all = packets_per_s(hostile());
  fmt::print("link: decisions and releases, 1500-byte packets, one core\n");
  fmt::print("  rate and delay      {:8.2f} M packets/s\n", plain / 1e6);
  fmt::print("  every impairment    {:8.2f} M packets/s   {:4.2f} x\n", all / 1e6, all / plain);
  bench_real_link();
}

}  // namespace acklab::bench
