#include "tests/bench/flow_across.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <thread>
#include <utility>

#include <netinet/in.h>
#include <netinet/udp.h>
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

void connect_to(int fd, const SocketAddress& address) {
  sockaddr_in system{};
  system.sin_family = AF_INET;
  system.sin_port = htons(address.port);
  std::memcpy(&system.sin_addr, address.ip.octets().data(), 4);
  sockaddr plain{};
  std::memcpy(&plain, &system, sizeof system);
  if (::connect(fd, &plain, sizeof system) != 0) {
    throw std::runtime_error("The client's socket cannot be connected.");
  }
}

/// Hands the kernel several datagrams at a time, each with its stamp.
class Sender {
 public:
  Sender(int fd, const Flow& flow)
      : fd_(fd),
        bytes_(flow.payload_bytes),
        payloads_(std::size_t{flow.payload_bytes} * flow.at_once),
        parts_(flow.at_once),
        messages_(flow.at_once) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      parts_[i] = {payloads_.data() + i * bytes_, bytes_};
      messages_[i].msg_hdr.msg_iov = &parts_[i];
      messages_[i].msg_hdr.msg_iovlen = 1;
    }
    const auto segment_bytes = static_cast<int>(bytes_);
    cuts_ = flow.at_once > 1 &&
            ::setsockopt(fd_, IPPROTO_UDP, UDP_SEGMENT, &segment_bytes, sizeof segment_bytes) == 0;
  }

  void send(std::size_t count) {
    const std::int64_t now = kernel_nanos();
    for (std::size_t i = 0; i < count; ++i) std::memcpy(parts_[i].iov_base, &now, stamp_bytes);
    if (cuts_) {
      if (::send(fd_, payloads_.data(), count * bytes_, 0) >= 0) return;
      if (errno != EIO && errno != EINVAL && errno != EMSGSIZE) return;
      const int none = 0;
      cuts_ = ::setsockopt(fd_, IPPROTO_UDP, UDP_SEGMENT, &none, sizeof none) != 0;
    }
    for (std::size_t done = 0; done < count;) {
      const int sent = ::sendmmsg(fd_, &messages_[done], static_cast<unsigned>(count - done), 0);
      done += sent > 0 ? static_cast<std::size_t>(sent) : 1;  // what is refused is lost
    }
  }

 private:
  int fd_;
  std::size_t bytes_;
  bool cuts_ = false;
  Bytes payloads_;
  std::vector<iovec> parts_;
  std::vector<mmsghdr> messages_;
};

void send_all(int fd, const Flow& flow) {
  Sender sender{fd, flow};
  const double interval = 1e9 / flow.packets_per_s;
  const std::int64_t first = kernel_nanos();
  for (std::uint64_t number = 0; number < flow.packets; number += flow.at_once) {
    const auto intended = first + static_cast<std::int64_t>(interval * static_cast<double>(number));
    while (kernel_nanos() < intended) {
    }
    sender.send(std::min<std::uint64_t>(flow.at_once, flow.packets - number));
  }
}

void wait_for_packets(int fd, Duration reads_every) {
  if (reads_every > Duration{}) {
    std::this_thread::sleep_for(reads_every);
    return;
  }
  pollfd waiting{fd, POLLIN, 0};
  (void)::poll(&waiting, 1, static_cast<int>(quiet / std::chrono::milliseconds{1}));
}

}  // namespace

double arrival_rate(const FlowAcross& across) {
  if (across.arrivals.size() < 2) return 0;
  const Duration span = across.arrivals.back().since_start - across.arrivals.front().since_start;
  return static_cast<double>(across.arrivals.size() - 1) / to_seconds(span);
}

FlowAcross send_between(Ends& ends, const Flow& flow, const std::function<bool()>& is_idle) {
  widen(ends.server.fd());
  widen(ends.client.fd());
  set_option(ends.server.fd(), SO_TIMESTAMPNS, 1);
  connect_to(ends.client.fd(), ends.to);

  FlowAcross across;
  across.arrivals.reserve(flow.packets);
  const std::int64_t start = kernel_nanos();
  std::atomic<bool> all_sent{false};
  std::thread sender{[&] {
    send_all(ends.client.fd(), flow);
    across.took = Duration{kernel_nanos() - start};
    all_sent.store(true);
  }};
  Reader reader{ends.server.fd(), start};
  std::int64_t last_came = start;
  for (;;) {
    const bool was_all_sent = all_sent.load();
    const bool was_idle = was_all_sent && is_idle();
    wait_for_packets(ends.server.fd(), flow.reads_every);
    bool came = false;
    while (reader.read_into(across.arrivals)) came = true;
    const std::int64_t now = kernel_nanos();
    if (came) last_came = now;
    if (was_idle && Duration{now - last_came} >= quiet) break;
  }
  sender.join();
  return across;
}

FlowAcross send_across(path::RealPath& path, const Flow& flow) {
  auto server = path.open_udp(path::Host::server).value();
  auto client = path.open_udp(path::Host::client).value();
  Ends ends{std::move(client), std::move(server), path.server_udp_address()};
  FlowAcross across = send_between(ends, flow, [&path] { return path.idle(); });
  across.truth = path.stop();
  return across;
}

}  // namespace acklab::bench
