#pragma once

#include <string>
#include <vector>

#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// An entry that stands for several equal contenders: "web" with a "count" of 3 for web-1, web-2
/// and web-3.
struct ContenderGroup {
  std::string name;
  std::vector<std::string> members;
};

/// What the entries of "contenders" stand for.
struct Contenders {
  std::vector<contender::Spec> specs;
  std::vector<ContenderGroup> groups;
};

/// Takes in an entry, `count` times when it has a count. What is wrong goes to `entry`.
void add_contenders(const contender::Spec& spec, std::optional<std::uint32_t> count,
                    const Cursor& entry, Contenders& into);

/// What is said of a group in a job of flows is said of each of its members. Another job has no
/// groups.
void settle_groups(const std::vector<ContenderGroup>& groups, Scenario& scenario,
                   const Cursor& root);

}  // namespace acklab::scenario
