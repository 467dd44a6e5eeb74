#include "sim/scenario/link/rate_reader.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/read_file.hpp"

namespace acklab::scenario {
namespace {

using link::FixedRate;
using link::RateModel;
using link::TokenBucketRate;
using link::Trace;
using link::TraceRate;

constexpr std::string_view a_rate_object =
    "a rate such as \"20mbit\", \"unlimited\", or an object with \"rate\" or \"trace\"";
constexpr std::array token_bucket_kind{Name<bool>{"token_bucket", true}};
constexpr BitRate some_rate = BitRate::from_bits_per_s(1);  // of what is refused anyway

bool has_any(const Cursor& cursor, std::initializer_list<std::string_view> keys) {
  const auto* object = std::get_if<JsonValue::Object>(&cursor.value().content);
  if (object == nullptr) return false;
  return std::any_of(object->begin(), object->end(), [&keys](const JsonMember& member) {
    return std::find(keys.begin(), keys.end(), member.key) != keys.end();
  });
}

BitRate required_rate(const Members& members) {
  const auto rate = members.require("rate");
  return rate ? read_rate(*rate).value_or(some_rate) : some_rate;
}

std::uint64_t required_burst(const Members& members) {
  const auto burst = members.require("burst");
  if (!burst) return min_burst_bytes;
  return read_size(*burst, min_burst_bytes, max_burst_bytes).value_or(min_burst_bytes);
}

FixedRate read_fixed(const Cursor& cursor) {
  const Members members{
      cursor, a_rate_object, {"rate", "packet_overhead", "cell_size", "cell_overhead"}};
  FixedRate fixed{.rate = required_rate(members)};
  if (const auto overhead = members.find("packet_overhead")) {
    fixed.packet_overhead_bytes =
        read_signed_size(*overhead, -max_overhead_bytes, max_overhead_bytes).value_or(0);
  }
  if (const auto cell = members.find("cell_size")) {
    const auto bytes = read_size(*cell, 1, max_cell_bytes);
    if (bytes) fixed.cell_bytes = static_cast<std::uint32_t>(*bytes);
  }
  if (const auto overhead = members.find("cell_overhead")) {
    if (!members.find("cell_size")) {
      overhead->refuse("a \"cell_overhead\" has no effect without a \"cell_size\"");
    }
    const auto cell = static_cast<std::int32_t>(fixed.cell_bytes.value_or(1));
    fixed.cell_overhead_bytes =
        read_signed_size(*overhead, 1 - cell, max_overhead_bytes).value_or(0);
  }
  return fixed;
}

TokenBucketRate read_token_bucket(const Cursor& cursor) {
  const Members members{cursor, a_rate_object, {"kind", "rate", "burst", "peak_rate"}};
  if (const auto kind = members.require("kind")) {
    static_cast<void>(kind->choice<bool>(token_bucket_kind));
  }
  TokenBucketRate bucket{required_rate(members), required_burst(members), std::nullopt};
  if (const auto peak = members.find("peak_rate"); peak && !says_unlimited(*peak)) {
    bucket.peak_rate = read_rate(*peak);
    if (bucket.peak_rate && *bucket.peak_rate <= bucket.rate) {
      peak->refuse("the \"peak_rate\" must be above the \"rate\", else no burst ever passes");
    }
  }
  return bucket;
}

/// The trace in the file that stands here; null: refused.
std::shared_ptr<const Trace> read_trace(const Cursor& cursor, const std::string& name) {
  const std::string file = beside(cursor.refusals().origin(), name);
  const auto text = read_octets(file, "trace", link::max_trace_bytes);
  if (!text) {
    cursor.refuse(fmt::format("the trace {} cannot be used: {}", in_quotes(file), text.error()));
    return nullptr;
  }
  auto trace = link::parse_trace(*text);
  if (trace) return std::make_shared<const Trace>(std::move(*trace));
  const std::uint64_t line = trace.error().line;
  cursor.refuse(fmt::format("the trace {} cannot be used{}: {}", in_quotes(file),
                            line > 0 ? fmt::format(", line {}", line) : "", trace.error().what));
  return nullptr;
}

std::optional<RateModel> read_trace_rate(const Cursor& cursor) {
  const Members members{cursor, a_rate_object, {"trace", "repeat"}};
  TraceRate rate;
  if (const auto repeat = members.find("repeat")) {
    rate.repeat = repeat->boolean("true or false").value_or(true);
  }
  const auto file = members.require("trace");
  if (!file) return std::nullopt;
  if (!file->is_string()) {
    file->refuse_type("the name of a file in mahimahi's format");
    return std::nullopt;
  }
  rate.file = read_text_line(*file);
  if (rate.file.empty()) {
    file->refuse("expected the name of a trace file, found \"\"");
    return std::nullopt;
  }
  rate.trace = read_trace(*file, rate.file);
  if (!rate.trace) return std::nullopt;
  return rate;
}

}  // namespace

std::optional<RateModel> read_rate_model(const Cursor& cursor) {
  if (says_unlimited(cursor)) return std::nullopt;
  if (cursor.is_string() || cursor.is_number()) return read_rate(cursor);
  if (has_any(cursor, {"trace", "repeat"})) return read_trace_rate(cursor);
  if (has_any(cursor, {"kind", "burst", "peak_rate"})) return read_token_bucket(cursor);
  return read_fixed(cursor);
}

std::optional<link::PolicerSettings> read_policer(const Cursor& cursor) {
  if (says_none(cursor)) return std::nullopt;
  const Members members{
      cursor, "\"none\" or an object with \"rate\" and \"burst\"", {"rate", "burst"}};
  return link::PolicerSettings{required_rate(members), required_burst(members)};
}

}  // namespace acklab::scenario
