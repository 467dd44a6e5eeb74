// The transport beside and against the kernel's TCP, in real time on TUN.

#include <thread>
#include <vector>

#include <fmt/core.h>

#include "tests/bench/transport_contest.hpp"
#include "tests/bench/transport_plan.hpp"
#include "tests/bench/transport_table.hpp"
#include "tests/bench/transport_theory.hpp"

namespace acklab::bench {
namespace {

constexpr std::int64_t slow_link_bits_per_s = 20'000'000;
constexpr Duration slow_link_round_trip = std::chrono::milliseconds{50};
constexpr std::uint64_t slow_link_delay_product_bytes = 125'000;
constexpr Duration contest_length = std::chrono::seconds{20};
constexpr Duration contest_judged_from = std::chrono::seconds{4};

Contest contest_at(double loss, std::uint64_t seed) {
  Contest contest;
  contest.link = symmetric_link(slow_link_bits_per_s, slow_link_round_trip, loss,
                                slow_link_delay_product_bytes);
  contest.seed = seed;
  contest.length = contest_length;
  contest.judged_from = contest_judged_from;
  return contest;
}

struct Pairing {
  const char* name;
  transport::CongestionControl control;
  const char* kernel;
  double loss;
};
constexpr Pairing pairings[] = {
    {"newreno", transport::CongestionControl::newreno, "reno", 0.001},
    {"newreno", transport::CongestionControl::newreno, "reno", 0.01},
    {"newreno", transport::CongestionControl::newreno, "reno", 0.05},
    {"cubic", transport::CongestionControl::cubic, "cubic", 0.001},
    {"cubic", transport::CongestionControl::cubic, "cubic", 0.01},
    {"cubic", transport::CongestionControl::cubic, "cubic", 0.05},
};

using Outcome = std::optional<Expected<ContestResult, path::PathError>>;

/// Each contest in a thread of its own: they wait most of the time.
std::vector<Outcome> run_all(const std::vector<Contest>& contests) {
  std::vector<Outcome> outcomes(contests.size());
  std::vector<std::thread> threads;
  for (std::size_t index = 0; index < contests.size(); ++index) {
    threads.emplace_back([&, index] { outcomes[index] = run_contest(contests[index]); });
  }
  for (std::thread& thread : threads) thread.join();
  return outcomes;
}

}  // namespace

void bench_beside_kernel(const Seeds& seeds) {
  print_heading("Beside the kernel's, 20 Mbit/s, 50 ms, same losses, last 16 of 20 s, Mbit/s",
                "kernel");
  std::vector<std::vector<Outcome>> by_seed;
  for (std::uint64_t index = 0; index < seeds.count; ++index) {
    std::vector<Contest> contests;
    for (const Pairing& pairing : pairings) {
      Contest ours = contest_at(pairing.loss, seeds.first + index);
      Contest kernel = ours;
      ours.ours = roomy(pairing.control);
      kernel.kernel = pairing.kernel;
      contests.push_back(ours);
      contests.push_back(kernel);
    }
    by_seed.push_back(run_all(contests));
  }
  for (std::size_t row = 0; row < std::size(pairings); ++row) {
    const Pairing& pairing = pairings[row];
    const std::string setting = fmt::format("{}, {:g} % loss", pairing.name, pairing.loss * 100);
    std::vector<double> ours;
    std::vector<double> kernel;
    std::string obstacle;
    for (const std::vector<Outcome>& outcomes : by_seed) {
      for (const Outcome* outcome : {&outcomes[2 * row], &outcomes[2 * row + 1]}) {
        if (!**outcome) obstacle = (**outcome).error().reason;
      }
      if (!obstacle.empty()) break;
      ours.push_back((**&outcomes[2 * row])->ours);
      kernel.push_back((**&outcomes[2 * row + 1])->kernel);
    }
    if (!obstacle.empty()) {
      print_not_run(setting, obstacle);
      continue;
    }
    const double ratio = mean_of(ours) / mean_of(kernel);
    print_row({setting, mbit_text(mean_of(ours)), mbit_text(mean_of(kernel)), percent_text(ratio),
               "85 to 115 %", ratio >= 0.85 && ratio <= 1.15});
  }
}

void bench_against_kernel(const Seeds& seeds) {
  print_heading("Against the kernel's, one link of 20 Mbit/s, 50 ms, no loss, Mbit/s", "kernel");
  std::vector<Contest> contests;
  for (std::uint64_t index = 0; index < seeds.count; ++index) {
    Contest contest = contest_at(0, seeds.first + index);
    contest.ours = roomy(transport::CongestionControl::cubic);
    contest.kernel = "cubic";
    contest.length = 2 * contest_length;
    contest.judged_from = contest_length;
    contests.push_back(contest);
  }
  std::vector<double> ours;
  std::vector<double> kernel;
  std::vector<double> fairness;
  for (const Outcome& outcome : run_all(contests)) {
    if (!*outcome) {
      print_not_run("cubic and cubic, Jain's index", outcome->error().reason);
      return;
    }
    const ContestResult& result = **outcome;
    ours.push_back(result.ours);
    kernel.push_back(result.kernel);
    fairness.push_back(jain_index({result.ours, result.kernel}));
  }
  const double jain = median_of(fairness);
  print_row({fmt::format("cubic {}, Jain's index", mbit_text(mean_of(ours))),
             fmt::format("{:.3f}", jain), mbit_text(mean_of(kernel)), "", ">= 0.9", jain >= 0.9});
}

}  // namespace acklab::bench
