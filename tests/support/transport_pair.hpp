#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"
#include "net/transport/connection.hpp"
#include "net/wire/segment.hpp"

namespace acklab::support {

enum class Side : std::uint8_t { client, server };

/// A segment on its way between the two ends.
struct Travelling {
  Side from = Side::client;
  std::uint64_t index = 0;  // in its direction, from 0
  Instant sent;
  wire::Segment segment;
  bool ect = false;  // its IP header says that its sender understands marks

  [[nodiscard]] bool has_data() const { return !segment.sender.payload.empty(); }
};

/// What the pipe does with a segment.
struct Verdict {
  std::uint32_t copies = 1;  // 0: dropped
  Duration extra_delay{};
  Duration copy_delay = std::chrono::microseconds{10};  // of each further copy
  bool corrupted = false;
  bool marked = false;  // congestion experienced

  [[nodiscard]] static Verdict drop() {
    Verdict verdict;
    verdict.copies = 0;
    return verdict;
  }
};

/// Two connections and the pipe between them, in virtual time.
///
/// Every step is written down; print log() when a check fails.
class Pair {
 public:
  struct Settings {
    transport::ConnectionConfig client;
    transport::ConnectionConfig server;
    Duration one_way_delay = std::chrono::milliseconds{25};
    Seq32 client_initial_sequence{1000};
    Seq32 server_initial_sequence{900'000};
    std::optional<BitRate> rate;  // of each direction; drop-tail queue in front of it
    std::uint64_t queue_bytes = 125'000;
  };
  using Rule = std::function<Verdict(const Travelling&)>;

  explicit Pair(const Settings& settings);

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] transport::Connection& client() { return client_; }
  /// Exists from the client's SYN on.
  [[nodiscard]] transport::Connection& server() { return *server_; }
  [[nodiscard]] bool server_exists() const { return server_.has_value(); }
  /// Decides about each segment as it is sent; without one, everything passes.
  void set_rule(Rule rule) { rule_ = std::move(rule); }
  /// Called after everything else of each instant: the applications.
  void set_application(std::function<void(Pair&)> application) {
    application_ = std::move(application);
  }

  /// Told of each segment as it reaches a side, before the side is; `corrupted` ones are only
  /// counted there.
  using Observer = std::function<void(Side to, const wire::Segment& segment, bool corrupted)>;
  void set_observer(Observer observer) { observer_ = std::move(observer); }
  /// Makes an instant at which something happens: the applications' next turn.
  void wake_application_at(Instant at) { alarms_.insert(at); }
  /// A segment for an end that is closed is answered with RST, as by an Endpoint that has forgotten
  /// the connection.
  void reset_strays(bool reset) { reset_strays_ = reset; }

  /// Goes to the next instant at which something happens; false when nothing ever will, or not
  /// before `limit`.
  bool step(std::optional<Instant> limit = std::nullopt);
  void run_for(Duration span);
  /// Steps until `done`; false when `limit` passed first or nothing happens any more.
  bool run_until(const std::function<bool()>& done, Duration limit);
  /// Connects both ends; false when that fails.
  bool connect();
  /// Sends what both ends have to send now.
  void flush();

  /// Puts a segment on the way as if `from` had sent it.
  void inject(Side from, const wire::Segment& segment);

  /// Every segment that an end sent, in order, dropped ones included.
  [[nodiscard]] const std::vector<Travelling>& sent() const { return sent_; }
  /// Those of one side from `since` on.
  [[nodiscard]] std::vector<Travelling> sent_by(Side side, std::size_t since = 0) const;
  /// All events so far.
  [[nodiscard]] const std::vector<transport::ConnectionEvent>& events(Side side) const {
    return events_[side == Side::client ? 0 : 1];
  }
  [[nodiscard]] std::optional<transport::CloseReport> close_report(Side side) const;
  /// The last steps, a line each.
  [[nodiscard]] std::string log() const;
  void keep_segments(bool keep) { keep_segments_ = keep; }

 private:
  struct Arrival {
    Side to;
    wire::Segment segment;
    bool corrupted;
    bool marked = false;
  };
  void transmit(Side from, wire::Segment segment, bool ect = false);
  void schedule(Instant at, Arrival arrival);
  [[nodiscard]] std::optional<Instant> through_bottleneck(Side from, const wire::Segment& segment);
  void deliver(const Arrival& arrival);
  void answer_stray(const Arrival& arrival);
  void drain_events();
  void note(const Travelling& travelling, const char* remark);
  [[nodiscard]] std::optional<Instant> next_instant() const;

  Settings settings_;
  Instant now_ = timeline_origin + std::chrono::seconds{1};
  transport::Connection client_;
  std::optional<transport::Connection> server_;
  Rule rule_;
  Observer observer_;
  std::set<Instant> alarms_;
  bool reset_strays_ = false;
  std::function<void(Pair&)> application_;
  std::map<std::pair<Instant, std::uint64_t>, Arrival> on_the_way_;
  std::uint64_t scheduled_ = 0;
  std::uint64_t counts_[2] = {0, 0};
  Instant line_free_at_[2] = {};
  std::vector<Travelling> sent_;
  bool keep_segments_ = true;
  std::vector<transport::ConnectionEvent> events_[2];
  std::deque<std::pair<Travelling, const char*>> steps_;
};

/// Byte `offset` of the test stream of `seed`.
[[nodiscard]] std::uint8_t stream_byte(std::uint64_t seed, std::uint64_t offset);

/// Writes a test stream as fast as the connection takes it, then closes.
class StreamWriter {
 public:
  StreamWriter(std::uint64_t seed, std::uint64_t total) : seed_(seed), total_(total) {}
  void run(transport::Connection& connection, Instant now, bool close_at_end = true);
  [[nodiscard]] std::uint64_t written() const { return written_; }

 private:
  std::uint64_t seed_;
  std::uint64_t total_;
  std::uint64_t written_ = 0;
  bool closed_ = false;
};

/// Reads and checks a test stream.
class StreamReader {
 public:
  explicit StreamReader(std::uint64_t seed) : seed_(seed) {}
  void run(transport::Connection& connection, Instant now);
  [[nodiscard]] std::uint64_t received() const { return received_; }
  [[nodiscard]] bool intact() const { return intact_; }
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  std::uint64_t seed_;
  std::uint64_t received_ = 0;
  bool intact_ = true;
  bool ended_ = false;
};

}  // namespace acklab::support
