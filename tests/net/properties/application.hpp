#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/base/time.hpp"
#include "net/transport/connection.hpp"
#include "tests/net/properties/property_dice.hpp"

namespace acklab::properties {

/// What an application on one side does with its connection.
struct ApplicationPlan {
  enum class Ending : std::uint8_t {
    close,             // when all is written
    close_after_peer,  // and the peer's stream has ended
    abort,             // at `end_at`, whatever is under way
    release,           // the same, politely
  };
  std::uint64_t bytes = 0;        // to write
  std::uint64_t write_chunk = 1;  // so many at once,
  Duration write_pause{};         // and so long between
  std::uint64_t read_chunk = 1;
  Duration read_pause{};
  std::optional<std::uint64_t> stall_at;  // having read so much, it looks away
  Duration stall_for{};
  Ending ending = Ending::close;
  Instant end_at{};

  /// `most_bytes` limits what is written.
  [[nodiscard]] static ApplicationPlan roll(const Dice& dice, std::uint64_t most_bytes,
                                            Duration round_trip, Instant begin);
  [[nodiscard]] bool orderly() const {
    return ending == Ending::close || ending == Ending::close_after_peer;
  }
  [[nodiscard]] std::string to_text() const;
};

/// Carries a plan out, and checks what it reads byte by byte.
class Application {
 public:
  Application(const ApplicationPlan& plan, std::uint64_t own_stream, std::uint64_t peer_stream)
      : plan_(plan), own_stream_(own_stream), peer_stream_(peer_stream) {}

  /// One turn at `now`; when it wants another one although nothing may have happened.
  std::optional<Instant> run(transport::Connection& connection, Instant now);

  [[nodiscard]] std::uint64_t written() const { return written_; }
  [[nodiscard]] std::uint64_t received() const { return received_; }
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  void write(transport::Connection& connection, Instant now);
  void read(transport::Connection& connection, Instant now);
  void end(transport::Connection& connection, Instant now);

  ApplicationPlan plan_;
  std::uint64_t own_stream_;
  std::uint64_t peer_stream_;
  std::uint64_t written_ = 0;
  std::uint64_t received_ = 0;
  bool ended_ = false;  // the peer's stream
  bool over_ = false;   // close, abort or release was called
  Instant next_write_{};
  Instant next_read_{};
};

}  // namespace acklab::properties
