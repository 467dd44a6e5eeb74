#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/takeapart/shrink.hpp"
#include "sim/takeapart/side_by_side.hpp"

namespace acklab::takeapart {

/// What a searched script may do to a packet.
enum class Deed : std::uint8_t { drop, duplicate, corrupt, swap, hold, delay };
inline constexpr std::array all_deeds{Deed::drop, Deed::duplicate, Deed::corrupt,
                                      Deed::swap, Deed::hold,      Deed::delay};
[[nodiscard]] std::string_view to_string(Deed deed);
[[nodiscard]] std::optional<Deed> deed_named(std::string_view name);

struct SearchSettings {
  Promise promise = Promise::complete;
  std::vector<Deed> deeds{all_deeds.begin(), all_deeds.end()};
  std::size_t longest = 4;  // events of a script
  Workshop workshop;
  std::function<void(std::uint64_t runs, std::size_t length)> progress;  // may be empty
};

/// What a search through scripts came to.
struct SearchResult {
  std::optional<Counterexample> found;
  /// Every script of at most so many events was tried, as far as they differ in what the hosts see.
  std::size_t searched_length = 0;
  /// There is no longer script to try: nobody sent anything more that could be struck.
  bool exhausted = false;
};

/// Tries scripts on `subject`: none, every one of a single event, of two, and so on, until one
/// breaks the promise or the budget is spent.
///
/// A script of one event more strikes a packet that came behind the last one struck, as the run of
/// the shorter script has shown it; scripts that look the same to both hosts are followed once. So
/// the search is complete for the deeds and amounts that it knows, and a counterexample is one of
/// the shortest there are. The same scripts in the same order, however many threads there are.
[[nodiscard]] SearchResult search_scripts(const Subject& subject, const SearchSettings& settings,
                                          Budget& budget);

/// All that the deeds, each in its amounts, make of one packet of such a subject.
[[nodiscard]] std::vector<link::RuleActions> actions_for(const Subject& subject, bool has_payload,
                                                         std::span<const Deed> deeds);

/// A job as large as its mistakes need: some more segments than its window and its sequence numbers
/// have, and each message a segment, so that what becomes of a segment becomes
/// of a message.
[[nodiscard]] workload::Workload searchable_job(const Subject& subject);

}  // namespace acklab::takeapart
