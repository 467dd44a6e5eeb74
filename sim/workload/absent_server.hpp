#pragma once

#include "sim/workload/application.hpp"

namespace acklab::workload {

/// Nobody: what comes for a server that is not there, where no system says so.
class AbsentMessageServer final : public MessageApplication {
 public:
  void handle_message(Instant, ByteView) override {}
  std::optional<Bytes> poll_message(Instant) override { return std::nullopt; }
  [[nodiscard]] bool finished() const override { return true; }
};

}  // namespace acklab::workload
