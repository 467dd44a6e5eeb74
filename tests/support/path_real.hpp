#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/socket/clock.hpp"
#include "sim/path/real_path.hpp"

// What the tests of paths in real time share.
namespace acklab::test {

/// Says in the log that a test did not run, and why: a machine that lacks something has not failed.
inline void report_not_run(const path::PathError& why) {
  const auto& name = boost::unit_test::framework::current_test_case().p_name.get();
  BOOST_TEST_MESSAGE("not run: " << name << ": " << why.reason << " " << why.remedy);
  std::cout << "not run: " << name << ": " << why.reason << "\n";
  BOOST_TEST(true);
}

/// TUN hosts, or nothing and a line that says why.
inline std::unique_ptr<path::RealPath> open_tun_or_say_why(
    const link::LinkSettings& settings, std::uint64_t seed,
    path::IpVersion version = path::IpVersion::v4) {
  auto opened = path::open_tun(settings, seed, version);
  if (opened) return std::move(*opened);
  report_not_run(opened.error());
  return nullptr;
}

/// Waits until `condition` holds; false after a generous time.
inline bool wait_until(const std::function<bool()>& condition) {
  const Instant give_up = socket::monotonic_now() + std::chrono::seconds{20};
  while (!condition()) {
    if (socket::monotonic_now() > give_up) return false;
    std::this_thread::sleep_for(std::chrono::microseconds{200});
  }
  return true;
}

/// The decisions of a link, collected in the path's thread; read them after the path has stopped.
class FateLog {
 public:
  [[nodiscard]] link::Link::FateSink sink() {
    return [this](const link::FateRecord& fate) {
      fates_.push_back(fate);
      if (fate.copy == 0) ++decided_;
    };
  }
  [[nodiscard]] const std::vector<link::FateRecord>& fates() const { return fates_; }
  /// How many packets the link has been offered so far, both directions; may be asked at any time.
  [[nodiscard]] std::uint64_t decided() const { return decided_.load(); }

 private:
  std::vector<link::FateRecord> fates_;
  std::atomic<std::uint64_t> decided_{0};
};

/// The datagrams waiting at a socket; `last_from` becomes where the last one came from.
inline std::vector<Bytes> drain(socket::UdpSocket& socket, SocketAddress& last_from) {
  std::vector<Bytes> datagrams;
  std::array<std::uint8_t, 2048> buffer{};
  for (;;) {
    const auto received = socket.receive_into(buffer);
    if (!received || !*received) return datagrams;
    last_from = (*received)->from;
    datagrams.emplace_back(buffer.begin(),
                           buffer.begin() + static_cast<std::ptrdiff_t>((*received)->bytes));
  }
}

}  // namespace acklab::test
