#pragma once

#include <memory>
#include <optional>
#include <string>

#include "net/base/datagram_actor.hpp"
#include "sim/contender/contender.hpp"
#include "sim/contender/host_event.hpp"
#include "sim/workload/books.hpp"

namespace acklab::contender {

/// A contender that lives in user space: an actor on either host, which any carrier of datagrams
/// can run, in real time or in virtual time.
class UserSpaceWay {
 public:
  UserSpaceWay() = default;
  UserSpaceWay(const UserSpaceWay&) = delete;
  UserSpaceWay& operator=(const UserSpaceWay&) = delete;
  virtual ~UserSpaceWay() = default;

  [[nodiscard]] virtual DatagramActor& client() = 0;
  [[nodiscard]] virtual DatagramActor& server() = 0;

  /// From now on `sink` is told what the transports of both hosts tell, if they tell anything.
  virtual void tell_events(const HostSink& /*sink*/) {}
  /// The run begins; the client sends to `server_address`.
  virtual void start(Instant now, const SocketAddress& server_address) = 0;
  /// Neither side has anything left to do, for better or worse.
  [[nodiscard]] virtual bool at_rest() const = 0;
  /// Whether what is still on the link then belongs to the job.
  [[nodiscard]] virtual bool wants_link_drained() const = 0;
  /// Why the job was not done although the way is at rest; nothing: it was.
  [[nodiscard]] virtual std::optional<std::string> failure() const = 0;

  /// The client's inner state now, for the series.
  virtual void observe(SeriesPoint& point) const = 0;
  /// Writes into `result` what only this way knows: its handshake, causes, counts and end.
  virtual void report(RunResult& result, Instant started) const = 0;
};

/// Plain UDP or our transport; `request.contender.kind` must be one of these.
[[nodiscard]] std::unique_ptr<UserSpaceWay> make_user_space_way(const RunRequest& request,
                                                                workload::Books& books);

}  // namespace acklab::contender
