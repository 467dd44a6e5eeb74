#pragma once

#include "net/transport/connection.hpp"
#include "sim/workload/application.hpp"

namespace acklab::contender {

/// A connection of our transport as an application's byte stream.
class ConnectionStream final : public workload::ByteStream {
 public:
  explicit ConnectionStream(transport::Connection& connection) : connection_(connection) {}

  std::size_t write(Instant now, ByteView octets) override {
    return connection_.write(now, octets);
  }
  std::size_t read(Instant now, MutableByteView into) override {
    return connection_.read(now, into);
  }
  [[nodiscard]] bool end_of_stream() const override { return connection_.end_of_stream(); }
  [[nodiscard]] bool keeps_writes_together() const override {
    return connection_.keeps_writes_together();
  }
  void close(Instant now) override { connection_.close(now); }

 private:
  transport::Connection& connection_;
};

}  // namespace acklab::contender
