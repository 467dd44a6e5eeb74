#include "sim/scenario/contender_groups.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"

namespace acklab::scenario {
namespace {

using contender::Spec;

bool is_taken(const std::string& name, const Contenders& contenders) {
  const auto has_it = [&name](const auto& one) { return one.name == name; };
  return std::any_of(contenders.specs.begin(), contenders.specs.end(), has_it) ||
         std::any_of(contenders.groups.begin(), contenders.groups.end(), has_it);
}

/// A free name like the one that is taken: "udp" → "udp-2".
std::string free_name(const std::string& taken, const Contenders& contenders) {
  for (std::size_t number = 2;; ++number) {
    std::string name = fmt::format("{}-{}", taken, number);
    if (!is_taken(name, contenders)) return name;
  }
}

void add_one(const Spec& spec, const Cursor& entry, Contenders& into) {
  if (is_taken(spec.name, into)) {
    entry.refuse(fmt::format(
        "another contender is already called \"{}\"; give this one a \"name\" such as \"{}\"",
        printable(spec.name, 40), printable(free_name(spec.name, into), 40)));
  }
  if (into.specs.size() == max_contenders) {
    entry.refuse(fmt::format("with this one there are more than {} contenders", max_contenders));
    return;
  }
  into.specs.push_back(spec);
}

}  // namespace

void add_contenders(const Spec& spec, std::optional<std::uint32_t> count, const Cursor& entry,
                    Contenders& into) {
  if (!count) return add_one(spec, entry, into);
  ContenderGroup group{spec.name, {}};
  group.members.reserve(*count);
  for (std::uint32_t number = 1; number <= *count; ++number) {
    Spec member = spec;
    member.name = fmt::format("{}-{}", spec.name, number);
    if (member.name.size() > max_contender_name_characters) {
      entry.refuse(
          fmt::format("\"{}\", as one of them would be called, has more than {} characters",
                      printable(member.name, 50), max_contender_name_characters));
      return;
    }
    group.members.push_back(member.name);
    add_one(member, entry, into);
  }
  if (is_taken(group.name, into)) {
    entry.refuse(
        fmt::format("another contender is already called \"{}\"; give these a \"name\" of "
                    "their own",
                    printable(group.name, 40)));
  }
  into.groups.push_back(std::move(group));
}

void settle_groups(const std::vector<ContenderGroup>& groups, Scenario& scenario,
                   const Cursor& root) {
  if (groups.empty()) return;
  auto* const flows = std::get_if<workload::Flows>(&scenario.workload);
  if (flows == nullptr) {
    root.refusals().record(
        root.value().line, "contenders",
        fmt::format("\"count\" of \"{}\" has no effect with a job of kind "
                    "\"{}\": only flows run beside each other",
                    printable(groups.front().name, 40), workload::kind_name(scenario.workload)));
    return;
  }
  std::vector<workload::FlowPlan> plans;
  for (const workload::FlowPlan& plan : flows->plans) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&plan](const auto& one) {
      return one.name == plan.contender;
    });
    if (group == groups.end()) {
      plans.push_back(plan);
      continue;
    }
    for (const std::string& member : group->members) {
      plans.push_back(plan);
      plans.back().contender = member;
    }
  }
  flows->plans = std::move(plans);
}

}  // namespace acklab::scenario
