// The transport under loss, in virtual time: the figures repeat bit for bit.

#include <fmt/core.h>

#include "tests/bench/bench.hpp"
#include "tests/bench/transport_plan.hpp"
#include "tests/bench/transport_runs.hpp"
#include "tests/bench/transport_table.hpp"
#include "tests/bench/transport_theory.hpp"

namespace acklab::bench {
namespace {

using transport::CongestionControl;

constexpr std::int64_t link_bits_per_s = 100'000'000;
constexpr Duration round_trip = std::chrono::milliseconds{50};
constexpr std::uint64_t bandwidth_delay_bytes = 625'000;
constexpr Duration run_length = std::chrono::seconds{20};
/// The formula is about the long run: slow start's first overshoot must have been forgotten.
constexpr Duration formula_length = std::chrono::seconds{200};
constexpr std::uint64_t segment_payload_bytes = 1440;

struct NamedControl {
  const char* name;
  CongestionControl control;
};
constexpr NamedControl bbr{"bbr", CongestionControl::bbr};
constexpr NamedControl loss_based[] = {{"newreno", CongestionControl::newreno},
                                       {"cubic", CongestionControl::cubic}};
constexpr NamedControl controls[] = {loss_based[0], loss_based[1], bbr};

link::LinkSettings bench_link(double loss, std::uint64_t queue_bytes = bandwidth_delay_bytes) {
  return symmetric_link(link_bits_per_s, round_trip, loss, queue_bytes);
}

/// The median over the seeds of what `measure` says about each run of one flow.
template <typename Measure>
double median_of_flow(const Seeds& seeds, const link::LinkSettings& settings,
                      CongestionControl control, Duration length, Measure&& measure) {
  std::vector<double> values;
  for (std::uint64_t index = 0; index < seeds.count; ++index) {
    const FlowsResult result =
        run_flows(settings, {roomy(control)}, length, {}, seeds.first + index);
    values.push_back(measure(result));
  }
  return median_of(std::move(values));
}

double goodput_of(const FlowsResult& result) {
  return result.flows.front().goodput_bits_per_s;
}

double late_goodput_of(const FlowsResult& result) {
  return result.flows.front().late_goodput_bits_per_s;
}

std::string loss_text(const char* name, double loss) {
  return fmt::format("{}, {:g} % loss each way", name, loss * 100);
}

}  // namespace

void bench_random_loss(const Seeds& seeds) {
  print_heading("Random loss, 100 Mbit/s, 50 ms, in Mbit/s of payload", "link(1-p)");
  for (const auto& [loss, bar] :
       {std::pair{0.001, 0.95}, {0.01, 0.95}, {0.05, 0.95}, {0.1, 0.9}, {0.2, 0.8}}) {
    const double limit = static_cast<double>(link_bits_per_s) * payload_share * (1 - loss);
    const double got = median_of_flow(seeds, bench_link(loss), bbr.control, run_length, goodput_of);
    print_row({loss_text(bbr.name, loss), mbit_text(got), mbit_text(limit),
               percent_text(got / limit), fmt::format(">= {:.0f} %", bar * 100),
               got >= bar * limit});
  }
}

void bench_formula(const Seeds& seeds) {
  print_heading("Loss-based control, the same link, last 100 of 200 s, in Mbit/s", "PFTK");
  for (const auto& [name, control] : loss_based) {
    for (const double loss : {0.001, 0.01, 0.05}) {
      const double formula =
          pftk_bits_per_s(loss, round_trip, std::chrono::milliseconds{200}, segment_payload_bytes);
      const double got =
          median_of_flow(seeds, bench_link(loss), control, formula_length, late_goodput_of);
      const double ratio = got / formula;
      print_row({loss_text(name, loss), mbit_text(got), mbit_text(formula), percent_text(ratio),
                 "85 to 115 %", ratio >= 0.85 && ratio <= 1.15});
    }
  }
}

void bench_sharing(const Seeds& seeds) {
  print_heading("Two flows, one bottleneck, the second 1 s later, last 20 of 40 s", "");
  for (const auto& [name, control] : controls) {
    std::vector<double> fairness;
    for (std::uint64_t index = 0; index < seeds.count; ++index) {
      const auto result = run_flows(bench_link(0), {roomy(control), roomy(control)}, 2 * run_length,
                                    std::chrono::seconds{1}, seeds.first + index);
      fairness.push_back(jain_index(
          {result.flows[0].late_goodput_bits_per_s, result.flows[1].late_goodput_bits_per_s}));
    }
    const double jain = median_of(fairness);
    print_row({fmt::format("{}, Jain's index", name), fmt::format("{:.3f}", jain), "", "",
               ">= 0.95", jain >= 0.95});
  }
}

void bench_queue(const Seeds& seeds) {
  print_heading("A queue of 4 BDP, no loss, last 10 of 20 s", "");
  const link::LinkSettings settings = bench_link(0, 4 * bandwidth_delay_bytes);
  const auto& [name, control] = bbr;
  const double queue =
      median_of_flow(seeds, settings, control, run_length, [](const FlowsResult& result) {
        return result.mean_queue_bytes / static_cast<double>(bandwidth_delay_bytes);
      });
  print_row({fmt::format("{}, standing queue in BDP", name), fmt::format("{:.2f}", queue), "", "",
             "<= 0.5", queue <= 0.5});
  const double limit = static_cast<double>(link_bits_per_s) * payload_share;
  const double got = median_of_flow(seeds, settings, control, run_length, late_goodput_of);
  print_row({fmt::format("{}, Mbit/s", name), mbit_text(got), mbit_text(limit),
             percent_text(got / limit), ">= 95 %", got >= 0.95 * limit});
}

void bench_questions(const Seeds& seeds) {
  constexpr std::uint64_t message_bytes = 200;
  constexpr std::size_t questions = 4000;
  constexpr double never_ms = 1e9;
  print_heading("200-byte request and answer, 20 ms, 99th percentile in ms", "");
  for (const auto& [loss, bar_ms] : {std::pair{0.01, 45}, {0.05, 65}, {0.1, 75}, {0.2, 120}}) {
    std::vector<double> percentiles;
    for (std::uint64_t index = 0; index < seeds.count; ++index) {
      const auto answers = run_questions(
          symmetric_link(link_bits_per_s, std::chrono::milliseconds{20}, loss, 250'000),
          transport::ConnectionConfig{}, message_bytes, questions, Duration::zero(),
          seeds.first + index);
      const std::size_t rank = questions * 99 / 100;
      // A connection that ended early has no 99th percentile: it counts as never answered.
      percentiles.push_back(answers.size() > rank ? to_milliseconds(answers[rank]) : never_ms);
    }
    const double got = median_of(percentiles);
    print_row({fmt::format("one at a time, {:g} % loss", loss * 100),
               got < never_ms ? fmt::format("{:.1f}", got) : "never", "", "",
               fmt::format("<= {} ms", bar_ms), got <= bar_ms});
  }
}

void bench_economy(const Seeds& seeds) {
  print_heading("Economy, no reordering, the first link", "");
  for (const auto& [name, control] : controls) {
    for (const double loss : {0.01, 0.1, 0.2}) {
      const link::LinkSettings settings = bench_link(loss);
      std::vector<double> needless;
      std::vector<double> sent;
      for (std::uint64_t index = 0; index < seeds.count; ++index) {
        const FlowsResult result =
            run_flows(settings, {roomy(control)}, run_length / 2, {}, seeds.first + index);
        const FlowResult& flow = result.flows.front();
        const transport::Statistics& sender = flow.sender;
        needless.push_back(static_cast<double>(flow.needless) /
                           static_cast<double>(sender.data_segments_sent));
        const std::uint64_t once = sender.payload_bytes_sent - sender.retransmitted_payload_bytes;
        sent.push_back(static_cast<double>(sender.payload_bytes_sent) / static_cast<double>(once));
      }
      const double wasted = median_of(needless);
      print_row({fmt::format("{}, {:g} %: needless", name, loss * 100),
                 fmt::format("{:.2f} %", wasted * 100), "", "", "<= 0.5 %", wasted <= 0.005});
      const double bar = 1 / (1 - loss) + 0.03;
      const double factor = median_of(sent);
      print_row({fmt::format("{}, {:g} %: bytes sent", name, loss * 100),
                 fmt::format("{:.3f}", factor), fmt::format("{:.3f}", 1 / (1 - loss)), "",
                 fmt::format("<= {:.3f}", bar), factor <= bar});
    }
  }
}

void bench_transport(std::uint64_t first_seed) {
  const Seeds seeds{first_seed, 3};
  fmt::print("transport: virtual time, median of seeds {} to {}\n", seeds.first,
             seeds.first + seeds.count - 1);
  bench_random_loss(seeds);
  bench_queue(seeds);
  bench_sharing(seeds);
  bench_formula(seeds);
  bench_questions(seeds);
  bench_economy(seeds);
  bench_beside_kernel({first_seed, 1});
  bench_against_kernel({first_seed, 1});
}

}  // namespace acklab::bench
