#include "tests/bench/flow_across.hpp"

#include <array>
#include <atomic>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <thread>

#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>

namespace acklab::bench {
namespace {

constexpr int buffer_bytes = 64 << 20;
constexpr std::size_t batch = 64;
constexpr std::size_t stamp_bytes = sizeof(std::int64_t);
constexpr Duration quiet = std::chrono::milliseconds{300};

/// The clock that the kernel stamps arrivals with.
std::int64_t kernel_nanos() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

void set_option(int fd, int name, int value) {
  if (::setsockopt(fd, SOL_SOCKET, name, &value, sizeof value) != 0 && name == SO_TIMESTAMPNS) {
    throw std::runtime_error("The kernel stamps no arrivals here.");
  }
}

void widen(int fd) {
  set_option(fd, SO_RCVBUFFORCE, buffer_bytes);
  set_option(fd, SO_SNDBUFFORCE, buffer_bytes);
}

/// Reads many datagrams at once, only as much of each as its stamp.
class Reader {
 public:
  Reader(int fd, std::int64_t start) : fd_(fd), start_(start) {
    for (std::size_t i = 0; i < batch; ++i) {
      parts_[i] = {stamps_[i].data(), stamp_bytes};
      messages_[i].msg_hdr.msg_iov = &parts_[i];
      messages_[i].msg_hdr.msg_iovlen = 1;
    }
  }

  /// False when nothing waited.
  bool read_into(std::vector<Arrival>& arrivals) {
    for (std::size_t i = 0; i < batch; ++i) {
      messages_[i].msg_hdr.msg_control = controls_[i].data();
      messages_[i].msg_hdr.msg_controllen = controls_[i].size();
    }
    const int count = ::recvmmsg(fd_, messages_.data(), batch, MSG_DONTWAIT, nullptr);
    for (int i = 0; i < count; ++i) {
      const auto place = static_cast<std::size_t>(i);
      std::int64_t sent = 0;
      std::memcpy(&sent, stamps_[place].data(), stamp_bytes);
      const std::int64_t came = arrival_of(messages_[place].msg_hdr);
      arrivals.push_back({Duration{came - sent}, Duration{came - start_}});
    }
    return count > 0;
  }

 private:
  static std::int64_t arrival_of(msghdr& header) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr;
         part = CMSG_NXTHDR(&header, part)) {
      if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
      timespec stamp{};
      std::memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
      return std::int64_t{stamp.tv_sec} * 1'000'000'000 + stamp.tv_nsec;
    }
    throw std::runtime_error("A datagram came without the time of its arrival.");
  }

  int fd_;
  std::int64_t start_;
  std::array<std::array<char, stamp_bytes>, batch> stamps_{};
  std::array<std::array<char, 64>, batch> controls_{};
  std::array<iovec, batch> parts_{};
  std::array<mmsghdr, batch> messages_{};
};

sockaddr_storage to_system(const SocketAddress& address) {
  sockaddr_storage storage{};
  sockaddr_in system{};
  system.sin_family = AF_INET;
  system.sin_port = htons(address.port);
  std::memcpy(&system.sin_addr, address.ip.octets().data(), 4);
  std::memcpy(&storage, &system, sizeof system);
  return storage;
}

void send_all(int fd, const Flow& flow) {
  Bytes payload(flow.payload_bytes);
  const double interval = 1e9 / flow.packets_per_s;
  const std::int64_t first = kernel_nanos();
  for (std::uint64_t number = 0; number < flow.packets; ++number) {
    const auto intended = first + static_cast<std::int64_t>(interval * static_cast<double>(number));
    std::int64_t now = kernel_nanos();
    while (now < intended) now = kernel_nanos();
    std::memcpy(payload.data(), &now, stamp_bytes);
    (void)::send(fd, payload.data(), payload.size(), 0);
  }
}

}  // namespace

FlowAcross send_across(path::RealPath& path, const Flow& flow) {
  auto server = path.open_udp(path::Host::server).value();
  auto client = path.open_udp(path::Host::client).value();
  widen(server.fd());
  widen(client.fd());
  set_option(server.fd(), SO_TIMESTAMPNS, 1);
  const sockaddr_storage to = to_system(path.server_udp_address());
  sockaddr address{};
  std::memcpy(&address, &to, sizeof address);
  if (::connect(client.fd(), &address, sizeof(sockaddr_in)) != 0) {
    throw std::runtime_error("The client's socket cannot be connected.");
  }

  FlowAcross across;
  across.arrivals.reserve(flow.packets);
  const std::int64_t start = kernel_nanos();
  std::atomic<bool> all_sent{false};
  std::thread sender{[&] {
    send_all(client.fd(), flow);
    across.took = Duration{kernel_nanos() - start};
    all_sent.store(true);
  }};
  Reader reader{server.fd(), start};
  for (;;) {
    pollfd waiting{server.fd(), POLLIN, 0};
    const bool was_all_sent = all_sent.load();
    const int ready = ::poll(&waiting, 1, static_cast<int>(quiet / std::chrono::milliseconds{1}));
    while (reader.read_into(across.arrivals)) {
    }
    if (ready == 0 && was_all_sent && path.idle()) break;
  }
  sender.join();
  across.truth = path.stop();
  return across;
}

}  // namespace acklab::bench
