#pragma once

#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/slow_reader.hpp"

namespace acklab::workload {

/// Reads nothing for a while, then as much as it wants at a time and not more often than it wants;
/// closes at the end of the stream.
class SlowStreamServer final : public StreamApplication {
 public:
  SlowStreamServer(const SlowReader& reader, Books& books);

  void begin_connection(Instant now) override { next_read_ = now + reader_.wait; }
  void progress(Instant now, ByteStream& stream) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool finished() const override { return closed_; }

 private:
  const SlowReader reader_;
  Books& books_;
  ReadLog& log_;
  Bytes buffer_;
  Instant next_read_{};
  bool found_nothing_ = false;  // so it waits for octets, not for time
  bool closed_ = false;
};

}  // namespace acklab::workload
