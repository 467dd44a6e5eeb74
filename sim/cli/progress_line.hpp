#pragma once

#include <string>

#include "sim/run/batch.hpp"

namespace acklab::cli {

/// "reliable-udp 2/5: 1.2 of 4 MB, 8 s left", at most `columns` wide.
[[nodiscard]] std::string progress_text(const run::BatchProgress& progress, unsigned columns);

/// One line on standard error that is rewritten, and gone when this is.
class ProgressLine {
 public:
  /// Not `visible`: it does nothing at all.
  explicit ProgressLine(bool visible) : visible_(visible) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  void show(const run::BatchProgress& progress);

 private:
  bool visible_;
  bool shown_ = false;
};

}  // namespace acklab::cli
