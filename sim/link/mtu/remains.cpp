#include <utility>
#include <vector>

#include "sim/link/later.hpp"
#include "sim/link/pipeline.hpp"

namespace acklab::link {

void Pipeline::count_fragments(std::uint32_t fragments, std::uint32_t lost) {
  ++counters_.fragmented;
  counters_.fragments += fragments;
  counters_.fragments_lost += lost;
}

void Pipeline::send_remains(Waiting&& remains, ReleaseHeap& under_way, const FateSink& sink) {
  const Instant now = remains.fate.arrival;
  if (!policer_.passes(now, remains.packet.line_bytes())) return;
  const std::uint32_t by_chance = duplication_.copies(remains.fate.key().index);
  const std::uint32_t by_rule = remains.prescribed ? remains.prescribed->duplicates : 0;
  remains.prescribed.reset();
  remains_ += 1 + by_chance + by_rule;
  std::vector<Waiting> copies(1 + by_chance + by_rule, remains);
  for (std::uint32_t number = 1; number <= by_chance + by_rule; ++number) {
    FateRecord& copy = copies[number].fate;
    const bool by_a_rule = number > by_chance;
    copy.copy = by_a_rule ? first_copy_of_rule + number - by_chance - 1 : number;
    if (!by_a_rule) copy.arrival = later_by(now, duplication_.spacing() * number);
  }
  for (Waiting& copy : copies) {
    if (copy.fate.arrival == now) {
      enter(std::move(copy), under_way, sink);
    } else {
      spaced_.push(std::move(copy));
    }
  }
}

}  // namespace acklab::link
