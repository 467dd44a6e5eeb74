#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "tests/support/interop_exchange.hpp"
#include "tests/support/path_real.hpp"

// Our transport directly on IP against the kernel's TCP: every stream is compared octet by octet,
// both ways, and every connection must end with both sides' consent.

using namespace acklab;
using namespace acklab::test;

namespace {

constexpr std::size_t plans_at_once = 30;

/// Before the first thread of this program.
struct InteropNamespaces {
  InteropNamespaces() { path::prepare_namespaces(); }
};

enum class Mischief : std::uint8_t { reordering, duplication, corruption };
constexpr std::array all_mischief{Mischief::reordering, Mischief::duplication,
                                  Mischief::corruption};

const char* name_of(Mischief mischief) {
  switch (mischief) {
    case Mischief::reordering:
      return "reordering";
    case Mischief::duplication:
      return "duplication";
    case Mischief::corruption:
      return "corruption";
  }
  return "";
}

link::LinkSettings short_link(std::uint64_t loss_percent, Mischief mischief) {
  link::DirectionSettings direction;
  direction.loss = Probability::from_percent(loss_percent);
  direction.delay = std::chrono::milliseconds{2};
  switch (mischief) {
    case Mischief::reordering:
      direction.reorder = Probability::from_percent(10);
      break;
    case Mischief::duplication:
      direction.duplicate = Probability::from_percent(10);
      break;
    case Mischief::corruption:
      direction.corrupt = Probability::from_percent(5);
      break;
  }
  return {.forward = direction, .reverse = direction};
}

OptionsOffered options_of(unsigned bits) {
  return {(bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) != 0};
}

constexpr unsigned every_option = 7;

std::string option_names(unsigned bits) {
  const OptionsOffered options = options_of(bits);
  return fmt::format("sack {}, timestamps {}, window scale {}", options.sack ? "on" : "off",
                     options.timestamps ? "on" : "off", options.window_scale ? "on" : "off");
}

InteropPlan plan_of(std::uint64_t loss_percent, Mischief mischief, unsigned kernel_options,
                    unsigned own_options) {
  InteropPlan plan;
  const bool by_kernel = kernel_options != every_option;
  plan.name = fmt::format("loss {} %, {}, {}{}", loss_percent, name_of(mischief),
                          option_names(kernel_options & own_options),
                          (kernel_options & own_options) == every_option ? ""
                          : by_kernel                                    ? " (off in the kernel)"
                                                                         : " (off on our side)");
  plan.link = short_link(loss_percent, mischief);
  plan.seed = 1 + loss_percent * 1000 + kernel_options * 100 + own_options * 10 +
              static_cast<std::uint64_t>(mischief);
  plan.kernel = options_of(kernel_options);
  plan.own = options_of(own_options);
  return plan;
}

std::vector<InteropPlan> every_combination() {
  std::vector<InteropPlan> plans;
  // The worst first: they take longest.
  for (const std::uint64_t loss_percent : {15U, 5U, 1U, 0U}) {
    for (const Mischief mischief : all_mischief) {
      for (unsigned options = 0; options <= every_option; ++options) {
        plans.push_back(plan_of(loss_percent, mischief, options, every_option));
        if (options == every_option) continue;
        plans.push_back(plan_of(loss_percent, mischief, every_option, options));
      }
    }
  }
  return plans;
}

/// Each combination of options, off on either side, over each link. Our side's congestion control
/// is another from one to the next.
std::vector<InteropPlan> every_plan() {
  std::vector<InteropPlan> plans = every_combination();
  constexpr std::array ours{transport::CongestionControl::newreno,
                            transport::CongestionControl::cubic, transport::CongestionControl::bbr};
  for (std::size_t number = 0; number < plans.size(); ++number) {
    plans[number].own_congestion = ours[number % ours.size()];
  }
  return plans;
}

/// Every pair of option, loss and mischief at least once.
std::vector<InteropPlan> few_plans() {
  std::vector<InteropPlan> plans;
  const std::vector<InteropPlan> all = every_plan();
  for (std::size_t number = 0; number < all.size(); number += 7) plans.push_back(all[number]);
  return plans;
}

void run_and_judge(const std::vector<InteropPlan>& plans) {
  const Instant started = socket::monotonic_now();
  const auto outcomes = run_interop_plans(plans, plans_at_once);
  if (!outcomes) return report_not_run(outcomes.error());
  std::size_t conversations = 0;
  std::uint64_t lost = 0;
  std::uint64_t mischief_done = 0;
  Duration longest{};
  for (const InteropOutcome& outcome : *outcomes) {
    for (const std::string& problem : outcome.problems) BOOST_TEST_ERROR(problem);
    BOOST_TEST(outcome.conversations == 6U);
    conversations += outcome.conversations;
    longest = std::max(longest, outcome.took);
    for (const auto* direction : {&outcome.truth.forward, &outcome.truth.reverse}) {
      BOOST_TEST(direction->dropped_by_system == 0U);
      lost += direction->counters.dropped_by_loss;
      mischief_done += direction->counters.reordered + direction->counters.duplicated +
                       direction->counters.corrupted;
    }
  }
  BOOST_TEST(lost > 0U);
  BOOST_TEST(mischief_done > 0U);
  BOOST_TEST_MESSAGE(fmt::format(
      "{} connections over {} links in {:.1f} s (the longest link {:.1f} s); {} packets lost, {} "
      "reordered, duplicated or damaged",
      conversations, plans.size(), to_seconds(socket::monotonic_now() - started),
      to_seconds(longest), lost, mischief_done));
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(InteropNamespaces);

BOOST_AUTO_TEST_SUITE(kernel)

BOOST_AUTO_TEST_CASE(streams_both_ways_are_intact_and_close_clean_whatever_is_agreed_and_lost) {
  run_and_judge(few_plans());
}

/// A test of its own for ctest (sim_interop_all), since it takes a while.
BOOST_AUTO_TEST_CASE(so_they_are_in_every_combination, *boost::unit_test::disabled()) {
  run_and_judge(every_plan());
}

BOOST_AUTO_TEST_CASE(over_ipv6_streams_are_intact_and_close_clean_too) {
  std::vector<InteropPlan> plans;
  for (const std::uint64_t loss_percent : {5U, 1U}) {
    for (const Mischief mischief : all_mischief) {
      plans.push_back(plan_of(loss_percent, mischief, every_option, every_option));
      plans.back().name += ", IPv6";
      plans.back().ip_version = path::IpVersion::v6;
    }
  }
  run_and_judge(plans);
}

BOOST_AUTO_TEST_SUITE_END()
