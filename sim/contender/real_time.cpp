#include <algorithm>
#include <optional>

#include "net/socket/actor_driver.hpp"
#include "sim/contender/carriers.hpp"
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
  return std::make_unique<socket::UdpSocket>(*std::move(opened));
}

}  // namespace

RunResult run_in_real_time(const RunRequest& request, const RunHooks& hooks) {
  auto path = open_real_path(request, hooks);
  if (!path) return not_run(request, path.error());
  auto server_port = open_port(**path, path::Host::server, request);
  if (!server_port) return not_run(request, server_port.error());
  auto client_port = open_port(**path, path::Host::client, request);
  if (!client_port) return not_run(request, client_port.error());

  std::unique_ptr<UserSpaceWay> way;
  RunBook book{request, hooks, [&way](SeriesPoint& point) { way->observe(point); }};
  way = make_user_space_way(request, book.books());
  if (hooks.transport) way->tell_events(hooks.transport);
  socket::EventLoop loop;
  QuietWatch quiet{**path};
  std::optional<socket::ActorDriver> server;
  std::optional<SlowPortReader> slow_server;
  if (const auto* reader = slow_udp_reader(request)) {
    slow_server.emplace(loop, **server_port, way->server(), *reader,
                        book.books().log<workload::ReadLog>());
  } else {
    server.emplace(loop, **server_port, way->server());
    server->on_activity([&quiet](Instant now) { quiet.note_activity(now); });
  }
  socket::ActorDriver client{loop, **client_port, way->client()};
  client.on_activity([&quiet](Instant now) { quiet.note_activity(now); });

  const Instant started = loop.now();
  way->start(started, (*path)->server_udp_address());
  book.start(started);
  if (slow_server) slow_server->start(started);
  client.poke();
  const Stop stop = RealClockwork{loop, book}.run([&](Instant now) {
    if (slow_server) {
      quiet.note_activity(slow_server->last_activity());
      if (!slow_server->found_nothing()) return false;
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
