#pragma once

#include <string>

#include "sim/report/words/words.hpp"
#include "sim/run/batch.hpp"
#include "sim/sweep/run_sweep.hpp"

namespace acklab::cli {

/// "reliable-udp 2/5: 1.2 of 4 MB, 8 s left", at most `columns` wide.
[[nodiscard]] std::string progress_text(const run::BatchProgress& progress, unsigned columns,
                                        const report::Words& words = report::Words::english());

/// "320 of 840 runs (38 %), about 12 s left", at most `columns` wide.
[[nodiscard]] std::string sweep_progress_text(const sweep::SweepProgress& progress,
                                              unsigned columns);

/// One line on standard error that is rewritten, and gone when this is.
class ProgressLine {
 public:
  /// Not `visible`: it does nothing at all.
  explicit ProgressLine(bool visible) : visible_(visible) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  void show(const run::BatchProgress& progress);
  void show(const std::string& text);

 private:
  bool visible_;
  bool shown_ = false;
};

}  // namespace acklab::cli
