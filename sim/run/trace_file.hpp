#pragma once

#include <array>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/capture/packet_capture.hpp"
#include "sim/capture/qlog_recorder.hpp"
#include "sim/capture/record_log.hpp"
#include "sim/contender/contender.hpp"
#include "sim/contender/event_log.hpp"
#include "sim/link/record/fate_log.hpp"
#include "sim/run/picture_files.hpp"

namespace acklab::run {

/// In whose name the files of a run of flows stand: all of them are in one log.
inline constexpr const char* name_of_flows = "flows";

/// Where the fates of a run are written: TRACE/SCENARIO/CONTENDER-REPETITION/fates.jsonl.
[[nodiscard]] std::string fate_file(const std::string& trace_folder, const std::string& scenario,
                                    const std::string& contender, std::uint32_t repetition);

/// What one run leaves behind, on its way into files: the fate log, and beside it the event log
/// (events.jsonl), the packets themselves (packets.pcapng), its TCP connections (connections.qlog,
/// if it has any), the records that came (records.csv) and what came of a picture. They grow under
/// other names (with
/// ".part" behind them) and take the place of earlier ones only when they are whole.
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
  /// A file that is not in its place yet.
  struct Growing {
    explicit Growing(std::string name);
    [[nodiscard]] Expected<void, std::string> put_in_place();
    void discard();

    std::string file;
    std::string part;
    std::ofstream stream;
  };

  TraceFile(const std::string& file, const link::FateLogHeader& header, path::PathKind path);
  static void write(Growing& into, std::string_view text);
  [[nodiscard]] std::array<Growing*, 5> files();

  Growing fates_;
  Growing events_;
  Growing packets_;
  Growing connections_;
  Growing records_;
  link::FateLog log_;
  contender::EventLog event_log_;
  capture::PacketCapture capture_;
  capture::QlogRecorder qlog_;
  capture::RecordLog record_log_;
  PictureFiles pictures_;
};

}  // namespace acklab::run
