#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <sys/socket.h>

#include "net/base/random.hpp"
#include "net/socket/reliable_host.hpp"
#include "sim/path/host_addresses.hpp"
#include "sim/path/ip_path.hpp"
#include "sim/path/kernel_counters.hpp"
#include "sim/path/system_setting.hpp"
#include "tests/support/interop_exchange.hpp"
#include "tests/support/path_real.hpp"

// What TCP does at its corners, with the kernel as the judge: refusing, aborting, a receiver that
// does not read, and what the kernel counts when nothing is wrong.

using namespace acklab;
using namespace acklab::test;
using namespace std::chrono_literals;
using transport::CloseReason;

namespace {

constexpr std::uint16_t our_port = 80;

link::LinkSettings two_milliseconds() {
  link::LinkSettings link;
  link.forward.delay = link.reverse.delay = 1ms;
  return link;
}

/// Our host and the kernel's, joined by a clean link.
struct Meeting {
  std::unique_ptr<path::IpPath> path;
  socket::EventLoop loop;
  std::shared_ptr<socket::ReliableHost> host;
  socket::ReliableConnection* accepted = nullptr;  // nothing before, and once it is closed
  std::optional<transport::CloseReport> report;    // of the one connection

  explicit Meeting(std::unique_ptr<path::IpPath> opened) : path(std::move(opened)) {
    transport::EndpointConfig config;
    config.carriage = transport::Carriage::ip(path::client_address.ip);
    config.accepted = own_config();
    host =
        socket::ReliableHost::open_on(loop, path->open_packets(path::Host::client).value(), config);
    host->listen(our_port, [this](socket::ReliableConnection& connection) {
      accepted = &connection;
      connection.set_callbacks(noting());
    });
    tick();
  }
  Meeting(const Meeting&) = delete;
  Meeting& operator=(const Meeting&) = delete;
  ~Meeting() { host->stop(); }

  [[nodiscard]] static transport::ConnectionConfig own_config() {
    transport::ConnectionConfig config;
    config.max_segment_bytes = 1460;
    config.receive_buffer_bytes = 64U << 10U;
    return config;
  }
  /// Notes how it ends.
  [[nodiscard]] socket::ReliableCallbacks noting() {
    socket::ReliableCallbacks callbacks;
    callbacks.on_closed = [this](const transport::CloseReport& closed) {
      report = closed;
      accepted = nullptr;
    };
    return callbacks;
  }
  [[nodiscard]] socket::TcpListener listen(std::uint16_t port) const {
    std::optional<socket::TcpListener> listener;
    path->run_on(path::Host::server, [&] {
      listener.emplace(*socket::TcpListener::listen({path::server_address.ip, port}));
    });
    return *std::move(listener);
  }
  [[nodiscard]] socket::TcpSocket connect_kernel(std::uint16_t port) const {
    std::optional<socket::TcpSocket> socket;
    path->run_on(path::Host::server, [&] {
      socket.emplace(*socket::TcpSocket::open(IpAddress::Family::v4));
      BOOST_TEST_REQUIRE(socket->connect({path::client_address.ip, port}).has_value());
    });
    return *std::move(socket);
  }
  [[nodiscard]] std::shared_ptr<socket::ReliableConnection> connect_ours(std::uint16_t port) {
    auto connection = host->connect({path::server_address.ip, 0}, port, own_config());
    connection->set_callbacks(noting());
    return connection;
  }
  bool until(const std::function<bool()>& done) { return loop.run_until(done, loop.now() + 20s); }
  void tick() {
    loop.call_at(loop.now() + 2ms, [this] { tick(); });
  }
};

std::unique_ptr<Meeting> meet_or_say_why() {
  auto opened =
      path::open_ip_at(path::default_tun_node, two_milliseconds(), 1,
                       {.client = path::HostKind::user_space, .server = path::HostKind::kernel});
  if (opened) return std::make_unique<Meeting>(*std::move(opened));
  report_not_run(opened.error());
  return nullptr;
}

/// Closing then sends RST at once and throws everything away.
void linger_not(const socket::TcpSocket& socket) {
  const linger none{.l_onoff = 1, .l_linger = 0};
  BOOST_TEST_REQUIRE(::setsockopt(socket.fd(), SOL_SOCKET, SO_LINGER, &none, sizeof none) == 0);
}

Bytes pattern(std::size_t size) {
  const RandomStream numbers{3, "corners"};
  Bytes octets(size);
  for (std::size_t at = 0; at < size; ++at) octets[at] = static_cast<std::uint8_t>(numbers.at(at));
  return octets;
}

void read_some(socket::TcpSocket& socket, Bytes& into) {
  std::array<std::uint8_t, 16'384> buffer{};
  for (;;) {
    const auto count = socket.read(buffer);
    if (!count || !*count || **count == 0) return;
    into.insert(into.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(**count));
  }
}

void read_some(socket::ReliableConnection& connection, Bytes& into) {
  std::array<std::uint8_t, 16'384> buffer{};
  while (const std::size_t count = connection.read(buffer)) {
    into.insert(into.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

/// Counters of the kernel that stay at zero when the other side makes no mistake.
constexpr std::array<std::pair<const char*, const char*>, 14> complaints{{
    {"Ip", "InHdrErrors"},
    {"Ip", "InAddrErrors"},
    {"Ip", "ReasmReqds"},
    {"Tcp", "InErrs"},
    {"Tcp", "RetransSegs"},
    {"Tcp", "OutRsts"},
    {"Tcp", "EstabResets"},
    {"TcpExt", "PAWSEstab"},
    {"TcpExt", "PAWSActive"},
    {"TcpExt", "TCPChallengeACK"},
    {"TcpExt", "TCPSYNChallenge"},
    {"TcpExt", "TCPTimeouts"},
    {"TcpExt", "TCPAbortOnData"},
    {"TcpExt", "TCPOFOQueue"},
}};

}  // namespace

BOOST_AUTO_TEST_SUITE(corners)

BOOST_AUTO_TEST_CASE(over_a_clean_link_the_kernel_has_nothing_to_complain_about) {
  auto opened =
      path::open_ip_at(path::default_tun_node, two_milliseconds(), 1,
                       {.client = path::HostKind::user_space, .server = path::HostKind::kernel});
  if (!opened) return report_not_run(opened.error());
  InteropPlan plan;
  plan.name = "clean";
  plan.stream_bytes = 200'000;
  InteropOutcome outcome;
  run_interop_on(**opened, plan, outcome);
  for (const std::string& problem : outcome.problems) BOOST_TEST_ERROR(problem);
  BOOST_TEST(outcome.conversations == 6U);
  (*opened)->run_on(path::Host::server, [] {
    const std::string tables = path::read_small_file("/proc/thread-self/net/snmp").value_or("") +
                               path::read_small_file("/proc/thread-self/net/netstat").value_or("");
    BOOST_TEST(path::counter_in(tables, "Tcp", "InSegs").value_or(0) > 800U);
    for (const auto& [table, counter] : complaints) {
      BOOST_TEST(path::counter_in(tables, table, counter).value_or(0) == 0U,
                 table << " " << counter << " is "
                       << path::counter_in(tables, table, counter).value_or(0));
    }
  });
}

BOOST_AUTO_TEST_CASE(a_port_nobody_listens_on_refuses_either_side) {
  const auto meeting = meet_or_say_why();
  if (!meeting) return;
  const auto connection = meeting->connect_ours(7999);
  BOOST_TEST(meeting->until([&] { return meeting->report.has_value(); }));
  BOOST_TEST((meeting->report->reason == CloseReason::refused));
  auto kernel = meeting->connect_kernel(81);
  std::optional<std::error_code> refused;
  BOOST_TEST(meeting->until([&] {
    const auto result = kernel.connect_result();
    if (!result && result.error().code != std::errc::not_connected) refused = result.error().code;
    return refused.has_value();
  }));
  BOOST_TEST((*refused == std::errc::connection_refused));
}

BOOST_AUTO_TEST_CASE(an_abort_reaches_the_other_side_as_a_reset) {
  const auto meeting = meet_or_say_why();
  if (!meeting) return;
  {
    auto kernel = meeting->connect_kernel(our_port);
    BOOST_TEST(meeting->until([&] { return meeting->accepted != nullptr; }));
    linger_not(kernel);
  }
  BOOST_TEST(meeting->until([&] { return meeting->report.has_value(); }));
  BOOST_TEST((meeting->report->reason == CloseReason::reset));

  meeting->report.reset();
  auto kernel = meeting->connect_kernel(our_port);
  BOOST_TEST(meeting->until([&] { return meeting->accepted != nullptr; }));
  meeting->accepted->abort();
  std::optional<std::error_code> reset;
  BOOST_TEST(meeting->until([&] {
    std::array<std::uint8_t, 16> buffer{};
    const auto count = kernel.read(buffer);
    if (!count) reset = count.error().code;
    return reset.has_value();
  }));
  BOOST_TEST((*reset == std::errc::connection_reset));
}

BOOST_AUTO_TEST_CASE(a_kernel_that_does_not_read_is_probed_until_it_does) {
  const auto meeting = meet_or_say_why();
  if (!meeting) return;
  auto listener = meeting->listen(7000);
  const int small = 8192;
  BOOST_TEST(::setsockopt(listener.fd(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small) == 0);
  const auto connection = meeting->connect_ours(7000);
  const Bytes content = pattern(300'000);
  std::optional<socket::TcpSocket> kernel;
  std::size_t written = 0;
  BOOST_TEST(meeting->until([&] {
    if (!kernel) kernel = listener.accept().value();
    written += connection->write(ByteView{content}.subspan(written));
    return kernel && connection->statistics().zero_window_probes >= 2;
  }));
  Bytes received;
  BOOST_TEST(meeting->until([&] {
    written += connection->write(ByteView{content}.subspan(written));
    read_some(*kernel, received);
    return received.size() == content.size();
  }));
  BOOST_TEST((received == content));
}

BOOST_AUTO_TEST_CASE(when_we_do_not_read_the_kernel_waits_and_goes_on_when_we_do) {
  const auto meeting = meet_or_say_why();
  if (!meeting) return;
  auto kernel = meeting->connect_kernel(our_port);
  BOOST_TEST(meeting->until([&] { return meeting->accepted != nullptr; }));
  const Bytes content = pattern(600'000);
  std::size_t written = 0;
  const auto write_more = [&] {
    if (written < content.size()) {
      written += kernel.write(ByteView{content}.subspan(written)).value();
    }
  };
  // Our buffer is full, and the kernel has asked more than once whether it still is.
  BOOST_TEST(meeting->until([&] {
    write_more();
    const auto info = kernel.info();
    return info && info->send_window_bytes < 1460 && meeting->accepted->readable_bytes() > 60'000;
  }));
  meeting->loop.run_until([] { return false; }, meeting->loop.now() + 20ms);
  const std::uint64_t before = meeting->accepted->statistics().segments_received;
  BOOST_TEST(meeting->until([&] {
    write_more();
    return meeting->accepted->statistics().segments_received >= before + 2;
  }));
  Bytes received;
  BOOST_TEST(meeting->until([&] {
    write_more();
    read_some(*meeting->accepted, received);
    return received.size() == content.size();
  }));
  BOOST_TEST((received == content));
}

BOOST_AUTO_TEST_SUITE_END()
