// A connection to nobody gives up and says so: the library works from outside, in virtual time.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <variant>

#include <net/transport/connection.hpp>

int main() {
  using namespace acklab;
  transport::ConnectionConfig config;
  config.give_up_connecting_after = std::chrono::seconds{10};
  Instant now{};
  auto connection = transport::Connection::connect(now, {1000, 7}, config, Seq32{1});
  while (!connection.is_closed()) {
    while (connection.poll_transmit(now)) {
    }
    const auto next = connection.next_timeout();
    if (!next) return EXIT_FAILURE;
    now = *next;
    connection.handle_timeout(now);
  }
  while (const auto event = connection.poll_event()) {
    if (const auto* closed = std::get_if<transport::Closed>(&*event)) {
      std::cout << to_string(closed->report.reason) << " after "
                << to_seconds(now - timeline_origin) << " s\n";
      return closed->report.reason == transport::CloseReason::timed_out ? EXIT_SUCCESS
                                                                        : EXIT_FAILURE;
    }
  }
  return EXIT_FAILURE;
}
