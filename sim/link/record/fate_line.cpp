#include "sim/link/record/fate_line.hpp"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "sim/link/record/json_string.hpp"

namespace acklab::link {
namespace {

std::int64_t since(Instant origin, Instant instant) {
  return (instant - origin).count();
}

constexpr std::pair<std::uint8_t, std::string_view> flag_names[] = {
    {TcpFlags::syn, "SYN"}, {TcpFlags::fin, "FIN"}, {TcpFlags::rst, "RST"}, {TcpFlags::ack, "ACK"},
    {TcpFlags::psh, "PSH"}, {TcpFlags::urg, "URG"}, {TcpFlags::ece, "ECE"}, {TcpFlags::cwr, "CWR"}};

std::string flags_in_words(TcpFlags flags) {
  std::string words;
  for (const auto& [flag, name] : flag_names) {
    if (!flags.has(flag)) continue;
    if (!words.empty()) words += ' ';
    words += name;
  }
  return words;
}

void append_sack(std::string& text, const SackRanges& sack) {
  if (sack.empty()) return;
  const char* before = ",\"sack\":[";
  for (const ByteRange range : sack) {
    fmt::format_to(std::back_inserter(text), "{}[{},{}]", before, range.begin, range.end);
    before = ",";
  }
  text += ']';
}

void append_reading(std::string& text, const PacketReading& reading) {
  const auto out = std::back_inserter(text);
  if (reading.content_key) fmt::format_to(out, R"(,"key":"{:016x}")", *reading.content_key);
  fmt::format_to(out, R"(,"packet":{{"protocol":"{}")", to_string(reading.protocol));
  if (reading.connection != 0) {
    fmt::format_to(out, R"(,"connection":{},"payload_bytes":{})", reading.connection,
                   reading.payload_bytes);
  }
  if (reading.data_segments) {
    fmt::format_to(out, R"(,"data_segment":{})", reading.data_segments->first);
  }
  if (reading.protocol == Protocol::tcp) {
    fmt::format_to(out, R"(,"flags":"{}","sequence":{},"transmission":{})",
                   flags_in_words(reading.flags), reading.sequence, reading.transmission);
    if (reading.acknowledgment) {
      fmt::format_to(out, R"(,"acknowledgment":{})", *reading.acknowledgment);
    }
    if (reading.window) fmt::format_to(out, R"(,"window":{})", *reading.window);
    append_sack(text, reading.sack);
  }
  text += '}';
}

}  // namespace

std::string header_line(const FateLogHeader& header) {
  std::string flows;
  for (const std::string& name : header.flows)
    flows += (flows.empty() ? "" : ",") + json_string(name);
  if (!flows.empty()) flows = fmt::format(R"(,"flows":[{}])", flows);
  return fmt::format(
      R"({{"acklab_fates":{},"acklab_version":{},"scenario":{},"contender":{},"repetition":{},)"
      R"("seed":{},"path":{},"fate_key":"{}"{}}})"
      "\n",
      fate_log_version, json_string(header.acklab_version), json_string(header.scenario),
      json_string(header.contender), header.repetition, header.seed, json_string(header.path),
      to_string(header.fate_key), flows);
}

void append_fate_line(std::string& text, const FateRecord& fate, std::optional<Instant> released,
                      std::uint64_t implied_order, bool with_flow) {
  const Instant origin = fate.origin;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, R"({{"direction":"{}","index":{},"copy":{},"arrival_ns":{},"ip_bytes":{})",
                 to_string(fate.direction), fate.index, fate.copy, since(origin, fate.arrival),
                 fate.ip_bytes);
  if (with_flow) fmt::format_to(out, R"(,"flow":{})", fate.flow);
  if (fate.fragments > 1) {
    fmt::format_to(out, R"(,"fragments":{})", fate.fragments);
    if (fate.fragments_lost > 0) {
      fmt::format_to(out, R"(,"fragments_lost":{})", fate.fragments_lost);
    }
  }
  if (fate.dropped) {
    fmt::format_to(out, R"(,"decision":"dropped","cause":"{}")", to_string(*fate.dropped));
  } else {
    text += R"(,"decision":"delivered")";
  }
  if (fate.label) fmt::format_to(out, R"(,"label":"{}")", to_string(*fate.label));
  if (fate.rule) fmt::format_to(out, R"(,"rule":{})", *fate.rule);
  if (fate.corrupted) fmt::format_to(out, R"(,"damage":"{}")", to_text(fate.damage));
  if (fate.marked_ce) text += R"(,"marked_ce":true)";
  if (fate.skipped_delay) text += R"(,"skipped_delay":true)";
  if (fate.displaced_by > 0) {
    fmt::format_to(out, R"(,"displaced_by":{},"held_back_ns":{})", fate.displaced_by,
                   fate.held_back.count());
  }
  fmt::format_to(out, R"(,"queue_bytes":{})", fate.queue_bytes);
  if (fate.queued > Duration{}) fmt::format_to(out, R"(,"queued_ns":{})", fate.queued.count());
  if (!fate.dropped) {
    fmt::format_to(out, R"(,"due_ns":{})", since(origin, fate.due));
    if (fate.order != implied_order) fmt::format_to(out, R"(,"order":{})", fate.order);
  }
  if (released) fmt::format_to(out, R"(,"release_ns":{})", since(origin, *released));
  if (fate.reading) append_reading(text, *fate.reading);
  text += "}\n";
}

std::string end_line(const FateLogEnd& end) {
  return fmt::format("{{\"fates\":{},\"undecided\":{},\"complete\":{}}}\n", end.fates,
                     end.undecided, end.complete);
}

}  // namespace acklab::link
