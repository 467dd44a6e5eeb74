#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sim/link/bottleneck/line.hpp"
#include "sim/link/copy_book.hpp"
#include "sim/link/fate.hpp"
#include "sim/link/packet.hpp"
#include "sim/link/script/rules.hpp"

namespace acklab::link {

/// A copy in the queue, with what has been decided about it so far.
struct Waiting {
  FateRecord fate;
  Packet packet;
  std::optional<CopyBook::Family> family;
  std::shared_ptr<const Prescription> prescribed{};  // null: no rule acts on it
};

/// The copies that wait in the queue, in the order of their arrival.
///
/// Places are reused, so once the queue is as long as it gets, nothing is allocated any more.
class WaitingLine {
 public:
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const Backlog& backlog() const { return backlog_; }
  /// The one that has waited longest; there must be one.
  [[nodiscard]] Waiting& front() { return places_[first_]; }
  [[nodiscard]] const Waiting& front() const { return places_[first_]; }

  void push(Waiting&& copy) {
    if (size_ == places_.size()) grow();
    backlog_.bytes += copy.packet.line_bytes();
    backlog_.packets += copy.packet.line_packets();
    places_[(first_ + size_) & (places_.size() - 1)] = std::move(copy);
    ++size_;
  }

  [[nodiscard]] Waiting pop() {
    assert(!empty());
    Waiting copy = std::move(places_[first_]);
    first_ = (first_ + 1) & (places_.size() - 1);
    --size_;
    backlog_.packets -= copy.packet.line_packets();
    backlog_.bytes -= copy.packet.line_bytes();
    return copy;
  }

 private:
  void grow() {
    std::vector<Waiting> wider(places_.empty() ? 8 : 2 * places_.size());
    for (std::size_t i = 0; i < places_.size(); ++i) {
      wider[i] = std::move(places_[(first_ + i) & (places_.size() - 1)]);
    }
    places_ = std::move(wider);
    first_ = 0;
  }

  std::vector<Waiting> places_;  // as many as a power of two, or none
  std::size_t first_ = 0;
  std::size_t size_ = 0;
  Backlog backlog_;
};

}  // namespace acklab::link
