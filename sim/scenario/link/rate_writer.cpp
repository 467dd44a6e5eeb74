#include <variant>

#include <nlohmann/json.hpp>

#include "sim/scenario/link/rate_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using OrderedJson = nlohmann::ordered_json;

struct RateWriter {
  OrderedJson operator()(const link::FixedRate& rate) const {
    if (rate == link::FixedRate{.rate = rate.rate}) return format_rate(rate.rate);
    OrderedJson json{{"rate", format_rate(rate.rate)},
                     {"packet_overhead", format_signed_size(rate.packet_overhead_bytes)}};
    if (rate.cell_bytes) {
      json["cell_size"] = format_size(*rate.cell_bytes);
      json["cell_overhead"] = format_signed_size(rate.cell_overhead_bytes);
    }
    return json;
  }
  OrderedJson operator()(const link::TokenBucketRate& rate) const {
    return {{"kind", "token_bucket"},
            {"rate", format_rate(rate.rate)},
            {"burst", format_size(rate.burst_bytes)},
            {"peak_rate", rate.peak_rate ? format_rate(*rate.peak_rate) : std::string{unlimited}}};
  }
  OrderedJson operator()(const link::TraceRate& rate) const {
    return {{"trace", rate.file}, {"repeat", rate.repeat}};
  }
};

}  // namespace

nlohmann::ordered_json rate_json(const std::optional<link::RateModel>& rate) {
  return rate ? std::visit(RateWriter{}, rate->kind()) : OrderedJson(unlimited);
}

nlohmann::ordered_json policer_json(const std::optional<link::PolicerSettings>& policer) {
  if (!policer) return none;
  return {{"rate", format_rate(policer->rate)}, {"burst", format_size(policer->burst_bytes)}};
}

}  // namespace acklab::scenario
