#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/contender/contender.hpp"
#include "sim/link/link.hpp"
#include "sim/report/words/words.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::takeapart {

/// One thing that a link does to one packet.
struct Event {
  link::Direction direction = link::Direction::forward;
  link::Rule rule;

  friend bool operator==(const Event&, const Event&) = default;
};
/// What a link does that does nothing else, in the order in which the packets come.
using Script = std::vector<Event>;

/// A configuration of our transport with a job, on a link that does nothing by chance.
struct Subject {
  contender::Spec spec;
  link::LinkSettings link;  // clean: see clean_link
  workload::Workload workload;
  std::uint64_t seed = 1;  // as in a scenario
  path::IpVersion ip_version = path::IpVersion::v4;
  Duration time_limit = std::chrono::seconds{60};
};

/// The rate, where it is steady, and the delay of `settings`, and nothing else of it.
[[nodiscard]] link::LinkSettings clean_link(const link::LinkSettings& settings);
/// `link` with the rules of `script` in place of its own.
[[nodiscard]] link::LinkSettings scripted(link::LinkSettings link, const Script& script);

/// Runs it once in virtual time; `fates` sees every decision, each packet read.
[[nodiscard]] contender::RunResult try_script(const Subject& subject, const Script& script,
                                              const link::Link::FateSink& fates = {});
/// Runs `scenario` once, with `spec` in place of its contenders, fates counted by content where
/// nothing else decides.
[[nodiscard]] contender::RunResult try_scenario(const scenario::Scenario& scenario,
                                                const contender::Spec& spec,
                                                const link::Link::FateSink& fates = {});

/// What an event is in words, a whole clause: "the first data segment is dropped".
[[nodiscard]] std::string in_words(const Event& event,
                                   const report::Words& words = report::Words::english());
/// All events of a script, one after the other.
[[nodiscard]] std::string in_words(const Script& script,
                                   const report::Words& words = report::Words::english());

}  // namespace acklab::takeapart
