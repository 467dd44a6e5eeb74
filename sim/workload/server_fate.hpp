#pragma once

#include <cstdint>

namespace acklab::workload {

/// What becomes of the server of a job.
enum class ServerFate : std::uint8_t {
  stays,   // it waits, and answers what comes
  absent,  // nobody listens at all
  killed,  // it forgets the connection without a word, as a machine that restarts: what comes then
           // is answered by RST
};

}  // namespace acklab::workload
