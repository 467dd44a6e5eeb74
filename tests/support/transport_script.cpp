#include "tests/support/transport_script.hpp"

#include <algorithm>
#include <deque>
#include <stdexcept>

#include <fmt/format.h>

#include "net/transport/connection.hpp"
#include "tests/support/transport_pair.hpp"
#include "tests/support/transport_script_check.hpp"
#include "tests/support/transport_script_line.hpp"

namespace acklab::support {
namespace {

using transport::Connection;

constexpr Seq32 script_own_initial{0xffff'f000};
constexpr Seq32 script_peer_initial{0xffff'f800};
constexpr std::uint64_t script_own_seed = 11;
constexpr std::uint64_t script_peer_seed = 12;
constexpr std::size_t script_most_segments = 10'000;  // without end is wrong, whatever was written

/// Something did not come as written.
struct Mismatch {
  std::string what;
};

class ScriptPlayer {
 public:
  explicit ScriptPlayer(const transport::ConnectionConfig& config) : config_(config) {}

  void play(const ScriptLine& line) {
    advance(now_ + line.after);
    if (line.kind == ScriptLine::Kind::leaves) {
      for (const ScriptSegment& wanted : line.segments) expect(wanted);
      return;
    }
    expect_nothing_more();
    if (line.kind == ScriptLine::Kind::call) {
      call(line.words);
    } else {
      for (const ScriptSegment& segment : line.segments) give(segment);
    }
    collect();
  }

  void expect_nothing_more() {
    if (came_.empty()) return;
    const auto& [at, segment] = came_.front();
    throw Mismatch{fmt::format("before this, {} ago, came what no line asks for: {}",
                               script_duration(now_ - at), to_text(described(segment)))};
  }

 private:
  void advance(Instant until) {
    while (connection_) {
      const auto next = connection_->next_timeout();
      if (!next || *next > until) break;
      now_ = std::max(now_, *next);
      connection_->handle_timeout(now_);
      collect();
    }
    now_ = until;
  }

  void collect() {
    while (connection_) {
      auto segment = connection_->poll_transmit(now_);
      if (!segment) break;
      if (!first_value_ && segment->timestamps) first_value_ = segment->timestamps->value;
      if (segment->timestamps) latest_value_ = segment->timestamps->value;
      came_.emplace_back(now_, std::move(*segment));
      if (came_.size() > script_most_segments) throw Mismatch{"it sends without end"};
    }
    while (connection_) {
      const auto event = connection_->poll_event();
      if (!event) break;
      if (const auto* closed = std::get_if<transport::Closed>(&*event)) report_ = closed->report;
    }
  }

  void expect(const ScriptSegment& written) {
    ScriptSegment wanted = written;
    if (!wanted.sequence) wanted.sequence = own_next_;
    const bool opens = wanted.syn && !wanted.ack;
    if (!wanted.ack && !wanted.without_ack && !opens) wanted.ack = own_acks_;
    if (came_.empty()) throw Mismatch{"nothing came; expected " + to_text(wanted)};
    const auto [at, segment] = std::move(came_.front());
    came_.pop_front();
    const ScriptSegment came = described(segment);
    std::string wrong = difference(wanted, came);
    if (wrong.empty()) wrong = wrong_payload(segment, *came.sequence);
    if (at != now_) {
      wrong += fmt::format("{}{} too early", wrong.empty() ? "" : ", ", script_duration(now_ - at));
    }
    if (!wrong.empty()) throw Mismatch{fmt::format("came instead: {} ({})", to_text(came), wrong)};
    own_next_ = std::max(own_next_, came.rst ? 0 : came.end());
    if (came.ack) own_acks_ = *came.ack;
  }

  [[nodiscard]] ScriptSegment described(const wire::Segment& segment) const {
    ScriptSegment made =
        describe(segment, {script_own_initial, script_peer_initial}, own_next_, peer_next_);
    if (made.timestamps) made.timestamps->first -= first_value_.value_or(0);
    return made;
  }

  static std::string wrong_payload(const wire::Segment& segment, std::uint64_t sequence) {
    const Bytes& payload = segment.sender.payload;
    for (std::size_t index = 0; index < payload.size(); ++index) {
      if (payload[index] != stream_byte(script_own_seed, sequence + index)) {
        return fmt::format("byte {} of the stream is wrong", sequence + index);
      }
    }
    return {};
  }

  void give(const ScriptSegment& written) {
    const std::uint64_t sequence = written.sequence.value_or(peer_next_);
    const bool opens = written.syn && !written.ack;
    peer_acks_ = written.ack.value_or(peer_acks_);
    peer_window_ = written.window.value_or(peer_window_);
    wire::Segment made;
    made.source_port = 80;
    made.destination_port = 40'000;
    made.rst = written.rst;
    made.sender.syn = written.syn;
    made.sender.fin = written.fin;
    made.sender.push = written.push;
    made.sender.urgent_pointer = written.urgent_pointer;
    made.sender.sequence = Seq32::wrap(sequence, script_peer_initial);
    for (std::uint64_t index = 0; index < written.payload_bytes; ++index) {
      made.sender.payload.push_back(stream_byte(script_peer_seed, sequence + index));
    }
    if (!opens && !written.without_ack) {
      made.receiver.acknowledgment = Seq32::wrap(peer_acks_, script_own_initial);
    }
    made.receiver.window = peer_window_;
    for (const auto& [left, right] : written.sack) {
      made.receiver.sack.push_back(
          {Seq32::wrap(left, script_own_initial), Seq32::wrap(right, script_own_initial)});
    }
    made.syn_options = {written.max_segment_size, written.window_scale, written.sack_permitted};
    if (written.syn) peer_stamps_ = written.timestamps.has_value();
    if (written.timestamps || peer_stamps_) made.timestamps = peer_timestamps(written);
    peer_next_ = std::max(peer_next_, written.rst ? 0 : sequence + made.sender.sequence_length());
    arrive(made);
  }

  [[nodiscard]] wire::Timestamps peer_timestamps(const ScriptSegment& written) const {
    const std::uint32_t zero = first_value_.value_or(0);
    if (written.timestamps) {
      return {written.timestamps->first, written.timestamps->second + zero};
    }
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(now_ - begun_).count();
    return {static_cast<std::uint32_t>(millis), latest_value_};
  }

  void arrive(const wire::Segment& segment) {
    if (connection_) {
      connection_->handle_segment(now_, segment);
    } else if (listening_) {
      connection_ = Connection::accept(now_, segment, config_, script_own_initial);
    } else {
      throw Mismatch{"there is no connection yet: connect or listen comes first"};
    }
  }

  void call(const std::vector<std::string>& words) {
    const std::string& verb = words.front();
    if (verb == "connect") {
      connection_ = Connection::connect(now_, {40'000, 80}, config_, script_own_initial);
    } else if (verb == "listen") {
      listening_ = true;
    } else if (verb == "silence") {
      return;  // advance() has seen to it
    } else if (!connection_) {
      throw Mismatch{"there is no connection yet: connect comes first"};
    } else if (verb == "close") {
      connection_->close(now_);
    } else if (verb == "release") {
      connection_->release(now_);
    } else if (verb == "abort") {
      connection_->abort(now_);
    } else {
      call_with_argument(verb, words);
    }
  }

  void call_with_argument(const std::string& verb, const std::vector<std::string>& words) {
    if (words.size() < 2) throw Mismatch{fmt::format("nothing stands behind \"{}\"", verb)};
    if (verb == "write") {
      write(script_number(words[1]));
    } else if (verb == "read") {
      read(script_number(words[1]));
    } else if (verb == "check") {
      check(words);
    } else {
      throw Mismatch{fmt::format("nobody can \"{}\"", verb)};
    }
  }

  void write(std::uint64_t bytes) {
    Bytes content;
    for (std::uint64_t index = 0; index < bytes; ++index) {
      content.push_back(stream_byte(script_own_seed, 1 + written_ + index));
    }
    const std::size_t taken = connection_->write(now_, content);
    written_ += taken;
    if (taken != bytes) throw Mismatch{fmt::format("only {} bytes were taken", taken)};
  }

  void read(std::uint64_t bytes) {
    Bytes content(static_cast<std::size_t>(bytes));
    const std::size_t taken = connection_->read(now_, content);
    for (std::size_t index = 0; index < taken; ++index) {
      if (content[index] != stream_byte(script_peer_seed, 1 + read_ + index)) {
        throw Mismatch{fmt::format("byte {} of the peer's stream is wrong", 1 + read_ + index)};
      }
    }
    read_ += taken;
    if (taken != bytes) throw Mismatch{fmt::format("only {} bytes were there", taken)};
  }

  void check(const std::vector<std::string>& words) const {
    if (words.size() != 3) throw Mismatch{"a check is one name and one value"};
    const auto has = script_value(*connection_, report_, words[1]);
    if (!has) throw Mismatch{fmt::format("nobody can check \"{}\"", words[1])};
    if (*has != words[2]) throw Mismatch{fmt::format("{} is {}", words[1], *has)};
  }

  transport::ConnectionConfig config_;
  Instant begun_ = timeline_origin + std::chrono::seconds{10};
  Instant now_ = begun_;
  std::optional<Connection> connection_;
  bool listening_ = false;
  std::deque<std::pair<Instant, wire::Segment>> came_;  // not yet asked for by a line
  std::optional<transport::CloseReport> report_;
  std::uint64_t written_ = 0;
  std::uint64_t read_ = 0;
  std::uint64_t own_next_ = 0;  // behind the furthest that a line expected
  std::uint64_t own_acks_ = 1;
  std::uint64_t peer_next_ = 1;
  std::uint64_t peer_acks_ = 1;
  std::uint16_t peer_window_ = 60'000;
  bool peer_stamps_ = false;
  std::optional<std::uint32_t> first_value_;  // of the connection's timestamps
  std::uint32_t latest_value_ = 0;
};

}  // namespace

std::optional<std::string> play(std::string_view script,
                                const transport::ConnectionConfig& config) {
  const std::vector<ScriptLine> lines = parse_script(script);
  ScriptPlayer player{config};
  std::size_t number = 0;
  try {
    for (const ScriptLine& line : lines) {
      number = line.number;
      player.play(line);
    }
    player.expect_nothing_more();
  } catch (const Mismatch& mismatch) {
    return annotate(script, number, mismatch.what);
  }
  return std::nullopt;
}

}  // namespace acklab::support
