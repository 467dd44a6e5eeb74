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

std::string beside(const std::string& file, const char* name) {
  return (fs::path{file}.parent_path() / name).string();
}

}  // namespace

std::string fate_file(const std::string& trace_folder, const std::string& scenario,
                      const std::string& contender, std::uint32_t repetition) {
  return (fs::path{trace_folder} / scenario / fmt::format("{}-{}", contender, repetition) /
          "fates.jsonl")
      .string();
}

TraceFile::Growing::Growing(std::string name)
    : file(std::move(name)),
      part(file + ".part"),
      stream(part, std::ios::binary | std::ios::trunc) {}

Expected<void, std::string> TraceFile::Growing::put_in_place() {
  errno = 0;
  stream.close();
  if (!stream) return failure(trace_refusal(file, last_system_error()));
  std::error_code error;
  fs::rename(part, file, error);
  if (error) return failure(trace_refusal(file, error));
  return {};
}

void TraceFile::Growing::discard() {
  stream.close();
  std::error_code ignored;
  fs::remove(part, ignored);
}

TraceFile::TraceFile(const std::string& file, const link::FateLogHeader& header,
                     path::PathKind path)
    : fates_(file),
      events_(beside(file, "events.jsonl")),
      packets_(beside(file, "packets.pcapng")),
      connections_(beside(file, "connections.qlog")),
      records_(beside(file, "records.csv")),
      log_(header,
           path == path::PathKind::simulated ? link::FateLog::Releases::unknown
                                             : link::FateLog::Releases::told,
           [this](std::string_view text) { write(fates_, text); }),
      event_log_(header, [this](std::string_view text) { write(events_, text); }),
      capture_(header, [this](std::string_view text) { write(packets_, text); }),
      qlog_(header, [this](std::string_view text) { write(connections_, text); }),
      record_log_(!header.flows.empty(), [this](std::string_view text) { write(records_, text); }),
      pictures_(fs::path{file}.parent_path().string()) {}

std::array<TraceFile::Growing*, 5> TraceFile::files() {
  return {&fates_, &events_, &packets_, &connections_, &records_};
}

void TraceFile::write(Growing& into, std::string_view text) {
  into.stream.write(text.data(), static_cast<std::streamsize>(text.size()));
}

Expected<std::unique_ptr<TraceFile>, std::string> TraceFile::open(const std::string& file,
                                                                  const link::FateLogHeader& header,
                                                                  path::PathKind path) {
  std::error_code error;
  fs::create_directories(fs::path{file}.parent_path(), error);
  if (error) return failure(trace_refusal(file, error));
  errno = 0;
  std::unique_ptr<TraceFile> opened{new TraceFile{file, header, path}};
  for (const Growing* const growing : opened->files()) {
    if (!growing->stream) return failure(trace_refusal(file, last_system_error()));
  }
  return opened;
}

void TraceFile::attach(contender::RunHooks& hooks) {
  hooks.releases = [this](const link::Release& release, Instant released) {
    log_.released(release.direction, release.index, release.copy, released);
  };
  hooks.verdicts = [this](const link::RetransmissionVerdict& verdict) {
    event_log_.judged(verdict);
  };
  hooks.fates = [this](const link::FateRecord& fate) {
    log_.decided(fate);
    capture_.decided(fate);
    qlog_.decided(fate);
  };
  hooks.crossings = [this](const link::Crossing& crossing) {
    event_log_.crossed(crossing);
    capture_.crossed(crossing);
    qlog_.crossed(crossing);
    record_log_.crossed(crossing.at);
  };
  hooks.records = [this](const contender::RecordArrival& arrival) { record_log_.arrived(arrival); };
  hooks.picture = [this](const workload::ReceivedPicture& picture) { pictures_.take(picture); };
  hooks.samples = [this](const contender::Sample& sample) { qlog_.sampled(sample); };
  hooks.transport = [this](const contender::HostEvent& event) {
    event_log_.happened(event);
    capture_.happened(event);
    qlog_.happened(event);
  };
}

Expected<void, std::string> TraceFile::finish(bool complete, std::uint64_t offered_and_copied) {
  log_.finish(complete, offered_and_copied);
  event_log_.finish(complete);
  capture_.finish();
  const bool has_connections = qlog_.has_connections();
  if (has_connections) qlog_.finish();
  Expected<void, std::string> outcome;
  for (Growing* const file : files()) {
    if (file == &connections_ && !has_connections) {
      file->discard();
      continue;
    }
    auto placed = file->put_in_place();
    if (outcome && !placed) outcome = std::move(placed);
  }
  auto placed = pictures_.finish();
  if (outcome && !placed) outcome = std::move(placed);
  return outcome;
}

void TraceFile::discard() {
  for (Growing* const file : files()) file->discard();
}

}  // namespace acklab::run
