#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/advise/answers.hpp"
#include "sim/link/settings.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::advise {

/// What can be advised.
enum class Choice : std::uint8_t {
  tcp,
  udp,
  own,  // UDP, with reliability of the program's own
};
inline constexpr std::array all_choices{Choice::tcp, Choice::udp, Choice::own};
/// "tcp", "udp", "own".
[[nodiscard]] std::string_view to_string(Choice choice);

/// TCP's first flight: ten segments of 1460 bytes (RFC 6928). What fits needs no search for a rate.
inline constexpr std::uint64_t first_flight_bytes = 14'600;
/// The shortest time after which Linux's TCP takes a segment for lost by its timer, beyond a round
/// trip.
inline constexpr Duration tcp_timeout_floor = std::chrono::milliseconds{200};

/// The answers, and what follows from them on a link: what rules look at.
struct Circumstances {
  Answers answers;
  Duration round_trip{};  // what the link delays, there and back
  /// The least that a message takes; of an exchange, from the question to the whole answer; of data
  /// that go as fast as they can, all of them.
  Duration shortest{};
  /// The same where it has to be sent again once, as soon as its sender can know.
  Duration shortest_again{};
  /// The same where TCP has to wait for its timer first.
  Duration tcp_again{};
};
[[nodiscard]] Circumstances circumstances_of(const Answers& answers,
                                             const link::LinkSettings& link);

/// A reason for or against a choice.
struct Rule {
  std::string_view name;  // in JSON
  SetOf<Question> rests_on;
  SetOf<Choice> speaks_for;  // none: to be minded, whatever is chosen
  /// What is advised where this is the first rule that applies and decides.
  std::optional<Choice> decides;
  bool (*applies)(const Circumstances&);
  std::string (*told)(const Circumstances&, const report::Words&);
};
/// All of them; those that decide come first, the most urgent before the others.
[[nodiscard]] std::span<const Rule> rules();

/// What is advised, and why.
struct Advice {
  Choice choice = Choice::tcp;
  std::vector<const Rule*> because;  // the one that decided first
  std::vector<const Rule*> against;
  std::vector<const Rule*> mind;
};
/// The answers must not contradict each other.
[[nodiscard]] Advice advise(const Circumstances& circumstances);

}  // namespace acklab::advise
