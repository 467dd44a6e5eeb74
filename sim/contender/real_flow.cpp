#include "sim/contender/real_flow.hpp"

#include <utility>

#include "net/socket/actor_driver.hpp"
#include "sim/contender/kernel_way.hpp"
#include "sim/contender/user_space_way.hpp"

namespace acklab::contender {
namespace {

/// Of a contender that lives in user space.
class UserSpaceFlow final : public RealFlow {
 public:
  UserSpaceFlow(const FlowsRequest& all, std::size_t number, const RunHooks& hooks,
                socket::EventLoop& loop, QuietWatch& quiet)
      : RealFlow(all, number, hooks),
        loop_(loop),
        quiet_(quiet),
        way_(make_user_space_way(flow().request(), flow().book().books())) {
    if (flow().hooks().transport) way_->tell_events(flow().hooks().transport);
  }

  Expected<void, path::PathError> open(path::RealPath& path, std::size_t number) override {
    auto server = open_port(path, path::Host::server, flow().request(), number);
    if (!server) return acklab::failure(server.error());
    auto client = open_port(path, path::Host::client, flow().request(), number);
    if (!client) return acklab::failure(client.error());
    server_port_ = *std::move(server);
    client_port_ = *std::move(client);
    server_address_ = path.server_udp_address(number);
    return {};
  }
  void start(Instant now) override {
    server_.emplace(loop_, *server_port_, way_->server());
    client_.emplace(loop_, *client_port_, way_->client());
    for (auto* driver : {&*server_, &*client_}) {
      driver->on_activity([this](Instant at) { quiet_.note_activity(at); });
    }
    way_->start(now, server_address_);
    client_->poke();
  }
  [[nodiscard]] bool at_rest() const override { return way_->at_rest(); }
  [[nodiscard]] bool job_finished() const override { return at_rest() && !way_->failure(); }
  [[nodiscard]] bool wants_link_drained() const override { return way_->wants_link_drained(); }
  [[nodiscard]] std::optional<std::string> failure() const override { return way_->failure(); }
  void report(RunResult& result) const override { way_->report(result, flow().book().started()); }

 private:
  void observe(SeriesPoint& point) const override { way_->observe(point); }

  socket::EventLoop& loop_;
  QuietWatch& quiet_;
  std::unique_ptr<UserSpaceWay> way_;
  Port server_port_;
  Port client_port_;
  SocketAddress server_address_;
  std::optional<socket::ActorDriver> server_;  // once started
  std::optional<socket::ActorDriver> client_;
};

/// Of the kernel's TCP.
class KernelFlow final : public RealFlow {
 public:
  KernelFlow(const FlowsRequest& all, std::size_t number, const RunHooks& hooks,
             socket::EventLoop& loop)
      : RealFlow(all, number, hooks), loop_(loop) {}

  Expected<void, path::PathError> open(path::RealPath& path, std::size_t number) override {
    auto sockets = open_kernel_sockets(path, flow().request(), number);
    if (!sockets) return acklab::failure(sockets.error());
    way_.emplace(flow().request(), loop_, flow().book().books(), *std::move(sockets));
    return {};
  }
  void start(Instant) override { way_->start(); }
  [[nodiscard]] bool at_rest() const override { return way_->at_rest(); }
  [[nodiscard]] bool job_finished() const override { return way_->job_finished(); }
  [[nodiscard]] bool wants_link_drained() const override { return false; }
  [[nodiscard]] std::optional<std::string> failure() const override { return way_->failure(); }
  void report(RunResult& result) const override { way_->report(result, flow().book().started()); }

 private:
  void observe(SeriesPoint& point) const override { way_->observe(point); }

  socket::EventLoop& loop_;
  std::optional<KernelWay> way_;  // once its sockets are open
};

}  // namespace

std::unique_ptr<RealFlow> make_real_flow(const FlowsRequest& all, std::size_t number,
                                         const RunHooks& hooks, socket::EventLoop& loop,
                                         QuietWatch& quiet) {
  if (all.contenders[number].kind == Kind::kernel_tcp) {
    return std::make_unique<KernelFlow>(all, number, hooks, loop);
  }
  return std::make_unique<UserSpaceFlow>(all, number, hooks, loop, quiet);
}

}  // namespace acklab::contender
