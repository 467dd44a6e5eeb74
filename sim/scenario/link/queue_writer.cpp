#include "sim/scenario/link/queue_writer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/scenario/link/queue_names.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using QueueJson = nlohmann::ordered_json;

/// What a discipline adds to the object.
struct DisciplineWriter {
  QueueJson& json;
  bool ecn;

  void operator()(const link::DropTailSettings& /*settings*/) const {}
  void operator()(const link::DropHeadSettings& /*settings*/) const {}
  void operator()(const link::CoDelSettings& settings) const {
    json["target"] = format_duration(settings.target);
    json["interval"] = format_duration(settings.interval);
    json["ecn"] = ecn;
  }
  void operator()(const link::PieSettings& settings) const {
    json["target"] = format_duration(settings.target);
    json["update"] = format_duration(settings.update);
    json["burst"] = format_duration(settings.burst);
    json["ecn"] = ecn;
  }
  void operator()(const link::RedSettings& settings) const {
    json["min"] = format_size(settings.min_bytes);
    json["max"] = format_size(settings.max_bytes);
    json["probability"] = format_percentage(settings.probability);
    json["weight"] = format_percentage(settings.weight);
    json["gentle"] = settings.gentle;
    json["ecn"] = ecn;
  }
};

}  // namespace

std::string queue_limit_text(const link::QueueSettings& queue) {
  if (!queue.limit) return std::string{unlimited};
  const std::uint64_t amount = queue.limit->amount();
  switch (queue.limit->unit()) {
    case link::QueueUnit::bytes:
      return format_size(amount);
    case link::QueueUnit::packets:
      return fmt::format("{}packets", amount);
    case link::QueueUnit::time:
      return format_duration(Duration{static_cast<std::int64_t>(amount)});
  }
  return {};
}

std::string queue_discipline_text(const link::QueueSettings& queue) {
  return std::string{discipline_names[queue.discipline.index()].first};
}

nlohmann::ordered_json queue_json(const link::QueueSettings& queue) {
  if (std::holds_alternative<link::DropTailSettings>(queue.discipline)) {
    return queue_limit_text(queue);
  }
  QueueJson json{{"limit", queue_limit_text(queue)}, {"discipline", queue_discipline_text(queue)}};
  std::visit(DisciplineWriter{json, queue.ecn}, queue.discipline);
  return json;
}

}  // namespace acklab::scenario
