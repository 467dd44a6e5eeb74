#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/scenario/link/direction_writers.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using Json = nlohmann::ordered_json;

Json model_json(Probability mean) {
  return {{"mean", format_percentage(mean)}};
}

/// Six decimals at most: the nearest double says which number is meant.
Json model_json(const link::BurstyLoss& model) {
  constexpr std::uint64_t one = link::BurstyLoss::parts_in_one;
  Json burst = model.mean_burst_parts / one;
  if (model.mean_burst_parts % one != 0) {
    burst = static_cast<double>(model.mean_burst_parts) / static_cast<double>(one);
  }
  return {{"mean", format_percentage(model.mean)}, {"mean_burst", std::move(burst)}};
}

Json model_json(const link::GilbertElliott& model) {
  return {{"kind", "gemodel"},
          {"p", format_percentage(model.p)},
          {"r", format_percentage(model.r)},
          {"1-h", format_percentage(model.loss_in_bad)},
          {"1-k", format_percentage(model.loss_in_good)}};
}

Json model_json(const link::FourStateLoss& model) {
  return {{"kind", "state"},
          {"p13", format_percentage(model.p13)},
          {"p31", format_percentage(model.p31)},
          {"p32", format_percentage(model.p32)},
          {"p23", format_percentage(model.p23)},
          {"p14", format_percentage(model.p14)}};
}

Json model_json(const link::LossPattern& model) {
  return {{"pattern", model.letters}};
}

Json model_json(const link::LostPackets& model) {
  Json list = Json::array();
  for (const auto& [first, last] : model.ranges) {
    list.push_back(first == last ? Json(first) : Json(fmt::format("{}-{}", first, last)));
  }
  return {{"packets", std::move(list)}};
}

Json model_json(const link::PeriodicLoss& model) {
  return {{"every", model.every}, {"burst", model.burst}, {"offset", model.offset}};
}

}  // namespace

Json loss_json(const link::DirectionSettings& settings) {
  const link::LossSettings& loss = settings.loss;
  const auto* independent = std::get_if<Probability>(&loss.model);
  if (independent != nullptr && !loss.max_burst) return format_percentage(*independent);
  Json json = std::visit([](const auto& model) { return model_json(model); }, loss.model);
  if (loss.max_burst) json["max_burst"] = *loss.max_burst;
  return json;
}

Json mtu_json(const link::DirectionSettings& settings) {
  if (!settings.mtu) return std::string{unlimited};
  return {{"bytes", settings.mtu->bytes},
          {"oversize", name_of(settings.mtu->oversize, oversize_names)}};
}

Json outage_json(const link::DirectionSettings& settings) {
  Json list = Json::array();
  for (const link::OutageWindow& window : settings.outages) {
    Json json;
    if (window.every) json["every"] = format_duration(*window.every);
    json["for"] = format_duration(window.length);
    json[window.every ? "offset" : "from"] = format_duration(window.from);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace acklab::scenario
