#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/scenario/carriage_reader.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/tuning_reader.hpp"

namespace acklab::scenario {
namespace {

using contender::Kind;
using contender::Spec;

bool is_small_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Letters, digits and . _ + - and, inside, blanks: what stands in a table column and can be typed.
std::string read_contender_name(const Cursor& cursor) {
  const auto text = cursor.string("a name for this contender");
  if (!text) return {};
  const auto allowed = [](char c) {
    return is_small_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '+' ||
           c == '-' || c == ' ';
  };
  if (text->empty() || text->size() > max_contender_name_characters || text->front() == ' ' ||
      text->back() == ' ' || !std::all_of(text->begin(), text->end(), allowed)) {
    cursor.refuse(fmt::format(
        "expected a name of 1 to {} letters, digits, blanks inside and . _ + -, found {}",
        max_contender_name_characters, describe(cursor.value())));
  }
  return std::string{*text};
}

void read_congestion(const Cursor& cursor, Spec& spec) {
  switch (spec.kind) {
    case Kind::udp:
      cursor.refuse("udp has no congestion control; set its \"rate\" instead");
      return;
    case Kind::reliable_udp:
      spec.congestion =
          cursor.choice<transport::CongestionControl>(congestion_names).value_or(spec.congestion);
      if (spec.arq.kind != transport::Arq::tcp &&
          spec.congestion != transport::CongestionControl::none) {
        cursor.refuse("the textbook rungs have no congestion control; leave this out");
      }
      return;
    case Kind::kernel_tcp:
      spec.kernel_congestion = read_kernel_congestion(cursor);
      return;
  }
}

/// Marks are heeded by congestion control, of which ACKs tell.
void read_ecn(const Cursor& cursor, Spec& spec) {
  spec.ecn = cursor.boolean("true or false").value_or(false);
  if (spec.kind != Kind::reliable_udp) return;
  if (spec.arq.kind != transport::Arq::tcp) {
    cursor.refuse("the textbook rungs heed no marks; leave this out");
  } else if (spec.ecn && !spec.mechanisms.acks) {
    cursor.refuse("without \"acks\" nobody tells the sender of marks; leave this out");
  }
}

void read_copies(const Cursor& cursor, Spec& spec) {
  if (spec.kind != Kind::udp) {
    cursor.refuse("only udp sends copies; a stream sends again what it believes lost");
  }
  const auto copies = cursor.whole_number(1, max_message_copies);
  if (copies) spec.copies = static_cast<std::uint32_t>(*copies);
}

/// `count`: how many it stands for, if it says so.
Spec read_contender(const Cursor& cursor, std::optional<std::uint32_t>& count) {
  Spec spec;
  if (cursor.is_string()) {
    spec.kind = cursor.choice<Kind>(kind_names).value_or(Kind::udp);
    spec.name = name_of(spec.kind, kind_names);
    return spec;
  }
  const Members members{cursor,
                        "a contender's kind such as \"udp\" or an object with its \"kind\"",
                        {"kind",        "name",
                         "rate",        "congestion",
                         "carriage",    "client",
                         "server",      "kernel_congestion",
                         "arq",         "window_segments",
                         "rto",         "sequence_bits",
                         "mechanisms",  "max_ack_delay",
                         "ecn",         "mss",
                         "send_buffer", "receive_buffer",
                         "keep_alive",  "user_timeout",
                         "min_rto",     "initial_window",
                         "initial_rto", "pacing",
                         "receiver",    "connected",
                         "copies",      "count"}};
  const auto kind = members.require("kind");
  if (!kind) return spec;
  const auto chosen = kind->choice<Kind>(kind_names);
  if (!chosen) return spec;
  spec.kind = *chosen;
  spec.name = name_of(spec.kind, kind_names);
  if (const auto name = members.find("name")) spec.name = read_contender_name(*name);
  if (const auto several = members.find("count")) {
    const auto number = several->whole_number(1, max_contenders);
    if (number) count = static_cast<std::uint32_t>(*number);
  }
  if (const auto rate = members.find("rate")) {
    if (spec.kind != Kind::udp) {
      rate->refuse("only udp sends at a fixed rate; this contender finds its own");
    }
    spec.udp_rate = read_rate(*rate);
  }
  if (const auto connected = members.find("connected")) {
    if (spec.kind != Kind::udp) connected->refuse("every TCP is connected; leave this out");
    spec.connected = connected->boolean("true or false").value_or(false);
  }
  if (const auto copies = members.find("copies")) read_copies(*copies, spec);
  read_transport(members, spec);
  if (const auto ecn = members.find("ecn")) read_ecn(*ecn, spec);
  if (const auto congestion = members.find("congestion")) read_congestion(*congestion, spec);
  read_tuning(members, spec);
  read_carriage(members, spec);
  check_kernel_understands(members, spec);
  return spec;
}

}  // namespace

Contenders read_contenders(const Cursor& cursor) {
  Contenders contenders;
  for (const Cursor& entry : cursor.elements("an array of contenders", 1, max_contenders)) {
    std::optional<std::uint32_t> count;
    const Spec spec = read_contender(entry, count);
    add_contenders(spec, count, entry, contenders);
  }
  return contenders;
}

}  // namespace acklab::scenario
