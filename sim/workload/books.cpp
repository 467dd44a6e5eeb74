#include "sim/workload/books.hpp"

#include <algorithm>
#include <memory>

#include "net/base/random.hpp"
#include "sim/workload/pattern_steps.hpp"

namespace acklab::workload {
namespace {

struct RecordsOf {
  std::uint64_t seed;
  Records operator()(const Bulk& bulk) const { return {seed, bulk.bytes, bulk.message_bytes}; }
  Records operator()(const Exchange& exchange) const {
    return {seed, exchange.count * exchange.request_bytes, exchange.request_bytes};
  }
  Records operator()(const Periodic& periodic) const {
    return {seed, periodic.count * periodic.message_bytes, periodic.message_bytes};
  }
  Records operator()(const WritePattern& pattern) const {
    return {seed, PatternRound{pattern}.writes, pattern.repeat};
  }
  Records operator()(const SlowReader& reader) const {
    return {seed, reader.bytes, reader.message_bytes};
  }
  Records operator()(const Idle& idle) const {
    return {seed, idle_lines * idle.line_bytes, idle.line_bytes};
  }
  Records operator()(const PictureJob& job) const {
    return {seed, std::shared_ptr<const Bytes>{job.picture, &job.picture->octets},
            job.message_bytes};
  }
  /// Each flow has a job, and books, of its own.
  Records operator()(const Flows& flows) const {
    return {seed, flows.message_bytes, flows.message_bytes};
  }
};

struct AnswerRecordsOf {
  std::uint64_t seed;
  std::optional<Records> operator()(const Bulk&) const { return std::nullopt; }
  std::optional<Records> operator()(const Exchange& exchange) const {
    return Records{seed, exchange.count * exchange.answer_bytes, exchange.answer_bytes};
  }
  std::optional<Records> operator()(const Periodic&) const { return std::nullopt; }
  std::optional<Records> operator()(const WritePattern& pattern) const {
    const PatternRound round{pattern};
    if (round.answers.empty()) return std::nullopt;
    return Records{seed, round.answers, pattern.repeat};
  }
  std::optional<Records> operator()(const SlowReader&) const { return std::nullopt; }
  std::optional<Records> operator()(const PictureJob&) const { return std::nullopt; }
  std::optional<Records> operator()(const Flows&) const { return std::nullopt; }
  std::optional<Records> operator()(const Idle& idle) const {
    return Records{seed, idle_lines * idle.line_bytes, idle.line_bytes};
  }
};

template <typename Compare>
std::optional<Instant> one_of(std::optional<Instant> a, std::optional<Instant> b, Compare takes_a) {
  if (!a || !b) return a ? a : b;
  return takes_a(*a, *b) ? a : b;
}

void add(Integrity& sum, const Integrity& part) {
  sum.sent += part.sent;
  sum.intact += part.intact;
  sum.corrupted += part.corrupted;
  sum.missing += part.missing;
  sum.duplicated += part.duplicated;
  sum.out_of_order += part.out_of_order;
  sum.corrupted_arrivals += part.corrupted_arrivals;
  sum.unrecognised_bytes += part.unrecognised_bytes;
  sum.intact_bytes += part.intact_bytes;
}

}  // namespace

Records records_of(const Workload& workload, std::uint64_t seed) {
  return std::visit(RecordsOf{seed}, workload);
}

std::optional<Records> answer_records_of(const Workload& workload, std::uint64_t seed) {
  return std::visit(AnswerRecordsOf{RandomStream{seed, "answers"}.at(0)}, workload);
}

Books::Log Books::make_log(const Workload& workload) {
  if (std::holds_alternative<Exchange>(workload)) return ExchangeLog{};
  if (std::holds_alternative<WritePattern>(workload)) return PatternLog{};
  if (std::holds_alternative<SlowReader>(workload)) return ReadLog{};
  if (std::holds_alternative<Idle>(workload)) return IdleLog{};
  return std::monostate{};
}

Books::Books(const Workload& workload, std::uint64_t seed)
    : there(records_of(workload, seed)),
      log_(make_log(workload)),
      total_bytes_(workload::total_bytes(workload)),
      sends_all_at_once_(workload::sends_all_at_once(workload)) {
  if (const auto records = answer_records_of(workload, seed)) back.emplace(*records);
  if (const auto* periodic = std::get_if<Periodic>(&workload)) {
    there.tell(log_.emplace<PeriodicLog>(*periodic));
  }
  if (const auto* picture = std::get_if<PictureJob>(&workload)) {
    there.show(log_.emplace<PictureLog>(*picture, there.records()));
  }
}

Integrity Books::verdict() const {
  Integrity verdict = there.verdict();
  if (back) add(verdict, back->verdict());
  return verdict;
}

Arrivals Books::arrivals() const {
  Arrivals both = there.arrivals();
  if (!back) return both;
  const Arrivals& other = back->arrivals();
  const auto later = [](Instant a, Instant b) { return a > b; };
  both.first = one_of(both.first, other.first, [](Instant a, Instant b) { return a < b; });
  both.last = one_of(both.last, other.last, later);
  both.last_intact = one_of(both.last_intact, other.last_intact, later);
  return both;
}

std::uint64_t Books::intact_bytes() const {
  return there.oracle().intact_bytes() + (back ? back->oracle().intact_bytes() : 0);
}

Measures Books::measures(Instant now, bool messages) const {
  Measures measures;
  if (const auto* exchange = std::get_if<ExchangeLog>(&log_)) {
    measures.exchange = exchange->measures();
    measures.latency = exchange->latency();
  }
  if (const auto* periodic = std::get_if<PeriodicLog>(&log_)) {
    measures.periodic = periodic->measures(now);
    measures.latency = periodic->latency(now);
  }
  if (const auto* pattern = std::get_if<PatternLog>(&log_)) {
    measures.write_pattern = pattern->measures();
    measures.latency = pattern->latency();
  }
  if (const auto* reader = std::get_if<ReadLog>(&log_)) measures.slow_reader = reader->measures();
  if (const auto* idle = std::get_if<IdleLog>(&log_)) measures.idle = idle->measures();
  if (const auto* picture = std::get_if<PictureLog>(&log_)) {
    measures.picture = picture->measures(messages);
  }
  if (sends_all_at_once_) measures.stalls = there.stalls().measures();
  if (messages) {
    measures.order = there.order().measures();
    measures.burst_loss = burst_loss_of(there);
  }
  return measures;
}

std::optional<ReceivedPicture> Books::picture(bool messages) const {
  const auto* const log = std::get_if<PictureLog>(&log_);
  if (log == nullptr) return std::nullopt;
  return log->picture(messages);
}

}  // namespace acklab::workload
