#include "sim/contender/run_book.hpp"

#include <utility>

#include "sim/contender/seeds.hpp"
#include "sim/contender/sentences.hpp"

namespace acklab::contender {

RunBook::RunBook(const RunRequest& request, const RunHooks& hooks, Observer observer)
    : request_(request),
      hooks_(hooks),
      observer_(std::move(observer)),
      books_(request.workload, records_seed(request.seed)) {
  if (!hooks.records) return;
  const auto told = [this](link::Direction direction) {
    return [this, direction](Instant now, const workload::Judgement& judgement) {
      hooks_.records({now, direction, judgement, hooks_.flow});
    };
  };
  books_.there.record(told(link::Direction::forward));
  if (books_.back) books_.back->record(told(link::Direction::reverse));
}

void RunBook::start(Instant now) {
  started_ = now;
  sample(now);
}

Instant RunBook::deadline() const {
  if (request_.time_limit > Instant::max() - started_) return Instant::max();
  return started_ + request_.time_limit;
}

bool RunBook::interrupted() const {
  return hooks_.interrupted != nullptr && hooks_.interrupted->load(std::memory_order_relaxed);
}

SeriesPoint RunBook::point_at(Instant now) const {
  SeriesPoint point;
  point.at = now - started_;
  point.delivered_bytes = books_.intact_bytes();
  observer_(point);
  return point;
}

void RunBook::sample(Instant now) {
  if (!series_.wants(now - started_)) return;
  const SeriesPoint point = point_at(now);
  series_.record(point);
  if (hooks_.samples) hooks_.samples({now, point, hooks_.flow});
}

void RunBook::report_progress(Instant now) const {
  if (!hooks_.progress) return;
  hooks_.progress({now - started_, books_.intact_bytes(), books_.total_bytes()});
}

RunResult RunBook::result(Instant ended, Stop stop, std::optional<std::string> failure,
                          const path::PathTruth& truth) {
  RunResult result;
  result.seed = request_.seed;
  result.path = request_.path;
  result.link = truth;
  result.integrity = books_.verdict();
  note_outcome(result, stop, std::move(failure));
  note_timing(result, ended);
  note_cost(result);
  const bool messages = carries_messages(request_.contender);
  result.workload = books_.measures(ended, messages);
  const auto picture = books_.picture(messages);
  if (picture && hooks_.picture) hooks_.picture(*picture);
  series_.finish(point_at(ended));
  result.series = series_.take();
  return result;
}

void RunBook::note_outcome(RunResult& result, Stop stop, std::optional<std::string> failure) const {
  const std::uint64_t job_bytes = books_.total_bytes();
  switch (stop) {
    case Stop::at_rest:
      result.outcome = failure ? Outcome::gave_up : Outcome::completed;
      result.reason = std::move(failure).value_or("");
      return;
    case Stop::time_limit:
      result.outcome = Outcome::time_limit;
      result.reason = time_limit_sentence(request_.time_limit, result.integrity, job_bytes);
      return;
    case Stop::interrupted:
      result.outcome = Outcome::interrupted;
      result.reason = interrupted_sentence(result.integrity, job_bytes);
      return;
  }
}

void RunBook::note_timing(RunResult& result, Instant ended) const {
  const workload::Arrivals arrivals = books_.arrivals();
  result.timing.duration = ended - started_;
  if (arrivals.first) result.timing.first_byte = *arrivals.first - started_;
  if (arrivals.last && result.outcome == Outcome::completed) {
    result.timing.completion = *arrivals.last - started_;
  }
  result.limit_bits_per_s = goodput_limit(request_);
  if (!arrivals.last_intact || *arrivals.last_intact <= started_) return;
  result.goodput_bits_per_s = static_cast<double>(result.integrity.intact_bytes) * 8 /
                              to_seconds(*arrivals.last_intact - started_);
  if (result.limit_bits_per_s) {
    result.share_of_limit = *result.goodput_bits_per_s / *result.limit_bits_per_s;
  }
}

void RunBook::note_cost(RunResult& result) const {
  const link::Counters& forward = result.link.forward.counters;
  const link::Counters& reverse = result.link.reverse.counters;
  Cost& cost = result.cost;
  cost.forward_packets = forward.offered;
  cost.reverse_packets = reverse.offered;
  cost.packets = forward.offered + reverse.offered;
  cost.ip_bytes = forward.offered_ip_bytes + reverse.offered_ip_bytes;
  if (forward.offered_ip_bytes > 0) {
    cost.forward_efficiency_ratio = static_cast<double>(books_.there.oracle().intact_bytes()) /
                                    static_cast<double>(forward.offered_ip_bytes);
  }
  if (result.integrity.intact_bytes > 0) {
    cost.overhead_ratio =
        static_cast<double>(cost.ip_bytes) / static_cast<double>(result.integrity.intact_bytes) - 1;
  }
}

void add_system_discards(RunResult& result) {
  result.cost.discarded_corrupted = result.cost.discarded_corrupted.value_or(0) +
                                    result.link.forward.discarded_bad_checksum +
                                    result.link.reverse.discarded_bad_checksum;
}

RunResult not_run(const RunRequest& request, const path::PathError& why) {
  RunResult result;
  result.seed = request.seed;
  result.path = request.path;
  result.outcome = Outcome::not_run;
  result.reason = why.reason;
  result.remedy = why.remedy;
  return result;
}

}  // namespace acklab::contender
