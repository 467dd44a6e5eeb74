#include "net/transport/transition_table.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace acklab::transport {
namespace {

using enum State;
using enum Transition;

constexpr auto table = std::to_array<TransitionRow>({
    {closed, passive_open, listen},
    {closed, active_open, syn_sent},
    {listen, receive_syn, syn_received},
    {listen, abort, closed},
    {syn_sent, receive_syn, syn_received},
    {syn_sent, receive_syn_ack, established},
    {syn_sent, receive_rst, closed},
    {syn_sent, abort, closed},
    {syn_sent, give_up, closed},
    {syn_received, receive_ack_of_syn, established},
    {syn_received, receive_rst, closed},
    {syn_received, abort, closed},
    {syn_received, give_up, closed},
    {established, close, fin_wait_1},
    {established, receive_fin, close_wait},
    {established, receive_rst, closed},
    {established, abort, closed},
    {established, give_up, closed},
    {fin_wait_1, receive_ack_of_fin, fin_wait_2},
    {fin_wait_1, receive_fin, closing},
    {fin_wait_1, receive_rst, closed},
    {fin_wait_1, abort, closed},
    {fin_wait_1, give_up, closed},
    {fin_wait_2, receive_fin, time_wait},
    {fin_wait_2, receive_rst, closed},
    {fin_wait_2, abort, closed},
    {fin_wait_2, give_up, closed},
    {close_wait, close, last_ack},
    {close_wait, receive_rst, closed},
    {close_wait, abort, closed},
    {close_wait, give_up, closed},
    {closing, receive_ack_of_fin, time_wait},
    {closing, receive_rst, closed},
    {closing, abort, closed},
    {closing, give_up, closed},
    {last_ack, receive_ack_of_fin, closed},
    {last_ack, receive_rst, closed},
    {last_ack, abort, closed},
    {last_ack, give_up, closed},
    {time_wait, time_wait_over, closed},
    {time_wait, receive_rst, closed},
    {time_wait, abort, closed},
});

std::string words(Transition transition) {
  std::string name = to_string(transition);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace

std::span<const TransitionRow> transition_table() {
  return table;
}

std::optional<State> next_state(State from, Transition by) {
  for (const TransitionRow& row : table) {
    if (row.from == from && row.by == by) return row.to;
  }
  return std::nullopt;
}

std::string to_graphviz() {
  // One arrow for each pair of states, labelled with everything that leads along it.
  std::map<std::pair<State, State>, std::string> arrows;
  for (const TransitionRow& row : table) {
    std::string& label = arrows[{row.from, row.to}];
    if (!label.empty()) label += "\\n";
    label += words(row.by);
  }
  std::string text =
      "digraph states {\n"
      "  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
      "  edge [fontname=\"sans-serif\", fontsize=10];\n";
  for (const auto& [ends, label] : arrows) {
    text += fmt::format("  \"{}\" -> \"{}\" [label=\"{}\"];\n", to_string(ends.first),
                        to_string(ends.second), label);
  }
  return text + "}\n";
}

bool StateMachine::apply(Transition by) {
  const auto next = next_state(state_, by);
  if (!next) return false;
  state_ = *next;
  return true;
}

bool StateMachine::synchronized() const {
  return state_ != closed && state_ != listen && state_ != syn_sent && state_ != syn_received;
}

bool StateMachine::may_queue_data() const {
  return state_ == syn_sent || state_ == syn_received || state_ == established ||
         state_ == close_wait;
}

bool StateMachine::may_receive_data() const {
  return state_ == established || state_ == fin_wait_1 || state_ == fin_wait_2;
}

}  // namespace acklab::transport
