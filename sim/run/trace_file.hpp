#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>

#include "net/base/expected.hpp"
#include "sim/contender/contender.hpp"
#include "sim/link/record/fate_log.hpp"

namespace acklab::run {

/// Where the fates of a run are written: TRACE/SCENARIO/CONTENDER-REPETITION/fates.jsonl.
[[nodiscard]] std::string fate_file(const std::string& trace_folder, const std::string& scenario,
                                    const std::string& contender, std::uint32_t repetition);

/// The fate log of one run, on its way into a file. It grows under another name (with ".part"
/// behind it) and takes the place of an earlier one only when it is whole.
class TraceFile {
 public:
  /// Makes the folders that are missing. The error is one sentence.
  [[nodiscard]] static Expected<std::unique_ptr<TraceFile>, std::string> open(
      const std::string& file, const link::FateLogHeader& header, path::PathKind path);

  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  /// Lets the run tell this file all fates; it must outlive the run.
  void attach(contender::RunHooks& hooks);
  /// Writes the end (FateLog::finish) and puts the file in its place. The error is one sentence:
  /// then what could be written is still there under the other name.
  [[nodiscard]] Expected<void, std::string> finish(bool complete, std::uint64_t offered_and_copied);
  /// There was no run: leaves nothing behind but the folders.
  void discard();

 private:
  TraceFile(std::string file, const link::FateLogHeader& header, path::PathKind path);

  std::string file_;
  std::string part_;
  std::ofstream stream_;
  link::FateLog log_;
};

}  // namespace acklab::run
