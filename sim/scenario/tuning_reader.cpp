#include "sim/scenario/tuning_reader.hpp"

#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

using contender::Kind;
using contender::Tuning;
using transport::CongestionControl;

std::optional<std::uint32_t> read_buffer(const Cursor& cursor) {
  const auto bytes = read_size(cursor, min_tcp_buffer_bytes, max_tcp_buffer_bytes);
  if (!bytes) return std::nullopt;
  return static_cast<std::uint32_t>(*bytes);
}

std::optional<transport::KeepAliveConfig> read_keep_alive(const Cursor& cursor) {
  const Members members{
      cursor,
      "an object such as {\"idle\": \"10s\", \"interval\": \"1s\", \"probes\": 3}",
      {"idle", "interval", "probes"}};
  transport::KeepAliveConfig keep_alive;
  const auto idle = members.require("idle");
  if (!idle) return std::nullopt;
  keep_alive.idle = read_duration(*idle, min_keep_alive, max_keep_alive).value_or(keep_alive.idle);
  if (const auto interval = members.find("interval")) {
    keep_alive.probe_interval =
        read_duration(*interval, min_keep_alive, max_keep_alive).value_or(keep_alive.idle);
  }
  if (const auto probes = members.find("probes")) {
    keep_alive.probes = static_cast<std::uint32_t>(
        probes->whole_number(2, max_keep_alive_probes).value_or(keep_alive.probes));
  }
  return keep_alive;
}

void read_receiver(const Cursor& cursor, Tuning& tuning) {
  const Members members{cursor, "an object such as {\"cheats\": \"ack_division\"}", {"cheats"}};
  const auto cheats = members.require("cheats");
  if (!cheats) return;
  tuning.cheat = cheats->choice<transport::Cheat>(cheat_names).value_or(tuning.cheat);
}

void read_timeouts(const Members& members, contender::Spec& spec) {
  for (const auto& [key, member] :
       {std::pair{"initial_rto", &Tuning::initial_rto}, std::pair{"min_rto", &Tuning::min_rto}}) {
    const auto found = members.find(key);
    if (!found) continue;
    spec.tuning.*member = read_duration(*found, min_rto, max_rto);
    if (spec.arq.fixed_rto) found->refuse("this has no effect with a fixed \"rto\"; leave one out");
  }
}

/// Of our own transport alone.
void read_own(const Members& members, contender::Spec& spec) {
  Tuning& tuning = spec.tuning;
  const bool textbook = spec.arq.kind != transport::Arq::tcp;
  read_timeouts(members, spec);
  if (const auto window = members.find("initial_window")) {
    if (const auto segments = window->whole_number(1, max_initial_window_segments)) {
      tuning.initial_window_segments = static_cast<std::uint32_t>(*segments);
    }
    if (spec.congestion == CongestionControl::none) {
      window->refuse("this has no effect with the congestion control \"none\"; leave it out");
    }
  }
  if (const auto pacing = members.find("pacing")) {
    tuning.pacing = pacing->boolean("true or false");
    if (spec.congestion != CongestionControl::newreno &&
        spec.congestion != CongestionControl::cubic) {
      pacing->refuse("this has no effect with a congestion control other than newreno and cubic");
    }
  }
  if (const auto receiver = members.find("receiver")) {
    read_receiver(*receiver, tuning);
    if (textbook) receiver->refuse("the textbook rungs know honest receivers only; leave this out");
  }
  const auto keep_alive = members.find("keep_alive");
  if (keep_alive && textbook) {
    keep_alive->refuse("the textbook rungs have no keep-alive; leave this out");
  }
}

void refuse(const Members& members, std::initializer_list<std::string_view> keys,
            std::string_view why) {
  for (const std::string_view key : keys) {
    if (const auto found = members.find(key)) found->refuse(why);
  }
}

}  // namespace

void read_tuning(const Members& members, contender::Spec& into) {
  if (into.kind == Kind::udp) {
    for (const std::string_view key : tuning_keys) {
      if (const auto found = members.find(key))
        found->refuse("udp has no such thing; leave it out");
    }
    return;
  }
  Tuning& tuning = into.tuning;
  if (const auto mss = members.find("mss")) {
    if (const auto bytes = read_size(*mss, min_mss_bytes, max_mss_bytes)) {
      tuning.max_segment_bytes = static_cast<std::uint16_t>(*bytes);
    }
  }
  if (const auto buffer = members.find("send_buffer")) {
    tuning.send_buffer_bytes = read_buffer(*buffer);
  }
  if (const auto buffer = members.find("receive_buffer")) {
    tuning.receive_buffer_bytes = read_buffer(*buffer);
  }
  if (const auto keep_alive = members.find("keep_alive")) {
    tuning.keep_alive = read_keep_alive(*keep_alive);
  }
  if (const auto timeout = members.find("user_timeout")) {
    tuning.user_timeout = read_duration(*timeout, min_user_timeout, max_user_timeout);
  }
  if (into.kind == Kind::reliable_udp) {
    read_own(members, into);
  } else {
    refuse(members, {"initial_rto", "min_rto", "initial_window", "pacing", "receiver"},
           "no socket lets one tell the kernel's TCP; only reliable-udp can be told this");
  }
}

}  // namespace acklab::scenario
