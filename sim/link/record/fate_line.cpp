#include "sim/link/record/fate_line.hpp"

#include <iterator>

#include <fmt/format.h>

namespace acklab::link {
namespace {

/// A JSON string (RFC 8259 §7).
std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') {
      json += '\\';
      json += character;
    } else if (static_cast<unsigned char>(character) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned>(character));
    } else {
      json += character;
    }
  }
  return json + '"';
}

std::int64_t since(Instant origin, Instant instant) {
  return (instant - origin).count();
}

}  // namespace

std::string header_line(const FateLogHeader& header) {
  return fmt::format(
      R"({{"acklab_fates":{},"acklab_version":{},"scenario":{},"contender":{},"repetition":{},)"
      R"("seed":{},"path":{}}})"
      "\n",
      fate_log_version, quoted(header.acklab_version), quoted(header.scenario),
      quoted(header.contender), header.repetition, header.seed, quoted(header.path));
}

void append_fate_line(std::string& text, const FateRecord& fate, Instant origin,
                      std::optional<Instant> released) {
  const auto out = std::back_inserter(text);
  fmt::format_to(out, R"({{"direction":"{}","index":{},"copy":{},"arrival_ns":{},"ip_bytes":{})",
                 to_string(fate.direction), fate.index, fate.copy, since(origin, fate.arrival),
                 fate.ip_bytes);
  if (fate.dropped) {
    fmt::format_to(out, R"(,"decision":"dropped","cause":"{}")", to_string(*fate.dropped));
  } else {
    text += R"(,"decision":"delivered")";
  }
  if (fate.label) fmt::format_to(out, R"(,"label":"{}")", to_string(*fate.label));
  if (fate.corrupted) fmt::format_to(out, R"(,"damage":"{}")", to_text(fate.damage));
  if (fate.skipped_delay) text += R"(,"skipped_delay":true)";
  fmt::format_to(out, R"(,"queue_bytes":{})", fate.queue_bytes);
  if (!fate.dropped) fmt::format_to(out, R"(,"due_ns":{})", since(origin, fate.due));
  if (released) fmt::format_to(out, R"(,"release_ns":{})", since(origin, *released));
  text += "}\n";
}

std::string end_line(std::uint64_t fates, bool complete) {
  return fmt::format("{{\"fates\":{},\"complete\":{}}}\n", fates, complete);
}

}  // namespace acklab::link
