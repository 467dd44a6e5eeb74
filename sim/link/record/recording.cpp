#include "sim/link/record/recording.hpp"

#include <algorithm>
#include <numeric>

#include "sim/link/fate.hpp"

namespace acklab::link {
namespace {

template <typename Element>
std::vector<Element> in_order(std::vector<Element>&& elements,
                              const std::vector<std::size_t>& order) {
  std::vector<Element> sorted;
  sorted.reserve(elements.size());
  for (const std::size_t place : order) sorted.push_back(std::move(elements[place]));
  return sorted;
}

}  // namespace

const char* to_string(AfterLog after) {
  switch (after) {
    case AfterLog::pass:
      return "pass";
    case AfterLog::drop:
      return "drop";
  }
  return "unknown";
}

void Recording::add(Direction direction, std::uint64_t packet, RecordedCopy copy) {
  const auto side = static_cast<std::size_t>(direction);
  if (!copy.dropped) next_order_[side] = std::max(next_order_[side], copy.order + 1);
  has_fragments_[side] = has_fragments_[side] || copy.fragments > 1;
  packets_[side].push_back(packet);
  copies_[side].push_back(std::move(copy));
}

std::optional<std::pair<Direction, std::uint64_t>> Recording::settle() {
  std::optional<std::pair<Direction, std::uint64_t>> twice;
  for (const Direction direction : {Direction::forward, Direction::reverse}) {
    auto& packets = packets_[static_cast<std::size_t>(direction)];
    auto& copies = copies_[static_cast<std::size_t>(direction)];
    const auto name = [&](std::size_t place) {
      return std::pair{packets[place], copies[place].copy};
    };
    std::vector<std::size_t> order(packets.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return name(a) < name(b); });
    const auto found =
        std::adjacent_find(order.begin(), order.end(),
                           [&](std::size_t a, std::size_t b) { return name(a) == name(b); });
    if (found != order.end() && !twice) twice = {direction, packets[*found]};
    packets = in_order(std::move(packets), order);
    copies = in_order(std::move(copies), order);
  }
  return twice;
}

std::span<const RecordedCopy> Recording::find(Direction direction, std::uint64_t packet) const {
  const auto side = static_cast<std::size_t>(direction);
  const auto [begin, end] = std::equal_range(packets_[side].begin(), packets_[side].end(), packet);
  const auto first = static_cast<std::size_t>(begin - packets_[side].begin());
  return std::span{copies_[side]}.subspan(first, static_cast<std::size_t>(end - begin));
}

}  // namespace acklab::link
