#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "sim/contender/flows.hpp"
#include "sim/contender/run_book.hpp"

namespace acklab::contender {

/// What the link did with the packets of one flow.
struct FlowToll {
  std::uint64_t forward_packets = 0;  // offered
  std::uint64_t reverse_packets = 0;
  std::uint64_t ip_bytes = 0;         // of both
  std::uint64_t forward_dropped = 0;  // of the packets themselves, not of their copies

  void note(const link::FateRecord& fate);
};

/// One of several flows on a link: what is asked of it, and its books.
class Flow {
 public:
  Flow(const FlowsRequest& all, std::size_t number, const RunHooks& hooks,
       RunBook::Observer observer);
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;

  /// A run of its own, as far as its hosts can tell.
  [[nodiscard]] const RunRequest& request() const { return request_; }
  /// What the caller wants to know of it; what its hosts tell goes there, and says whose it is.
  [[nodiscard]] const RunHooks& hooks() const { return hooks_; }
  [[nodiscard]] RunBook& book() { return book_; }
  [[nodiscard]] const RunBook& book() const { return book_; }
  /// Since the beginning of all: when it starts and when its application writes nothing more.
  [[nodiscard]] Duration starts() const { return plan_.start; }
  [[nodiscard]] Duration stops() const { return stops_; }
  [[nodiscard]] std::uint64_t delivered_bytes() const { return book_.books().intact_bytes(); }

  void start(Instant now);
  [[nodiscard]] bool has_started() const { return running_ || rested_; }
  [[nodiscard]] bool is_running() const { return running_; }
  /// It is at rest: nothing more will happen.
  void rest(Instant now);

  /// What became of it; `failure` as for RunBook::result, `ended` when nothing did until then.
  [[nodiscard]] RunResult result(Instant ended, Stop stop, std::optional<std::string> failure,
                                 const path::PathTruth& truth, const FlowToll& toll);

 private:
  static RunRequest own_request(const FlowsRequest& all, std::size_t number,
                                const workload::FlowPlan& plan, Duration stops);
  static RunHooks hooks_of(const RunHooks& all, std::size_t number);
  void note_cost(RunResult& result, const FlowToll& toll) const;

  workload::FlowPlan plan_;
  Duration stops_;
  RunRequest request_;
  RunHooks hooks_;
  RunBook book_;
  bool running_ = false;
  std::optional<Instant> rested_;
};

/// What all of them delivered together of what the line could: each flow's goodput over what it
/// would have alone, added up; nothing where a link sets no one limit.
[[nodiscard]] std::optional<double> share_of_limit(const std::vector<RunResult>& flows);

}  // namespace acklab::contender
