#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/scenario/contender_groups.hpp"
#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// The parts of a scenario, one file each. What is wrong goes to the cursor's FirstRefusal.
[[nodiscard]] link::LinkSettings read_link(const Cursor& cursor);
[[nodiscard]] workload::Workload read_workload(const Cursor& cursor);
[[nodiscard]] Contenders read_contenders(const Cursor& cursor);
/// What `members` say about the transport of a contender; only reliable-udp can be told.
void read_transport(const Members& members, contender::Spec& into);
/// Where one side is the kernel, ours must speak what the kernel understands.
void check_kernel_understands(const Members& members, const contender::Spec& spec);
/// A message of udp is one datagram.
void check_messages_fit_datagrams(const Scenario& scenario, const Cursor& root);
/// A connected socket of udp hears what no other does only where nobody listens.
void check_connected_hears(const Scenario& scenario, const Cursor& root);
/// A contender that sends copies needs a job whose messages can be copied.
void check_copies(const Scenario& scenario, const Cursor& root);
/// Where a transport cannot promise one stream, what belongs together must travel together.
void check_messages_fit_segments(const Scenario& scenario, const Cursor& root);
/// An expectation names one of `contenders`.
[[nodiscard]] std::vector<Expectation> read_expectations(
    const Cursor& cursor, std::span<const contender::Spec> contenders);

/// One line of text for people: no control character, not longer than max_text_characters.
[[nodiscard]] std::string read_text_line(const Cursor& cursor);

}  // namespace acklab::scenario
