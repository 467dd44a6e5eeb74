#include "sim/sweep/run_sweep.hpp"

#include <atomic>
#include <set>
#include <stdexcept>

#include <boost/test/unit_test.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/run/batch.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/sweep/results.hpp"
#include "sim/sweep/sweep_row.hpp"
#include "sim/sweep/workers.hpp"
#include "tests/support/report_folder.hpp"
#include "tests/support/sweep_samples.hpp"

using namespace acklab;
using journal::Journal;

namespace {

constexpr run::PathInUse in_virtual_time() {
  return {path::PathKind::simulated, {}, std::nullopt};
}

/// Sweeps of one plan, each into a journal of its own.
struct Desk {
  samples::Folder folder;
  sweep::Plan plan = samples::small_plan();

  [[nodiscard]] std::string file(const std::string& name) const {
    return (folder.path() / name).string();
  }
  [[nodiscard]] Journal journal(const std::string& name) const {
    auto opened = Journal::open_or_begin(file(name), head_of(plan, path::PathKind::simulated));
    BOOST_REQUIRE_MESSAGE(opened.has_value(), opened.error());
    return std::move(*opened);
  }
  [[nodiscard]] sweep::SweepOutcome sweep_into(const std::string& name,
                                               const sweep::SweepSettings& settings) const {
    Journal journal = this->journal(name);
    const auto outcome = run_sweep(plan, in_virtual_time(), settings, journal);
    BOOST_REQUIRE_MESSAGE(outcome.has_value(), outcome.error());
    return *outcome;
  }
  /// CSV and JSON, one behind the other.
  [[nodiscard]] std::string results(const std::vector<std::string>& names) const {
    std::vector<Journal> journals;
    for (const std::string& name : names) {
      auto opened = Journal::open(file(name));
      BOOST_REQUIRE_MESSAGE(opened.has_value(), opened.error());
      journals.push_back(std::move(*opened));
    }
    const auto texts = sweep::results_of(journals);
    return texts ? texts->csv + texts->json : texts.error();
  }
};

sweep::SweepSettings with_jobs(unsigned jobs) {
  sweep::SweepSettings settings;
  settings.jobs = jobs;
  return settings;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(running_a_sweep, Desk)

BOOST_AUTO_TEST_CASE(results_do_not_depend_on_how_many_threads_made_them) {
  const auto outcome = sweep_into("one", with_jobs(1));
  BOOST_TEST(outcome.total == 24U);
  BOOST_TEST(outcome.made == 24U);
  const std::string expected = results({"one"});
  BOOST_TEST(expected.starts_with("point,loss,loss_ratio,delay,delay_ms,contender,metric,"));
  for (const unsigned jobs : {2U, 7U, 100U}) {
    const std::string name = "jobs-" + std::to_string(jobs);
    static_cast<void>(sweep_into(name, with_jobs(jobs)));
    BOOST_TEST((results({name}) == expected), jobs << " jobs make other results");
  }
}

BOOST_AUTO_TEST_CASE(shards_put_together_are_the_whole) {
  static_cast<void>(sweep_into("whole", with_jobs(2)));
  const std::string expected = results({"whole"});
  for (const std::uint32_t parts : {2U, 5U, 24U, 30U}) {
    std::vector<std::string> names;
    std::uint64_t runs = 0;
    for (std::uint32_t part = parts; part > 0; --part) {
      names.push_back(std::to_string(part) + " of " + std::to_string(parts));
      sweep::SweepSettings settings = with_jobs(2);
      settings.shard = {part, parts};
      runs += sweep_into(names.back(), settings).made;
    }
    BOOST_TEST(runs == 24U);
    BOOST_TEST((results(names) == expected), parts << " parts make other results");
  }
}

BOOST_AUTO_TEST_CASE(an_interrupted_sweep_goes_on_and_repeats_nothing) {
  static_cast<void>(sweep_into("whole", with_jobs(2)));
  const std::string expected = results({"whole"});
  for (const unsigned jobs : {1U, 3U}) {
    const std::string name = "interrupted-" + std::to_string(jobs);
    std::atomic<bool> interrupted = false;
    sweep::SweepSettings settings = with_jobs(jobs);
    settings.interrupted = &interrupted;
    settings.progress = [&interrupted](const sweep::SweepProgress& progress) {
      if (progress.done >= 5) interrupted = true;
    };
    Journal journal = this->journal(name);
    // Slow enough to be interrupted between two looks at the progress.
    const auto first = run_sweep(plan, in_virtual_time(), settings, journal);
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST(journal.done().value().size() == first->made);
    const auto second = run_sweep(plan, in_virtual_time(), with_jobs(2), journal);
    BOOST_REQUIRE(second.has_value());
    BOOST_TEST(second->found == first->made);
    BOOST_TEST(first->made + second->made == 24U);
    BOOST_TEST(!second->interrupted);
    BOOST_TEST((results({name}) == expected), jobs << " jobs");
    const auto third = run_sweep(plan, in_virtual_time(), with_jobs(2), journal);
    BOOST_TEST(third->made == 0U);
    BOOST_TEST(third->found == 24U);
  }
}

BOOST_AUTO_TEST_CASE(an_interruption_before_the_first_run_leaves_an_empty_journal) {
  std::atomic<bool> interrupted = true;
  sweep::SweepSettings settings = with_jobs(1);
  settings.interrupted = &interrupted;
  const auto outcome = sweep_into("empty", settings);
  BOOST_TEST(outcome.interrupted);
  BOOST_TEST(outcome.made <= 1U);
}

/// The run that a repetition of `acklab run` makes is the one in the journal.
BOOST_AUTO_TEST_CASE(a_run_of_a_sweep_is_the_run_that_acklab_run_makes) {
  static_cast<void>(sweep_into("whole", with_jobs(2)));
  Journal journal = this->journal("whole");
  for (const std::size_t point : {0U, 3U}) {
    scenario::Scenario scenario = plan.scenarios[point];
    scenario.repeat = 3;
    const run::BatchResult batch = run::run_batch(scenario, {});
    for (const run::ContenderRuns& contender : batch.contenders) {
      const auto rows = journal.runs_of(point, contender.spec.name).value();
      BOOST_REQUIRE(rows.size() == 3U);
      for (std::size_t repetition = 0; repetition < 3; ++repetition) {
        const contender::RunResult& run = contender.runs[repetition];
        BOOST_TEST(rows[repetition].seed == run.seed);
        BOOST_TEST(rows[repetition].outcome == contender::to_string(run.outcome));
        for (std::size_t i = 0; i < contender::metrics().size(); ++i) {
          BOOST_TEST_REQUIRE((rows[repetition].metrics[i] == contender::metrics()[i].of(run)),
                             contender::metrics()[i].name);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(progress_counts_every_run_and_estimates_the_rest) {
  std::vector<sweep::SweepProgress> seen;
  sweep::SweepSettings settings = with_jobs(1);
  settings.shard = {2, 2};
  settings.progress = [&seen](const sweep::SweepProgress& progress) { seen.push_back(progress); };
  static_cast<void>(sweep_into("half", settings));
  BOOST_REQUIRE(seen.size() >= 2U);
  BOOST_TEST(seen.front().done == 0U);
  BOOST_TEST(!seen.front().time_left.has_value());
  BOOST_TEST(seen.back().done == 12U);
  BOOST_TEST(seen.back().total == 12U);
  BOOST_TEST(seen.back().time_left.value().count() == 0);
}

BOOST_AUTO_TEST_CASE(a_contender_that_cannot_run_here_is_written_down_with_its_reason) {
  plan = samples::plan_of(R"({"name": "x", "link": {"loss": "1%"},
      "workload": {"kind": "bulk", "bytes": "1kB"}, "contenders": ["udp", "kernel-tcp"],
      "path": "simulated", "sweep": {"loss": ["0%", "1%"]}})");
  const auto outcome = sweep_into("kernel", with_jobs(2));
  BOOST_TEST(outcome.made == 4U);
  BOOST_TEST(outcome.not_run == 2U);
  BOOST_TEST(!outcome.reason.empty());
  Journal journal = this->journal("kernel");
  const auto rows = journal.runs_of(1, "kernel-tcp").value();
  BOOST_REQUIRE(rows.size() == 1U);
  BOOST_TEST(rows[0].outcome == "not_run");
  BOOST_TEST(!rows[0].reason.empty());
  BOOST_TEST(results({"kernel"}).find(R"("outcomes":{"not_run":1})") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(flows_run_at_once_and_are_written_down_each) {
  plan =
      samples::plan_of(R"({"name": "x", "link": {"rate": "2mbit", "delay": "5ms", "queue": "20kB"},
      "workload": {"kind": "flows", "duration": "500ms"}, "contenders":
      [{"kind": "reliable-udp", "count": 2}, {"kind": "udp", "rate": "1mbit"}],
      "sweep": {"contenders[0].count": [1, 3], "loss": ["0%", "1%"], "seeds": 2}})");
  const std::uint64_t runs = run_count(plan.design);
  BOOST_TEST(runs == 24U);
  const run::PathInUse path = in_virtual_time();
  const sweep::RunMaker maker{plan, path, nullptr};
  std::set<std::uint64_t> seen;
  for (std::uint64_t run = 0; run < runs; ++run) {
    if (maker.first_made_with(run) != run) continue;
    const auto rows = maker.make(run);
    BOOST_TEST_REQUIRE(!rows.empty());
    const sweep::Point& point = plan.design.points[rows.front().point];
    BOOST_TEST_REQUIRE(rows.size() == point.contenders.size());
    const auto all =
        run::run_at_once(plan.scenarios[rows.front().point], rows.front().seed, path, {});
    for (std::size_t flow = 0; flow < rows.size(); ++flow) {
      BOOST_TEST(seen.insert(rows[flow].run).second);
      BOOST_TEST(rows[flow].contender == point.contenders[flow]);
      BOOST_TEST(rows[flow].seed == rows.front().seed);
      BOOST_TEST(maker.first_made_with(rows[flow].run) == run);
      for (std::size_t i = 0; i < contender::metrics().size(); ++i) {
        BOOST_TEST_REQUIRE((rows[flow].metrics[i] == contender::metrics()[i].of(all.flows[flow])),
                           contender::metrics()[i].name);
      }
    }
  }
  BOOST_TEST(seen.size() == runs);
  static_cast<void>(sweep_into("flows", with_jobs(2)));
  std::vector<std::string> parts;
  for (const std::uint32_t part : {1U, 2U, 3U}) {
    parts.push_back("flows " + std::to_string(part));
    sweep::SweepSettings settings = with_jobs(1);
    settings.shard = {part, 3};
    static_cast<void>(sweep_into(parts.back(), settings));
  }
  BOOST_TEST((results(parts) == results({"flows"})));
}

BOOST_AUTO_TEST_CASE(a_run_that_throws_is_written_down_as_failed) {
  const run::PathInUse path = in_virtual_time();
  const sweep::RunMaker maker{
      plan, path, nullptr,
      [](const auto&, std::size_t, std::uint64_t, const auto&,
         const auto&) -> contender::RunResult { throw std::logic_error{"time stands still"}; }};
  sweep::Workers workers{{0, 5, 9}, 2, [&maker](std::uint64_t run) { return maker.make(run); }};
  std::vector<journal::Row> rows;
  while (rows.size() < 3) {
    for (journal::Row& row : workers.take(std::chrono::seconds{1})) rows.push_back(std::move(row));
  }
  for (const journal::Row& row : rows) {
    BOOST_TEST(row.outcome == "failed");
    BOOST_TEST(row.reason.find("time stands still") != std::string::npos);
    BOOST_TEST(row.metrics.size() == contender::metrics().size());
  }
  Journal journal = this->journal("failed");
  BOOST_REQUIRE(journal.append(rows).has_value());
  BOOST_TEST((journal.done().value() == std::vector<std::uint64_t>{0, 5, 9}));
}

BOOST_AUTO_TEST_SUITE_END()
