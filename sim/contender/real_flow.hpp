#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "net/socket/event_loop.hpp"
#include "sim/contender/flow.hpp"
#include "sim/contender/real_ports.hpp"

namespace acklab::contender {

/// One of several flows on a path in real time: its contender, on sockets of its own.
class RealFlow {
 public:
  RealFlow(const FlowsRequest& all, std::size_t number, const RunHooks& hooks)
      : flow_(all, number, hooks, [this](SeriesPoint& point) { observe(point); }) {}
  RealFlow(const RealFlow&) = delete;
  RealFlow& operator=(const RealFlow&) = delete;
  virtual ~RealFlow() = default;

  [[nodiscard]] Flow& flow() { return flow_; }
  [[nodiscard]] const Flow& flow() const { return flow_; }

  /// Opens its sockets as flow `number` of the path, which must outlive it.
  [[nodiscard]] virtual Expected<void, path::PathError> open(path::RealPath& path,
                                                             std::size_t number) = 0;
  /// The rest as for UserSpaceWay.
  virtual void start(Instant now) = 0;
  [[nodiscard]] virtual bool at_rest() const = 0;
  /// It did what it was there for, though something may be left to close.
  [[nodiscard]] virtual bool job_finished() const = 0;
  [[nodiscard]] virtual bool wants_link_drained() const = 0;
  [[nodiscard]] virtual std::optional<std::string> failure() const = 0;
  virtual void report(RunResult& result) const = 0;

 protected:
  virtual void observe(SeriesPoint& point) const = 0;

 private:
  Flow flow_;
};

/// A flow of any contender. The loop runs it and the watch is told of what it does; both must
/// outlive it.
[[nodiscard]] std::unique_ptr<RealFlow> make_real_flow(const FlowsRequest& all, std::size_t number,
                                                       const RunHooks& hooks,
                                                       socket::EventLoop& loop, QuietWatch& quiet);

}  // namespace acklab::contender
