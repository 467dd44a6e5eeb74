#include "sim/workload/workload.hpp"

#include <algorithm>

#include "sim/workload/pattern_steps.hpp"
#include "sim/workload/records.hpp"

namespace acklab::workload {
namespace {

struct KindName {
  const char* operator()(const Bulk&) const { return "bulk"; }
  const char* operator()(const Exchange&) const { return "exchange"; }
  const char* operator()(const Periodic&) const { return "periodic"; }
  const char* operator()(const WritePattern&) const { return "write_pattern"; }
  const char* operator()(const SlowReader&) const { return "slow_reader"; }
  const char* operator()(const Idle&) const { return "idle"; }
  const char* operator()(const Flows&) const { return "flows"; }
  const char* operator()(const PictureJob&) const { return "picture"; }
};

struct TotalBytes {
  std::uint64_t operator()(const Bulk& bulk) const { return bulk.bytes; }
  std::uint64_t operator()(const Exchange& exchange) const {
    return exchange.count * (std::uint64_t{exchange.request_bytes} + exchange.answer_bytes);
  }
  std::uint64_t operator()(const Periodic& periodic) const {
    return periodic.count * periodic.message_bytes;
  }
  std::uint64_t operator()(const WritePattern& pattern) const {
    const PatternRound round{pattern};
    return pattern.repeat * (round.bytes + round.answer_bytes);
  }
  std::uint64_t operator()(const SlowReader& reader) const { return reader.bytes; }
  std::uint64_t operator()(const Idle& idle) const { return 2 * idle_lines * idle.line_bytes; }
  std::uint64_t operator()(const Flows&) const { return 0; }
  std::uint64_t operator()(const PictureJob& job) const {
    return bytes_with_numbers(job.picture->octets.size(), job.message_bytes);
  }
};

struct LargestMessages {
  MessageSizes operator()(const Bulk& bulk) const { return {bulk.message_bytes, 0}; }
  MessageSizes operator()(const Exchange& exchange) const {
    return {exchange.request_bytes, exchange.answer_bytes};
  }
  MessageSizes operator()(const Periodic& periodic) const { return {periodic.message_bytes, 0}; }
  MessageSizes operator()(const WritePattern& pattern) const {
    const PatternRound round{pattern};
    return {largest(round.writes), largest(round.answers)};
  }
  MessageSizes operator()(const SlowReader& reader) const { return {reader.message_bytes, 0}; }
  MessageSizes operator()(const Idle& idle) const { return {idle.line_bytes, idle.line_bytes}; }
  MessageSizes operator()(const Flows& flows) const { return {flows.message_bytes, 0}; }
  MessageSizes operator()(const PictureJob& job) const { return {job.message_bytes, 0}; }

 private:
  static std::uint32_t largest(const std::vector<std::uint32_t>& sizes) {
    return sizes.empty() ? 0 : *std::max_element(sizes.begin(), sizes.end());
  }
};

struct WantsNoDelay {
  bool operator()(const Bulk&) const { return false; }
  bool operator()(const Exchange& exchange) const { return exchange.no_delay; }
  bool operator()(const Periodic& periodic) const { return periodic.no_delay; }
  bool operator()(const WritePattern& pattern) const { return pattern.no_delay; }
  bool operator()(const SlowReader& reader) const { return reader.no_delay; }
  bool operator()(const Idle&) const { return false; }
  bool operator()(const Flows&) const { return false; }
  bool operator()(const PictureJob&) const { return false; }
};

}  // namespace

const char* kind_name(const Workload& workload) {
  return std::visit(KindName{}, workload);
}

std::uint64_t total_bytes(const Workload& workload) {
  return std::visit(TotalBytes{}, workload);
}

MessageSizes largest_messages(const Workload& workload) {
  return std::visit(LargestMessages{}, workload);
}

bool sends_all_at_once(const Workload& workload) {
  return std::holds_alternative<Bulk>(workload) || std::holds_alternative<SlowReader>(workload) ||
         std::holds_alternative<Flows>(workload) || std::holds_alternative<PictureJob>(workload);
}

bool has_server(const Workload& workload) {
  if (const auto* idle = std::get_if<Idle>(&workload)) return idle->server != ServerFate::absent;
  const auto* periodic = std::get_if<Periodic>(&workload);
  return periodic == nullptr || periodic->server != ServerFate::absent;
}

bool wants_no_delay(const Workload& workload) {
  return std::visit(WantsNoDelay{}, workload);
}

std::optional<std::uint32_t> copies_of(const Workload& workload) {
  if (const auto* exchange = std::get_if<Exchange>(&workload)) return exchange->copies;
  if (const auto* periodic = std::get_if<Periodic>(&workload)) return periodic->copies;
  return std::nullopt;
}

Workload in_copies(Workload workload, std::uint32_t copies) {
  if (auto* exchange = std::get_if<Exchange>(&workload)) exchange->copies = copies;
  if (auto* periodic = std::get_if<Periodic>(&workload)) periodic->copies = copies;
  return workload;
}

}  // namespace acklab::workload
