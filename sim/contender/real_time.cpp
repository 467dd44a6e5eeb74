#include <algorithm>
#include <optional>

#include "net/socket/actor_driver.hpp"
#include "sim/contender/carriers.hpp"
#include "sim/contender/port_sender.hpp"
#include "sim/contender/real_clockwork.hpp"
#include "sim/contender/slow_port_reader.hpp"
#include "sim/contender/user_space_way.hpp"

namespace acklab::contender {
namespace {

constexpr std::uint32_t socket_buffer_bytes = 4U << 20U;
/// How long link and server must have been quiet before nothing is believed to be under way: on its
/// way into and out of the link a packet is in buffers of the system that nobody can look into.
constexpr Duration quiet_time = std::chrono::milliseconds{200};

/// Tells when the last packets of a run without acknowledgements have come out.
class QuietWatch {
 public:
  explicit QuietWatch(const path::RealPath& path) : path_(path) {}

  void note_activity(Instant now) { last_activity_ = std::max(last_activity_, now); }
  [[nodiscard]] bool is_quiet(Instant now) {
    if (!path_.idle()) last_activity_ = now;
    return now - last_activity_ >= quiet_time;
  }

 private:
  const path::RealPath& path_;
  Instant last_activity_{};
};

/// The job of a udp server that reads at its own pace; nullptr: it reads whatever comes.
const workload::SlowReader* slow_udp_reader(const RunRequest& request) {
  if (request.contender.kind != Kind::udp) return nullptr;
  return std::get_if<workload::SlowReader>(&request.workload);
}

using Port = std::unique_ptr<socket::DatagramPort>;

/// What the actor of a host exchanges its datagrams with.
Expected<Port, path::PathError> open_port(path::RealPath& path, path::Host host,
                                          const RunRequest& request) {
  const Spec& contender = request.contender;
  if (contender.carriage == CarriageKind::ip) return path.open_packets(host);
  const bool is_ours = contender.kind == Kind::reliable_udp;
  auto opened = is_ours ? path.open_udp_without_checksum(host) : path.open_udp(host);
  if (!opened) return failure(opened.error());
  if (const auto* reader = slow_udp_reader(request);
      reader != nullptr && host == path::Host::server) {
    // What it has no room for is lost: that is what the job is about.
    if (reader->receive_buffer_bytes) {
      const auto set = opened->set_receive_buffer_bytes(*reader->receive_buffer_bytes);
      if (!set) {
        return failure(path::PathError{.reason = to_string(set.error()),
                                       .remedy = "Leave out \"receive_buffer\"."});
      }
    }
  } else {
    opened->request_buffer_bytes(socket_buffer_bytes, socket_buffer_bytes);
  }
  // Our transport cuts segments to size itself; plain UDP leaves large messages to IP.
  if (const auto set = opened->set_dont_fragment(is_ours); !set) {
    return failure(
        path::PathError{.reason = to_string(set.error()),
                        .remedy = "Run `acklab doctor` to see what this machine allows."});
  }
  if (contender.connected && host == path::Host::client) {
    if (const auto done = opened->connect(path.server_udp_address()); !done) {
      return failure(
          path::PathError{.reason = to_string(done.error()), .remedy = "Leave out \"connected\"."});
    }
  }
  return std::make_unique<socket::UdpSocket>(*std::move(opened));
}

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
