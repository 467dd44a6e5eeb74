#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "net/base/bytes.hpp"
#include "sim/workload/content_pool.hpp"

namespace acklab::workload {

/// What the two numbers of a record take.
inline constexpr std::uint32_t record_numbers_bytes = 16;

/// What records of `message_bytes` that carry so much content of their own have in all.
[[nodiscard]] std::uint64_t bytes_with_numbers(std::uint64_t content_bytes,
                                               std::uint32_t message_bytes);

/// The numbered records of a run: their content follows from seed and number alone, so a receiver
/// can check every octet without having seen the original.
///
/// A record begins and ends with its number (8 octets each, big-endian, mixed with the seed in two
/// ways); what is between derives from both: pieces of one pool of random octets, each from a place
/// and changed by a word that only this piece of this record has. A last record shorter than 16
/// octets holds derived octets only. Copying is cheap: the pool is shared.
///
/// Records may have a content of their own instead, a picture: then that stands between the
/// numbers, which still say which record it is.
class Records {
 public:
  /// `total_bytes` cut into pieces of `message_bytes`, the last possibly shorter; neither may be 0.
  Records(std::uint64_t seed, std::uint64_t total_bytes, std::uint32_t message_bytes);

  /// `rounds` times records of these sizes, one after the other; there must be a size and a round.
  Records(std::uint64_t seed, const std::vector<std::uint32_t>& sizes, std::uint64_t rounds);

  /// `content` cut into pieces, each between the two numbers of a record of `message_bytes`, which
  /// are more than record_numbers_bytes; the last record is as long as what is left needs.
  Records(std::uint64_t seed, std::shared_ptr<const Bytes> content, std::uint32_t message_bytes);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::uint64_t total_bytes() const { return total_bytes_; }
  /// Size of record `number`; number < count().
  [[nodiscard]] std::uint32_t size_of(std::uint64_t number) const;

  /// The octets of record `number`, appended to nothing: `into` is resized to its size.
  void write(std::uint64_t number, Bytes& into) const;

  struct Recognised {
    std::uint64_t number = 0;
    bool intact = false;  // every octet is as it was written
  };
  /// The record that `octets` most likely are, given that some may be damaged; number count() when
  /// hopeless. Damage within one octet is always attributed. Takes time linear in the size.
  [[nodiscard]] Recognised identify(ByteView octets) const;
  /// Whether `octets` are exactly record `number`.
  [[nodiscard]] bool is_intact(std::uint64_t number, ByteView octets) const;

 private:
  void make_keys(std::uint64_t seed);
  [[nodiscard]] std::uint64_t content_key_of(std::uint64_t number) const;
  [[nodiscard]] std::uint64_t head_of(std::uint64_t number) const;
  [[nodiscard]] std::uint64_t tail_of(std::uint64_t number) const;
  [[nodiscard]] std::uint64_t number_in_head(std::uint64_t head) const;
  [[nodiscard]] std::uint64_t number_in_tail(std::uint64_t tail) const;
  /// What stands between the numbers of record `number`, if the records have a content of their
  /// own.
  [[nodiscard]] ByteView own_content(std::uint64_t number) const;
  [[nodiscard]] bool fits(std::uint64_t number, ByteView octets) const;
  /// How many of `octets` differ from record `number`, which has their size; stops counting beyond
  /// `enough`.
  [[nodiscard]] std::size_t differences(std::uint64_t number, ByteView octets,
                                        std::size_t enough) const;

  std::shared_ptr<const ContentPool> content_;
  std::uint64_t content_key_ = 0;
  std::uint64_t head_key_ = 0;
  std::uint64_t tail_key_ = 0;
  std::uint64_t total_bytes_;
  std::uint64_t count_ = 0;
  std::uint32_t message_bytes_;                              // the largest
  std::shared_ptr<const std::vector<std::uint32_t>> sizes_;  // of a round; nullptr: all the same
  std::shared_ptr<const Bytes> own_content_;                 // nullptr: derived
};

}  // namespace acklab::workload
