#include "tests/support/path_tcp_transfer.hpp"

#include <array>
#include <chrono>
#include <optional>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "net/socket/event_loop.hpp"

namespace acklab::test {

Bytes stream_content(std::size_t size) {
  const RandomStream numbers(1, "stream content");
  Bytes content(size);
  for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<std::uint8_t>(numbers.at(i));
  return content;
}

Bytes transfer_over_tcp(path::RealPath& path, const Bytes& content) {
  socket::EventLoop loop;
  auto listener = path.listen_tcp().value();
  auto client = path.open_tcp_client().value();
  std::optional<socket::TcpSocket> server;
  Bytes arrived;
  std::size_t sent = 0;
  bool ended = false;

  const auto read_all = [&](socket::Readiness) {
    std::array<std::uint8_t, 65'536> buffer{};
    while (!ended) {
      const auto count = server->read(buffer);
      BOOST_TEST_REQUIRE(count.has_value());
      if (!*count) return;
      ended = **count == 0;
      arrived.insert(arrived.end(), buffer.begin(),
                     buffer.begin() + static_cast<std::ptrdiff_t>(**count));
    }
  };
  loop.watch(listener.fd(), false, [&](socket::Readiness) {
    if (server) return;
    server = listener.accept().value();
    if (server) loop.watch(server->fd(), false, read_all);
  });
  BOOST_TEST_REQUIRE(client.connect(path.server_tcp_address()).has_value());
  loop.watch(client.fd(), true, [&](socket::Readiness ready) {
    if (!ready.writable || sent == content.size()) return;
    BOOST_TEST_REQUIRE(client.connect_result().has_value());
    sent += client.write(ByteView(content).subspan(sent)).value();
    if (sent < content.size()) return;
    client.shut_down_writing();
    loop.want_writable(client.fd(), false);
  });
  const bool done = loop.run_until([&] { return ended; }, loop.now() + std::chrono::seconds{60});
  BOOST_TEST(done);
  loop.unwatch(client.fd());
  loop.unwatch(listener.fd());
  if (server) loop.unwatch(server->fd());
  return arrived;
}

}  // namespace acklab::test
