#pragma once

#include <cstdint>
#include <string>

#include "net/base/time.hpp"
#include "net/transport/connection_event.hpp"
#include "sim/workload/oracle.hpp"

namespace acklab::contender {

// What RunResult::reason says, in whole sentences.

/// "1.2 MB", "517 B"; decimal units.
[[nodiscard]] std::string bytes_in_words(std::uint64_t bytes);
/// "100.2 s", "35 ms".
[[nodiscard]] std::string duration_in_words(Duration span);

/// Why our connection ended before the job was done; `connected`: whether it ever was.
[[nodiscard]] std::string sentence_for(const transport::CloseReport& report, bool connected,
                                       std::uint64_t job_bytes);
[[nodiscard]] std::string time_limit_sentence(Duration limit, const workload::Integrity& integrity,
                                              std::uint64_t job_bytes);
[[nodiscard]] std::string interrupted_sentence(const workload::Integrity& integrity,
                                               std::uint64_t job_bytes);

}  // namespace acklab::contender
