#include "tests/support/interop_exchange.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "net/base/random.hpp"
#include "net/socket/reliable_host.hpp"
#include "sim/path/ip_path.hpp"
#include "sim/path/simulated_path.hpp"
#include "sim/path/system_setting.hpp"
#include "tests/support/interop_talkers.hpp"

namespace acklab::test {

namespace {

using path::Host;

constexpr std::uint16_t own_port = 80;
constexpr std::uint16_t first_kernel_port = 7000;

/// Content that no other conversation and not the other direction has.
Bytes content_of(const InteropPlan& plan, std::size_t conversation, bool from_kernel) {
  const RandomStream numbers =
      RandomStream{plan.seed, from_kernel ? "from kernel" : "from us"}.substream(conversation);
  Bytes content(plan.stream_bytes);
  for (std::size_t at = 0; at < content.size(); ++at) {
    content[at] = static_cast<std::uint8_t>(numbers.at(at));
  }
  return content;
}

struct Conversation {
  std::string name;
  Bytes from_kernel;
  Bytes from_us;
  std::optional<socket::TcpListener> listener;
  std::unique_ptr<KernelTalker> kernel;
  std::unique_ptr<OwnTalker> own;
  std::shared_ptr<socket::ReliableConnection> connection;  // one that we have opened

  [[nodiscard]] bool is_over() const {
    if (kernel && kernel->trouble()) return true;
    if (own->report() && own->report()->reason != transport::CloseReason::finished) return true;
    return kernel && kernel->is_closed() && own->is_closed();
  }
};

/// With a fifth of all packets lost, waiting times that double without end would make some
/// conversation last for minutes; both sides cap them here. (Kernels before 6.15 cannot: there the
/// patience must do.)
constexpr Duration longest_rto = std::chrono::seconds{1};

/// Switches of the namespace; false where it cannot be had.
bool offer(const OptionsOffered& options) {
  path::change_system_setting("net/ipv4/tcp_rto_max_ms",
                              std::to_string(static_cast<int>(to_milliseconds(longest_rto))));
  const auto value = [](bool on) { return on ? "1" : "0"; };
  return path::change_system_setting("net/ipv4/tcp_sack", value(options.sack)) &&
         path::change_system_setting("net/ipv4/tcp_timestamps", value(options.timestamps)) &&
         path::change_system_setting("net/ipv4/tcp_window_scaling", value(options.window_scale)) &&
         path::change_system_setting("net/ipv4/tcp_ecn", "0");
}

transport::ConnectionConfig own_config(const InteropPlan& plan) {
  transport::ConnectionConfig config;
  config.max_segment_bytes = plan.ip_version == path::IpVersion::v4 ? 1460 : 1440;
  config.max_rto = longest_rto;
  config.congestion = plan.own_congestion;
  config.mechanisms.sack = plan.own.sack;
  config.mechanisms.timestamps = plan.own.timestamps;
  config.mechanisms.window_scale = plan.own.window_scale;
  return config;
}

class Exchange {
 public:
  Exchange(const InteropPlan& plan, path::IpPath& path)
      : plan_(plan), path_(path), addresses_(path::host_addresses(plan.ip_version)) {
    transport::EndpointConfig config;
    config.carriage = transport::Carriage::ip(addresses_.client.ip);
    config.accepted = own_config(plan);
    host_ = socket::ReliableHost::open_on(loop_, path.open_packets(Host::client).value(), config);
    host_->listen(own_port, [this](socket::ReliableConnection& accepted) { accept(accepted); });
    for (const std::string& congestion : plan.kernel_congestion) {
      open_from_us(congestion);
      open_from_kernel(congestion);
    }
  }
  ~Exchange() {
    for (auto& conversation : conversations_) {
      if (conversation->listener) loop_.unwatch(conversation->listener->fd());
    }
    host_->stop();
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  void run(InteropOutcome& outcome) {
    const auto over = [](const auto& conversation) { return conversation->is_over(); };
    tick();
    loop_.run_until([&] { return std::all_of(conversations_.begin(), conversations_.end(), over); },
                    loop_.now() + plan_.patience);
    outcome.conversations = conversations_.size();
    for (const auto& conversation : conversations_) judge(*conversation, outcome);
    outcome.problems.insert(outcome.problems.end(), problems_.begin(), problems_.end());
    outcome.discarded_corrupted = host_->stray_datagrams();
  }

 private:
  /// The kernel closes a connection without a sign: the loop looks again now and then.
  void tick() {
    loop_.call_at(loop_.now() + std::chrono::milliseconds{5}, [this] { tick(); });
  }

  Conversation& add(std::string name) {
    const std::size_t number = conversations_.size();
    auto conversation = std::make_unique<Conversation>();
    conversation->name = std::move(name);
    conversation->from_kernel = content_of(plan_, number, true);
    conversation->from_us = content_of(plan_, number, false);
    conversation->own = std::make_unique<OwnTalker>(conversation->from_us);
    conversations_.push_back(std::move(conversation));
    return *conversations_.back();
  }

  void open_from_us(const std::string& congestion) {
    const auto port = static_cast<std::uint16_t>(first_kernel_port + conversations_.size());
    Conversation& conversation = add("our client, kernel's " + congestion + " server");
    path_.run_on(Host::server, [&] {
      auto listener = socket::TcpListener::listen({addresses_.server.ip, port});
      pin(*listener, congestion);
      conversation.listener.emplace(*std::move(listener));
    });
    loop_.watch(conversation.listener->fd(), false, [this, &conversation](socket::Readiness) {
      auto accepted = conversation.listener->accept();
      if (!accepted || !*accepted || conversation.kernel) return;
      conversation.kernel =
          std::make_unique<KernelTalker>(loop_, **std::move(accepted), conversation.from_kernel);
      conversation.kernel->start();
    });
    conversation.connection = host_->connect({addresses_.server.ip, 0}, port, own_config(plan_));
    conversation.own->start(*conversation.connection, false);
  }

  void open_from_kernel(const std::string& congestion) {
    Conversation& conversation = add("our server, kernel's " + congestion + " client");
    path_.run_on(Host::server, [&] {
      auto socket = socket::TcpSocket::open(plan_.ip_version);
      pin(*socket, congestion);
      conversation.kernel =
          std::make_unique<KernelTalker>(loop_, *std::move(socket), conversation.from_kernel);
      conversation.kernel->connect({addresses_.client.ip, own_port});
      by_port_[conversation.kernel->local_port()] = &conversation;
    });
  }

  template <typename Socket>
  void pin(Socket& socket, const std::string& congestion) {
    const auto pinned = socket.set_congestion_control(congestion);
    if (!pinned) problems_.push_back(to_string(pinned.error()));
  }

  void accept(socket::ReliableConnection& accepted) {
    const auto found = by_port_.find(accepted.peer_address().port);
    if (found == by_port_.end()) {
      problems_.push_back(fmt::format("{}: accepted a connection of nobody", plan_.name));
      return;
    }
    found->second->own->start(accepted, true);
  }

  void judge(const Conversation& conversation, InteropOutcome& outcome) const {
    const auto complain = [&](const std::string& what) {
      outcome.problems.push_back(fmt::format(
          "{} (seed {}): {}: {} [{}; {}]", plan_.name, plan_.seed, conversation.name, what,
          conversation.own->describe(),
          conversation.kernel ? conversation.kernel->describe() : "kernel: never accepted"));
    };
    if (!conversation.is_over()) complain("did not end in time");
    if (conversation.kernel && conversation.kernel->trouble()) complain("the kernel complained");
    const auto& report = conversation.own->report();
    if (report && report->reason != transport::CloseReason::finished) complain("ended badly");
    if (!conversation.kernel) return;
    if (conversation.kernel->received() != conversation.from_us) complain("to the kernel: damaged");
    if (conversation.own->received() != conversation.from_kernel) complain("to us: damaged");
  }

  const InteropPlan& plan_;
  path::IpPath& path_;
  path::HostAddresses addresses_;
  socket::EventLoop loop_;
  std::shared_ptr<socket::ReliableHost> host_;
  std::vector<std::unique_ptr<Conversation>> conversations_;
  std::map<std::uint16_t, Conversation*> by_port_;
  std::vector<std::string> problems_;
};

}  // namespace

void run_interop_on(path::IpPath& path, const InteropPlan& plan, InteropOutcome& outcome) {
  path.run_on(Host::server, [&] {
    if (!offer(plan.kernel)) {
      outcome.problems.push_back(plan.name + ": the namespace's TCP settings cannot be changed");
    }
  });
  const Instant started = socket::monotonic_now();
  {
    Exchange exchange{plan, path};
    exchange.run(outcome);
  }
  outcome.took = socket::monotonic_now() - started;
}

Expected<InteropOutcome, path::PathError> run_interop(const InteropPlan& plan) {
  auto path = path::open_ip_at(
      path::default_tun_node, plan.link, plan.seed,
      {.client = path::HostKind::user_space, .server = path::HostKind::kernel}, plan.ip_version);
  if (!path) return failure(path.error());
  InteropOutcome outcome;
  run_interop_on(**path, plan, outcome);
  outcome.truth = (*path)->stop();
  return outcome;
}

Expected<std::vector<InteropOutcome>, path::PathError> run_interop_plans(
    const std::vector<InteropPlan>& plans, std::size_t at_once) {
  std::vector<InteropOutcome> outcomes(plans.size());
  std::optional<path::PathError> obstacle;
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t number = next++; number < plans.size(); number = next++) {
      auto outcome = run_interop(plans[number]);
      const std::lock_guard lock(mutex);
      if (outcome) {
        outcomes[number] = *std::move(outcome);
      } else {
        obstacle = outcome.error();
        next = plans.size();
      }
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t count = 0; count < at_once; ++count) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  if (obstacle) return failure(*obstacle);
  return outcomes;
}

}  // namespace acklab::test
