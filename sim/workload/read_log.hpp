#pragma once

#include <cstdint>

namespace acklab::workload {

/// How the receiving application read.
struct ReadMeasures {
  std::uint64_t reads = 0;      // that gave something
  std::uint64_t truncated = 0;  // over datagrams: that were longer than a read took
  double mean_bytes = 0;        // of those reads
};

/// What a reader with a pace of its own did.
class ReadLog {
 public:
  void note_read(std::uint64_t bytes, bool truncated) {
    ++reads_;
    bytes_ += bytes;
    if (truncated) ++truncated_;
  }

  [[nodiscard]] ReadMeasures measures() const {
    return {reads_, truncated_,
            reads_ == 0 ? 0.0 : static_cast<double>(bytes_) / static_cast<double>(reads_)};
  }

 private:
  std::uint64_t reads_ = 0;
  std::uint64_t truncated_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace acklab::workload
