#include "sim/scenario/link/rate_reader.hpp"

#include <initializer_list>
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

/// Refuses the keys that mean nothing to a rate of this kind.
void refuse_keys(const Members& members, std::initializer_list<std::string_view> keys,
                 std::string_view kind) {
  for (const std::string_view key : keys) {
    if (const auto found = members.find(key)) {
      found->refuse(fmt::format("\"{}\" has no effect with {}", key, kind));
    }
  }
}

/// The member; unlike Members::require, it is refused with a sentence of its own.
std::optional<Cursor> needed(const Members& members, std::string_view key,
                             std::string_view sentence) {
  auto found = members.find(key);
  if (!found) members.here().refuse(sentence);
  return found;
}

FixedRate read_fixed(const Members& members) {
  refuse_keys(members, {"burst", "peak_rate"}, "a rate that is no \"kind\": \"token_bucket\"");
  refuse_keys(members, {"repeat"}, "a rate that is no \"trace\"");
  FixedRate fixed{.rate = some_rate};
  const auto rate = needed(members, "rate", "a rate as an object needs a \"rate\" or a \"trace\"");
  if (rate) fixed.rate = read_rate(*rate).value_or(some_rate);
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

TokenBucketRate read_token_bucket(const Members& members) {
  refuse_keys(members, {"packet_overhead", "cell_size", "cell_overhead", "trace", "repeat"},
              "a token bucket");
  TokenBucketRate bucket{some_rate, min_burst_bytes};
  if (const auto rate = needed(members, "rate", "a token bucket needs a \"rate\"")) {
    bucket.rate = read_rate(*rate).value_or(some_rate);
  }
  if (const auto burst = needed(members, "burst", "a token bucket needs a \"burst\"")) {
    bucket.burst_bytes =
        read_size(*burst, min_burst_bytes, max_burst_bytes).value_or(min_burst_bytes);
  }
  if (const auto peak = members.find("peak_rate"); peak && !says_unlimited(*peak)) {
    bucket.peak_rate = read_rate(*peak);
    if (bucket.peak_rate && *bucket.peak_rate <= bucket.rate) {
      peak->refuse("a \"peak_rate\" that is not above the \"rate\" has no effect with any burst");
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

std::optional<RateModel> read_trace_rate(const Members& members, const Cursor& file) {
  refuse_keys(members,
              {"rate", "packet_overhead", "cell_size", "cell_overhead", "burst", "peak_rate"},
              "a trace");
  TraceRate rate;
  if (const auto repeat = members.find("repeat")) {
    rate.repeat = repeat->boolean("true or false").value_or(true);
  }
  if (!file.is_string()) {
    file.refuse_type("the name of a file in mahimahi's format");
    return std::nullopt;
  }
  rate.file = read_text_line(file);
  if (rate.file.empty()) {
    file.refuse("expected the name of a trace file, found \"\"");
    return std::nullopt;
  }
  if (file.refusals().is_recorded()) return FixedRate{.rate = some_rate};
  rate.trace = read_trace(file, rate.file);
  if (!rate.trace) return std::nullopt;
  return rate;
}

}  // namespace

std::optional<RateModel> read_rate_model(const Cursor& cursor) {
  if (says_unlimited(cursor)) return std::nullopt;
  if (cursor.is_string() || cursor.is_number()) return read_rate(cursor);
  const Members members{cursor,
                        a_rate_object,
                        {"rate", "packet_overhead", "cell_size", "cell_overhead", "kind", "burst",
                         "peak_rate", "trace", "repeat"}};
  if (const auto kind = members.find("kind")) {
    static_cast<void>(kind->choice<bool>(token_bucket_kind));
    return read_token_bucket(members);
  }
  if (const auto file = members.find("trace")) return read_trace_rate(members, *file);
  return read_fixed(members);
}

std::optional<link::PolicerSettings> read_policer(const Cursor& cursor) {
  if (says_none(cursor)) return std::nullopt;
  const Members members{
      cursor, "\"none\" or an object with \"rate\" and \"burst\"", {"rate", "burst"}};
  link::PolicerSettings policer{some_rate, min_burst_bytes};
  if (const auto rate = members.require("rate")) {
    policer.rate = read_rate(*rate).value_or(some_rate);
  }
  if (const auto burst = members.require("burst")) {
    policer.burst_bytes =
        read_size(*burst, min_burst_bytes, max_burst_bytes).value_or(min_burst_bytes);
  }
  return policer;
}

}  // namespace acklab::scenario
