#include <algorithm>
#include <optional>

#include "net/socket/actor_driver.hpp"
#include "sim/contender/carriers.hpp"
#include "sim/contender/port_sender.hpp"
#include "sim/contender/real_clockwork.hpp"
#include "sim/contender/real_ports.hpp"
#include "sim/contender/slow_port_reader.hpp"
#include "sim/contender/user_space_way.hpp"

namespace acklab::contender {
namespace {

/// Where the server's kernel is to say that nobody listens. Elsewhere a socket takes what comes,
/// and nobody looks at it.
bool leaves_port_closed(const RunRequest& request) {
  return request.contender.kind == Kind::udp && request.path == path::PathKind::tun &&
         !workload::has_server(request.workload);
}

path::PathError nobody_says_so_here() {
  return {
      "That nobody listens at a port is said by the kernel of a host (ICMP), and the relay stands "
      "between the two.",
      "Run it with --path tun."};
}

/// The server of a run: an actor that reads whatever comes, one that reads at its own pace, or
/// nobody.
struct Server {
  std::optional<socket::ActorDriver> driver;
  std::optional<SlowPortReader> reader;

  void run(socket::EventLoop& loop, socket::DatagramPort& port, DatagramActor& actor,
           const RunRequest& request, workload::Books& books, QuietWatch& quiet) {
    if (const auto* slow = slow_udp_reader(request)) {
      reader.emplace(loop, port, actor, *slow, books.log<workload::ReadLog>());
      return;
    }
    driver.emplace(loop, port, actor);
    driver->on_activity([&quiet](Instant now) { quiet.note_activity(now); });
  }
};

/// The client of a run: an actor, or one on a socket that is never read.
struct Client {
  std::optional<socket::ActorDriver> driver;
  std::optional<PortSender> sender;

  void run(socket::EventLoop& loop, socket::DatagramPort& port, DatagramActor& actor,
           const RunRequest& request, QuietWatch& quiet) {
    if (request.contender.connected) {
      sender.emplace(loop, port, actor);
      return;
    }
    driver.emplace(loop, port, actor);
    driver->on_activity([&quiet](Instant now) { quiet.note_activity(now); });
  }
  void start() {
    if (sender) sender->start();
    if (driver) driver->poke();
  }
};

}  // namespace

RunResult run_in_real_time(const RunRequest& request, const RunHooks& hooks) {
  if (request.contender.connected && request.path != path::PathKind::tun) {
    return not_run(request, nobody_says_so_here());
  }
  auto path = open_real_path(request, hooks);
  if (!path) return not_run(request, path.error());
  Port server_port;
  if (!leaves_port_closed(request)) {
    auto opened = open_port(**path, path::Host::server, request);
    if (!opened) return not_run(request, opened.error());
    server_port = *std::move(opened);
  }
  auto client_port = open_port(**path, path::Host::client, request);
  if (!client_port) return not_run(request, client_port.error());

  std::unique_ptr<UserSpaceWay> way;
  RunBook book{request, hooks, [&way](SeriesPoint& point) { way->observe(point); }};
  way = make_user_space_way(request, book.books());
  if (hooks.transport) way->tell_events(hooks.transport);
  socket::EventLoop loop;
  QuietWatch quiet{**path};
  Server server;
  if (server_port) server.run(loop, *server_port, way->server(), request, book.books(), quiet);
  Client client;
  client.run(loop, **client_port, way->client(), request, quiet);

  const Instant started = loop.now();
  way->start(started, (*path)->server_udp_address());
  book.start(started);
  if (server.reader) server.reader->start(started);
  client.start();
  const Stop stop = RealClockwork{loop, book}.run([&](Instant now) {
    if (client.sender) quiet.note_activity(client.sender->last_activity());
    if (server.reader) {
      quiet.note_activity(server.reader->last_activity());
      if (!server.reader->found_nothing()) return false;
    }
    return way->at_rest() && (!way->wants_link_drained() || quiet.is_quiet(now));
  });

  const Instant ended = loop.now();
  RunResult result = book.result(ended, stop, way->failure(), (*path)->stop());
  way->report(result, book.started());
  add_system_discards(result);
  return result;
}

}  // namespace acklab::contender
