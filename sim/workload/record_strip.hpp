#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace acklab::workload {

/// What became of each record in its order, as run lengths: "300i1m20i" says that 300 were intact,
/// the next was missing, and 20 more were intact.
class RecordStrip {
 public:
  /// What became of a record, one letter each. Of several the one further down counts.
  enum class Fate : char {
    intact = 'i',
    out_of_order = 'o',  // behind one with a higher number
    duplicated = 'd',    // it arrived again
    corrupted = 'c',     // it arrived, but only damaged
    missing = 'm',
  };
  /// More run lengths than this are not kept: nobody could look at them.
  static constexpr std::uint32_t max_runs = 20'000;

  void add(Fate fate);
  /// Empty when there were no records, or too many run lengths.
  [[nodiscard]] std::string text() const;
  /// Not everything is known of these records: there is nothing to tell.
  void give_up() { runs_ = max_runs + 1; }

 private:
  void close();

  std::string text_;
  std::uint64_t length_ = 0;
  std::uint32_t runs_ = 0;
  Fate fate_ = Fate::intact;
};

/// Which records arrived out of order or again: few of many, or else too many to be told.
class OddArrivals {
 public:
  void note(std::uint64_t number, RecordStrip::Fate fate);
  /// Intact when nothing odd was noted.
  [[nodiscard]] RecordStrip::Fate of(std::uint64_t number) const;
  [[nodiscard]] bool are_too_many() const { return too_many_; }

 private:
  std::map<std::uint64_t, RecordStrip::Fate> fates_;
  bool too_many_ = false;
};

}  // namespace acklab::workload
