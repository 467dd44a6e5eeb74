#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace acklab::link {

/// Which copies of one packet belong together, while any of them is under way: so that a packet
/// counts as delivered once and as undelivered only when nothing of it can come any more.
///
/// A packet without copies has no family and costs nothing here. Entries are reused.
class CopyBook {
 public:
  using Family = std::uint32_t;

  /// A packet that is under way in so many copies, itself included.
  [[nodiscard]] Family open(std::uint32_t copies);

  /// One copy was dropped. True when no copy was, or can still be, delivered.
  [[nodiscard]] bool dropped(std::optional<Family> family);
  /// One copy came out. True when it is the first one of its packet.
  [[nodiscard]] bool delivered(std::optional<Family> family);

 private:
  struct Entry {
    std::uint32_t under_way = 0;
    bool delivered = false;
  };
  void one_less(Family family);

  std::vector<Entry> entries_;
  std::vector<Family> free_;
};

}  // namespace acklab::link
