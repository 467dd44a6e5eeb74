#include "sim/workload/record_marks.hpp"

#include <algorithm>
#include <cassert>

namespace acklab::workload {
namespace {

constexpr std::uint64_t word_bits = 64;

std::uint64_t bit_of(std::uint64_t place) {
  return std::uint64_t{1} << (place % word_bits);
}

}  // namespace

RecordMarks::RecordMarks(std::uint64_t records)
    : records_(records),
      places_(static_cast<std::size_t>((records + block_records - 1) / block_records)) {}

std::uint64_t RecordMarks::size_of(std::uint64_t block) const {
  return std::min(block_records, records_ - block * block_records);
}

RecordMarks::Mark RecordMarks::at(std::uint64_t number) const {
  assert(number < records_);
  const Place& place = places_[number / block_records];
  if (!place.block) return {.intact = place.all_intact, .damaged = false};
  const std::uint64_t inside = number % block_records;
  const std::uint64_t bit = bit_of(inside);
  return {.intact = (place.block->intact[inside / word_bits] & bit) != 0,
          .damaged = (place.block->damaged[inside / word_bits] & bit) != 0};
}

void RecordMarks::note(std::uint64_t number, bool intact) {
  assert(number < records_);
  const std::uint64_t which = number / block_records;
  Place& place = places_[which];
  if (place.all_intact && intact) return;
  if (!place.block) {
    place.block = std::make_unique<Block>();
    if (place.all_intact) {
      place.block->intact.fill(~std::uint64_t{0});
      place.block->intact_records = static_cast<std::uint32_t>(size_of(which));
      place.all_intact = false;
    }
  }
  Block& block = *place.block;
  const std::uint64_t inside = number % block_records;
  const std::uint64_t bit = bit_of(inside);
  if (!intact) {
    block.damaged[inside / word_bits] |= bit;
    block.any_damaged = true;
    return;
  }
  std::uint64_t& word = block.intact[inside / word_bits];
  if ((word & bit) == 0) ++block.intact_records;
  word |= bit;
  if (block.any_damaged || block.intact_records < size_of(which)) return;
  place.block.reset();
  place.all_intact = true;
}

}  // namespace acklab::workload
