#include "sim/path/intake_watch.hpp"

#include <thread>

#include <boost/test/unit_test.hpp>
#include <sys/eventfd.h>

#include "net/socket/clock.hpp"
#include "sim/path/link_thread.hpp"

using namespace std::chrono_literals;
using acklab::Bytes;
using acklab::Instant;
using acklab::link::Direction;
using acklab::path::IntakeWatch;

namespace {

/// A host that always has another packet to send, until an instant.
class TirelessPort final : public acklab::path::PacketPort {
 public:
  explicit TirelessPort(Instant until) : until_(until), readable_(eventfd(1, EFD_CLOEXEC)) {}

  [[nodiscard]] int fd() const override { return readable_.get(); }
  [[nodiscard]] std::optional<acklab::link::Packet> receive(acklab::Bytes& /*space*/) override {
    if (acklab::socket::monotonic_now() >= until_) return std::nullopt;
    return acklab::link::Packet{.octets = Bytes(100), .ip_bytes = 128};
  }
  void send(const acklab::link::Packet&) override {}

 private:
  Instant until_;
  acklab::socket::FileDescriptor readable_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(intake_watch)

BOOST_AUTO_TEST_CASE(a_wait_is_counted_from_when_the_input_was_last_found_empty) {
  IntakeWatch watch{Instant{5ms}};
  watch.took(Instant{6ms});
  watch.took(Instant{8ms});
  BOOST_TEST((watch.waits().max() == 3ms));
  watch.found_empty(Instant{50ms});
  watch.took(Instant{50ms + 20us});
  BOOST_TEST((watch.waits().max() == 3ms));
  BOOST_TEST(watch.waits().count() == 3U);
}

BOOST_AUTO_TEST_CASE(an_input_that_is_never_empty_is_more_than_the_machine_can_carry) {
  const Instant begin = acklab::socket::monotonic_now();
  const auto long_enough = 2 * IntakeWatch::overload;
  TirelessPort client{begin + long_enough};
  TirelessPort server{begin};
  acklab::path::LinkThread thread{acklab::link::LinkSettings{}, 1, client, server};
  while (acklab::socket::monotonic_now() < begin + 2 * long_enough) {
    std::this_thread::sleep_for(10ms);
  }
  thread.stop();
  BOOST_TEST((thread.intake(Direction::forward).max() >= IntakeWatch::overload));
  BOOST_TEST(thread.intake(Direction::reverse).count() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
