#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "sim/path/child_program.hpp"
#include "sim/path/ip_path.hpp"
#include "sim/path/simulated_path.hpp"
#include "tests/support/http_talkers.hpp"
#include "tests/support/path_real.hpp"

// Real programs, unmodified, on the kernel's TCP in a namespace, and our socket layer directly on
// IP, with a lossy link between them.

using namespace acklab;
using namespace acklab::test;

namespace {

/// Eight octets a number.
Bytes random_file(std::size_t size) {
  const RandomStream numbers{20, "file"};
  Bytes file(size);
  for (std::size_t at = 0; at < size; at += 8) {
    std::uint64_t number = numbers.at(at);
    for (std::size_t octet = at; octet < std::min(at + 8, size); ++octet, number >>= 8U) {
      file[octet] = static_cast<std::uint8_t>(number);
    }
  }
  return file;
}

Bytes contents_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

/// A folder of its own, gone afterwards.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "acklab-interop-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

link::LinkSettings lossy_link() {
  link::DirectionSettings direction;
  direction.loss = Probability::from_percent(1);
  direction.corrupt = Probability::from_percent(1);
  direction.delay = std::chrono::milliseconds{1};
  return {.forward = direction, .reverse = direction};
}

/// Our host in user space on the client's side, the kernel on the server's.
std::unique_ptr<path::IpPath> open_or_say_why() {
  auto opened =
      path::open_ip_at(path::default_tun_node, lossy_link(), 11,
                       {.client = path::HostKind::user_space, .server = path::HostKind::kernel});
  if (opened) return *std::move(opened);
  report_not_run(opened.error());
  return nullptr;
}

transport::ConnectionConfig on_ip() {
  transport::ConnectionConfig config;
  config.max_segment_bytes = 1460;
  config.max_segment_lifetime = std::chrono::milliseconds{50};
  config.congestion = transport::CongestionControl::bbr;
  return config;
}

/// Starts a program, or says that this machine has none of that name.
std::unique_ptr<path::ChildProgram> start_or_say_why(const path::IpPath& path,
                                                     const std::vector<std::string>& command,
                                                     const std::string& output) {
  try {
    return std::make_unique<path::ChildProgram>(path.network(path::Host::server), command, output);
  } catch (const std::system_error& error) {
    report_not_run({.reason = error.what(), .remedy = "Install " + command.front() + "."});
    return nullptr;
  }
}

/// Wakes a loop every few milliseconds: a program ends without a sign.
class Ticker {
 public:
  explicit Ticker(socket::EventLoop& loop) : loop_(loop) { set(); }
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;
  ~Ticker() { loop_.cancel(timer_); }

 private:
  void set() {
    timer_ = loop_.call_at(loop_.now() + std::chrono::milliseconds{5}, [this] { set(); });
  }
  socket::EventLoop& loop_;
  socket::TimerId timer_{};
};

bool run_until(socket::EventLoop& loop, Duration patience, const std::function<bool()>& done) {
  const Ticker ticker{loop};
  return loop.run_until(done, loop.now() + patience);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(programs)

BOOST_AUTO_TEST_CASE(curl_fetches_twenty_megabytes_from_a_server_on_our_socket_layer) {
  auto path = open_or_say_why();
  if (!path) return;
  const ScratchFolder folder;
  const Bytes file = random_file(20'000'000);
  HttpServer server{file};
  socket::EventLoop loop;
  socket::ReliableListenerOptions options;
  options.connection = on_ip();
  const auto listener = socket::ReliableListener::listen_on_ip(
      loop, path->open_packets(path::Host::client).value(), 80,
      [&server](socket::ReliableConnection& accepted) { server.serve(accepted); }, options);

  const std::string fetched = folder.file("fetched");
  const std::string said = folder.file("said");
  const std::string url = "http://" + to_string(path::client_address.ip) + "/file";
  const auto curl = start_or_say_why(
      *path,
      {"curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "60", "--output",
       fetched, "--write-out", "%{http_code} %{size_download} %{time_total}", url},
      said);
  if (!curl) return;
  BOOST_TEST(run_until(loop, std::chrono::seconds{70},
                       [&] { return curl->exit_code().has_value() && !server.endings().empty(); }));
  const Bytes words = contents_of(said);
  BOOST_TEST_MESSAGE("curl said: " << std::string(words.begin(), words.end()));
  BOOST_TEST(curl->exit_code().value_or(-1) == 0);
  BOOST_TEST(server.requests() == 1U);
  BOOST_TEST((contents_of(fetched) == file));
  BOOST_REQUIRE(server.endings().size() == 1U);
  BOOST_TEST((server.endings()[0].reason == transport::CloseReason::finished));
  BOOST_TEST(server.endings()[0].bytes_unacknowledged == 0U);
  const path::PathTruth truth = path->stop();
  BOOST_TEST(truth.forward.counters.dropped_by_loss > 0U);
  BOOST_TEST(truth.forward.counters.corrupted > 0U);
}

BOOST_AUTO_TEST_CASE(our_client_fetches_five_megabytes_from_pythons_http_server) {
  auto path = open_or_say_why();
  if (!path) return;
  const ScratchFolder folder;
  const Bytes file = random_file(5'000'000);
  std::ofstream{folder.file("served"), std::ios::binary}.write(
      reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
  const std::string address = to_string(path::server_address.ip);
  const auto python = start_or_say_why(
      *path,
      {"python3", "-m", "http.server", "8000", "--bind", address, "--directory", folder.file("")},
      folder.file("said"));
  if (!python) return;

  socket::EventLoop loop;
  std::unique_ptr<HttpFetch> fetch;
  std::unique_ptr<socket::ReliableClient> client;
  const Instant give_up = loop.now() + std::chrono::seconds{20};
  // Until Python listens, its kernel refuses.
  do {
    client.reset();
    fetch = std::make_unique<HttpFetch>(address, "/served");
    const auto slot = std::make_shared<socket::ReliableClient*>(nullptr);
    client = socket::ReliableClient::connect_on_ip(
        loop, path->open_packets(path::Host::client).value(), {path::server_address.ip, 8000},
        fetch->callbacks(slot), {on_ip(), {}, {}});
    *slot = client.get();
    run_until(loop, std::chrono::seconds{60}, [&] { return fetch->ended().has_value(); });
  } while (fetch->ended() && fetch->ended()->reason == transport::CloseReason::refused &&
           loop.now() < give_up && !python->exit_code());

  BOOST_TEST(!python->exit_code().has_value());
  BOOST_TEST(fetch->status_line() == "HTTP/1.0 200 OK");
  BOOST_TEST(fetch->has_all());
  const ByteView body = fetch->body();
  BOOST_TEST(body.size() == file.size());
  BOOST_TEST(std::equal(body.begin(), body.end(), file.begin(), file.end()));
  BOOST_REQUIRE(fetch->ended().has_value());
  BOOST_TEST((fetch->ended()->reason == transport::CloseReason::finished));
}

BOOST_AUTO_TEST_SUITE_END()
