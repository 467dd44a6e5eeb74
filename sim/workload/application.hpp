#pragma once

#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/base/time.hpp"

namespace acklab::workload {

/// A byte stream as an application sees it: our transport and the kernel's TCP alike.
class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;

  /// How many octets were taken; 0 when there is no room for now.
  virtual std::size_t write(Instant now, ByteView octets) = 0;
  /// How many octets were put into `into`; 0 when there are none for now.
  virtual std::size_t read(Instant now, MutableByteView into) = 0;
  [[nodiscard]] virtual bool end_of_stream() const = 0;
  /// True when there is no one stream, for want of a mechanism that would make one: then what one
  /// write took as a whole arrives, if it does, as what one read gives.
  [[nodiscard]] virtual bool keeps_writes_together() const { return false; }
  /// No more writes: the peer sees the end of the stream.
  virtual void close(Instant now) = 0;
};

/// One side of a job over byte streams. It does what it can whenever it is asked, and never
/// blocks. It has one connection at a time, and most jobs have one in all.
class StreamApplication {
 public:
  StreamApplication() = default;
  StreamApplication(const StreamApplication&) = delete;
  StreamApplication& operator=(const StreamApplication&) = delete;
  virtual ~StreamApplication() = default;

  /// A connection is being opened (client), or was accepted (server): the first, or the next.
  virtual void begin_connection(Instant) {}
  /// Called once connected and after every change (room to write, octets to read, next_timeout has
  /// come).
  virtual void progress(Instant now, ByteStream& stream) = 0;
  /// When it next wants to run, connected or not.
  [[nodiscard]] virtual std::optional<Instant> next_timeout() const { return std::nullopt; }
  /// True when it has closed its connection and goes on with the next, which the client then opens
  /// and the server accepts. Asked after progress and when next_timeout has come.
  [[nodiscard]] virtual bool wants_next_connection(Instant) const { return false; }
  /// True, once, when its host is to forget the connection without a word, as a machine that starts
  /// anew does. Asked after progress and when next_timeout has come.
  [[nodiscard]] virtual bool abandons_connection(Instant) { return false; }
  /// The connection ended in another way than by both sides closing it.
  virtual void note_lost(Instant) {}
  /// This side has done its part.
  [[nodiscard]] virtual bool finished() const = 0;
};

/// One side of a job over datagrams.
class MessageApplication {
 public:
  MessageApplication() = default;
  MessageApplication(const MessageApplication&) = delete;
  MessageApplication& operator=(const MessageApplication&) = delete;
  virtual ~MessageApplication() = default;

  /// The run begins; only the client is told.
  virtual void start(Instant) {}
  virtual void handle_message(Instant now, ByteView message) = 0;
  /// The next message to send, if there is one at `now`.
  virtual std::optional<Bytes> poll_message(Instant now) = 0;
  /// The system did not take the message that poll_message gave last.
  virtual void note_refused(Instant) {}
  /// The octets of a message that poll_message gave are needed no more: their room may serve
  /// another. Not every message comes back.
  virtual void take_back(Bytes&& /*message*/) {}
  /// When it next wants to be polled, which may lie in the past; nothing: when something has come.
  [[nodiscard]] virtual std::optional<Instant> next_timeout() const { return std::nullopt; }
  [[nodiscard]] virtual bool finished() const = 0;
};

}  // namespace acklab::workload
