#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

using transport::Arq;
using transport::ArqConfig;
using transport::Mechanisms;

bool is_textbook(const ArqConfig& arq) {
  return arq.kind != Arq::tcp;
}

void read_window(const Cursor& cursor, ArqConfig& arq) {
  const auto segments = cursor.whole_number(1, max_window_segments);
  if (!segments) return;
  if (arq.kind == Arq::stop_and_wait && *segments != 1) {
    cursor.refuse("stop-and-wait has one segment in flight; choose \"go-back-n\" for a window");
  }
  arq.window_segments = static_cast<std::uint32_t>(*segments);
}

void read_rto(const Cursor& cursor, ArqConfig& arq) {
  const auto text = cursor.string("a duration such as \"300ms\" or \"adaptive\"");
  if (!text || *text == adaptive) return;
  arq.fixed_rto = read_duration(cursor, min_rto, max_rto);
}

void read_sequence_bits(const Cursor& cursor, ArqConfig& arq) {
  const auto bits = cursor.whole_number(1, 32);
  if (!bits) return;
  if (!is_textbook(arq)) {
    cursor.refuse(
        "only the textbook rungs (\"stop-and-wait\", \"go-back-n\", \"selective-repeat\") count "
        "segments; set \"arq\" to one of them");
  }
  arq.sequence_bits = static_cast<std::uint8_t>(*bits);
}

void read_switch(const Cursor& cursor, const SwitchName& mechanism, const ArqConfig& arq,
                 Mechanisms& into) {
  const auto on = cursor.boolean("true or false");
  if (!on) return;
  if (is_textbook(arq) && !mechanism.on_textbook_rungs) {
    cursor.refuse("the textbook rungs have no such mechanism; leave this out");
  }
  into.*mechanism.member = *on;
}

transport::LossDetection read_loss_detection(const Cursor& cursor) {
  return cursor.choice<transport::LossDetection>(loss_detection_names)
      .value_or(transport::LossDetection::rack);
}

Mechanisms read_mechanisms(const Cursor& cursor, const ArqConfig& arq) {
  Mechanisms mechanisms;
  const Members members{
      cursor,
      "an object of mechanisms such as {\"ordering\": false}",
      {"checksum", "acks", "retransmission", "ordering", "duplicate_discard", "karn", "backoff",
       "sack", "timestamps", "window_scale", "delayed_ack", "nagle", "fast_retransmit",
       "loss_detection", "byte_counting", "silly_window_avoidance", "persist"}};
  if (const auto checksum = members.find("checksum")) {
    mechanisms.checksum =
        checksum->choice<transport::Checksum>(checksum_names).value_or(mechanisms.checksum);
  }
  for (const SwitchName& mechanism : switch_names) {
    if (const auto found = members.find(mechanism.name)) {
      read_switch(*found, mechanism, arq, mechanisms);
    }
  }
  if (const auto detection = members.find("loss_detection")) {
    mechanisms.loss_detection = read_loss_detection(*detection);
    if (is_textbook(arq)) {
      detection->refuse("the textbook rungs notice a loss by its timeout; leave this out");
    } else if (!mechanisms.fast_retransmit) {
      detection->refuse("this has no effect with \"fast_retransmit\" off; leave it out");
    }
  }
  return mechanisms;
}

/// Of the kernel's TCP: what settings of a network namespace and of sockets can switch.
Mechanisms read_kernel_mechanisms(const Cursor& cursor) {
  Mechanisms mechanisms;
  const Members members{cursor,
                        "an object of mechanisms such as {\"sack\": false}",
                        {"sack", "timestamps", "window_scale", "nagle", "loss_detection"}};
  for (const SwitchName& mechanism : switch_names) {
    if (!mechanism.in_kernel) continue;
    if (const auto found = members.find(mechanism.name)) {
      read_switch(*found, mechanism, {}, mechanisms);
    }
  }
  if (const auto detection = members.find("loss_detection")) {
    mechanisms.loss_detection = read_loss_detection(*detection);
  }
  return mechanisms;
}

bool refuse_for_others(const Members& members, const contender::Spec& spec) {
  if (spec.kind == contender::Kind::reliable_udp) return false;
  for (const std::string_view key :
       {"arq", "window_segments", "rto", "sequence_bits", "mechanisms", "max_ack_delay"}) {
    if (key == "mechanisms" && spec.kind == contender::Kind::kernel_tcp) continue;
    if (const auto found = members.find(key)) {
      found->refuse("only reliable-udp can be told how its transport works");
    }
  }
  return true;
}

}  // namespace

void read_transport(const Members& members, contender::Spec& into) {
  if (into.kind == contender::Kind::kernel_tcp) {
    if (const auto switches = members.find("mechanisms")) {
      into.mechanisms = read_kernel_mechanisms(*switches);
    }
  }
  if (refuse_for_others(members, into)) return;
  if (const auto arq = members.find("arq")) {
    into.arq.kind = arq->choice<Arq>(arq_names).value_or(Arq::tcp);
  }
  if (is_textbook(into.arq)) into.congestion = transport::CongestionControl::none;
  if (const auto window = members.find("window_segments")) read_window(*window, into.arq);
  if (const auto rto = members.find("rto")) read_rto(*rto, into.arq);
  if (const auto bits = members.find("sequence_bits")) read_sequence_bits(*bits, into.arq);
  if (const auto switches = members.find("mechanisms")) {
    into.mechanisms = read_mechanisms(*switches, into.arq);
  }
  if (const auto delay = members.find("max_ack_delay")) {
    into.max_ack_delay = read_duration(*delay, Duration::zero(), longest_ack_delay);
    if (is_textbook(into.arq)) {
      delay->refuse("the textbook rungs acknowledge at once; leave this out");
    }
  }
}

void check_kernel_understands(const Members& members, const contender::Spec& spec) {
  const bool understood = spec.arq.kind == Arq::tcp && spec.mechanisms.promise_one_stream();
  if (understood || !contender::meets_kernel(spec)) return;
  const auto at = members.find(is_textbook(spec.arq) ? "arq" : "mechanisms");
  (at ? *at : members.here())
      .refuse(
          "the kernel on the other side understands TCP alone: all of it, with checksum, acks, "
          "retransmission, ordering and duplicate_discard");
}

}  // namespace acklab::scenario
