#include "sim/run/trace_file.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace acklab::run {
namespace {

namespace fs = std::filesystem;

std::string trace_refusal(const std::string& file, const std::error_code& error) {
  return fmt::format("The fates cannot be written to '{}': {}; choose another place with --trace.",
                     file, error.message());
}

std::error_code last_system_error() {
  return {errno != 0 ? errno : EIO, std::generic_category()};
}

}  // namespace

std::string fate_file(const std::string& trace_folder, const std::string& scenario,
                      const std::string& contender, std::uint32_t repetition) {
  return (fs::path{trace_folder} / scenario / fmt::format("{}-{}", contender, repetition) /
          "fates.jsonl")
      .string();
}

TraceFile::TraceFile(std::string file, const link::FateLogHeader& header, path::PathKind path)
    : file_(std::move(file)),
      part_(file_ + ".part"),
      stream_(part_, std::ios::binary | std::ios::trunc),
      log_(header,
           path == path::PathKind::simulated ? link::FateLog::Releases::unknown
                                             : link::FateLog::Releases::told,
           [this](std::string_view text) {
             stream_.write(text.data(), static_cast<std::streamsize>(text.size()));
           }) {}

Expected<std::unique_ptr<TraceFile>, std::string> TraceFile::open(const std::string& file,
                                                                  const link::FateLogHeader& header,
                                                                  path::PathKind path) {
  std::error_code error;
  fs::create_directories(fs::path{file}.parent_path(), error);
  if (error) return failure(trace_refusal(file, error));
  errno = 0;
  std::unique_ptr<TraceFile> opened{new TraceFile{file, header, path}};
  if (!opened->stream_) return failure(trace_refusal(file, last_system_error()));
  return opened;
}

void TraceFile::attach(contender::RunHooks& hooks) {
  hooks.fates = [this](const link::FateRecord& fate) { log_.decided(fate); };
  hooks.releases = [this](const link::Release& release, Instant released) {
    log_.released(release.direction, release.index, release.copy, released);
  };
}

Expected<void, std::string> TraceFile::finish(bool complete, std::uint64_t offered_and_copied) {
  errno = 0;
  log_.finish(complete, offered_and_copied);
  stream_.close();
  if (!stream_) return failure(trace_refusal(file_, last_system_error()));
  std::error_code error;
  fs::rename(part_, file_, error);
  if (error) return failure(trace_refusal(file_, error));
  return {};
}

void TraceFile::discard() {
  stream_.close();
  std::error_code ignored;
  fs::remove(part_, ignored);
}

}  // namespace acklab::run
