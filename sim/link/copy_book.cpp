#include "sim/link/copy_book.hpp"

#include <cassert>

namespace acklab::link {

CopyBook::Family CopyBook::open(std::uint32_t copies) {
  assert(copies > 0);
  if (free_.empty()) {
    free_.push_back(static_cast<Family>(entries_.size()));
    entries_.emplace_back();
  }
  const Family family = free_.back();
  free_.pop_back();
  entries_[family] = {copies, false};
  return family;
}

void CopyBook::one_less(Family family) {
  if (--entries_[family].under_way == 0) free_.push_back(family);
}

bool CopyBook::dropped(std::optional<Family> family) {
  if (!family) return true;
  one_less(*family);
  const Entry& entry = entries_[*family];
  return entry.under_way == 0 && !entry.delivered;
}

bool CopyBook::delivered(std::optional<Family> family) {
  if (!family) return true;
  const bool first = !entries_[*family].delivered;
  entries_[*family].delivered = true;
  one_less(*family);
  return first;
}

}  // namespace acklab::link
