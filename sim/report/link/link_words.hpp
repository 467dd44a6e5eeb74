#pragma once

#include <string>

#include "sim/link/settings.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::report {

// Settings of a link in a few words, as parts of sentences.

/// All of a direction in one line: "20 Mbit/s, 25 ms delay, 1 % loss".
[[nodiscard]] std::string direction_words(const link::DirectionSettings& settings,
                                          const Words& words = Words::english());
/// "20 Mbit/s", "8 Mbit/s by tokens, 32 kB at once".
[[nodiscard]] std::string rate_words(const link::RateModel& rate,
                                     const Words& words = Words::english());
/// "1 Mbit/s and 15 kB at once".
[[nodiscard]] std::string policer_words(const link::PolicerSettings& policer,
                                        const Words& words = Words::english());
/// "125 kB", "100 packets", "50 ms".
[[nodiscard]] std::string queue_room_words(const link::QueueLimit& limit,
                                           const Words& words = Words::english());

/// "125 kB queue", "100 packets codel queue that marks".
[[nodiscard]] std::string queue_words(const link::QueueSettings& queue,
                                      const Words& words = Words::english());
/// What the discipline does with packets, as a sentence without its point; empty: drop-tail.
[[nodiscard]] std::string discipline_words(const link::QueueSettings& queue);

}  // namespace acklab::report
