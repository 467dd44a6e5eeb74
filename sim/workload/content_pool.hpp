#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "net/base/bytes.hpp"
#include "net/base/random.hpp"

namespace acklab::workload {

/// How many octets of `one` differ from those of `other`, which is as long.
[[nodiscard]] std::size_t count_differing(ByteView one, ByteView other);

/// Random octets as fast as they can be copied: content of any length that follows from a key, and
/// that no other key has.
///
/// One pool of random octets; content is pieces of it, each from a place and changed by a word that
/// both follow from the key and the piece's number. The same octets on every machine.
class ContentPool {
 public:
  explicit ContentPool(const RandomStream& random);

  void write(std::uint64_t key, MutableByteView octets) const;
  /// How many of `octets` are not as write puts them; stops counting beyond `enough`.
  [[nodiscard]] std::size_t differences(std::uint64_t key, ByteView octets,
                                        std::size_t enough) const;

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace acklab::workload
