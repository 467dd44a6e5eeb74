#include "sim/contender/carriers.hpp"
#include "sim/contender/link_settings.hpp"
#include "sim/contender/run_book.hpp"
#include "sim/contender/seeds.hpp"
#include "sim/contender/user_space_way.hpp"
#include "sim/path/simulated_path.hpp"

namespace acklab::contender {
namespace {

path::PathTruth truth_of(const link::Link& link) {
  path::PathTruth truth;
  truth.forward.counters = link.counters(link::Direction::forward);
  truth.reverse.counters = link.counters(link::Direction::reverse);
  return truth;
}

bool at_rest(const UserSpaceWay& way, const link::Link& link) {
  return way.at_rest() && (link.idle() || !way.wants_link_drained());
}

}  // namespace

RunResult run_in_virtual_time(const RunRequest& request, const RunHooks& hooks) {
  std::unique_ptr<UserSpaceWay> way;
  RunBook book{request, hooks, [&way](SeriesPoint& point) { way->observe(point); }};
  way = make_user_space_way(request, book.ledger());
  link::Link link{link_settings(request), link_seed(request.seed)};
  if (hooks.fates) link.record_fates(hooks.fates);
  path::SimulatedPath path{link, way->client(), way->server(), request.ip_version,
                           request.contender.carriage == CarriageKind::ip
                               ? path::Framing::ip_packet
                               : path::Framing::udp_payload};

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
  RunResult result = book.result(ended, stop, failure, truth_of(link));
  way->report(result, book.started());
  return result;
}

}  // namespace acklab::contender
