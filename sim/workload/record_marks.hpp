#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace acklab::workload {

/// How each record has arrived so far: intact, damaged, both or not at all.
///
/// Two bits a record, and only where it matters: a block of records costs nothing before the first
/// of them arrives, nor once all have arrived intact and none damaged. So a job whose records
/// arrive in order costs one block, however many they are; what is lost keeps its block.
class RecordMarks {
 public:
  struct Mark {
    bool intact = false;
    bool damaged = false;
    [[nodiscard]] bool any() const { return intact || damaged; }
  };

  explicit RecordMarks(std::uint64_t records);

  [[nodiscard]] std::uint64_t records() const { return records_; }
  [[nodiscard]] Mark at(std::uint64_t number) const;
  /// Record `number` has arrived, so or so.
  void note(std::uint64_t number, bool intact);

 private:
  static constexpr std::uint64_t block_records = 4096;

  struct Block {
    std::array<std::uint64_t, block_records / 64> intact{};
    std::array<std::uint64_t, block_records / 64> damaged{};
    std::uint32_t intact_records = 0;
    bool any_damaged = false;
  };
  struct Place {
    std::unique_ptr<Block> block;
    bool all_intact = false;  // and none damaged: then there is no block
  };

  [[nodiscard]] std::uint64_t size_of(std::uint64_t block) const;

  std::uint64_t records_;
  std::vector<Place> places_;
};

}  // namespace acklab::workload
