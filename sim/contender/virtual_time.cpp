#include "sim/contender/carriers.hpp"
#include "sim/contender/link_settings.hpp"
#include "sim/contender/run_book.hpp"
#include "sim/contender/seeds.hpp"
#include "sim/contender/user_space_way.hpp"
#include "sim/contender/virtual_truth.hpp"
#include "sim/path/simulated_path.hpp"

namespace acklab::contender {
namespace {

bool at_rest(const UserSpaceWay& way, const link::Link& link) {
  return way.at_rest() && (link.idle() || !way.wants_link_drained());
}

/// What a slow reader of udp shows is what a kernel does with its buffer.
bool needs_sockets(const RunRequest& request) {
  return request.contender.kind == Kind::udp &&
         std::holds_alternative<workload::SlowReader>(request.workload);
}

path::PathError no_sockets_in_virtual_time() {
  return {
      "What a slow reader of udp loses is decided by the buffer of a real socket, and virtual "
      "time has none.",
      "Run it with --path tun or --path relay."};
}

path::PathError nobody_says_so() {
  return {
      "That nobody listens at a port is said by the kernel of a host (ICMP), and virtual time has "
      "none.",
      "Run it with --path tun."};
}

}  // namespace

RunResult run_in_virtual_time(const RunRequest& request, const RunHooks& hooks) {
  if (needs_sockets(request)) return not_run(request, no_sockets_in_virtual_time());
  if (request.contender.connected) return not_run(request, nobody_says_so());
  std::unique_ptr<UserSpaceWay> way;
  RunBook book{request, hooks, [&way](SeriesPoint& point) { way->observe(point); }};
  way = make_user_space_way(request, book.books());
  if (hooks.transport) way->tell_events(hooks.transport);
  link::Link link{link_settings(request), link_seed(request.seed)};
  if (hooks.fates) link.record_fates(hooks.fates);
  if (hooks.crossings) link.record_crossings(hooks.crossings);
  path::SimulatedPath path{link, way->client(), way->server(), request.ip_version,
                           framing_of(request.contender)};

  way->start(path.now(), path::host_addresses(request.ip_version).server);
  book.start(path.now());
  const Instant ended = path.run(book.deadline(), [&](Instant now) {
    book.sample(now);
    return at_rest(*way, link) || book.interrupted();
  });

  Stop stop = Stop::at_rest;
  std::optional<std::string> failure = way->failure();
  if (!at_rest(*way, link)) {
    if (book.interrupted()) {
      stop = Stop::interrupted;
    } else if (ended >= book.deadline()) {
      stop = Stop::time_limit;
    } else {
      failure = "Nothing could happen any more: both sides wait for each other for ever.";
    }
  }
  RunResult result = book.result(ended, stop, failure, truth_of(link, path));
  way->report(result, book.started());
  add_system_discards(result);
  return result;
}

}  // namespace acklab::contender
