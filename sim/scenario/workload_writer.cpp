#include "sim/scenario/workload_writer.hpp"

#include <nlohmann/json.hpp>

#include "sim/scenario/names.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using JobJson = nlohmann::ordered_json;

struct JobWriter {
  JobJson operator()(const workload::Bulk& bulk) const {
    return {{"kind", "bulk"},
            {"bytes", format_size(bulk.bytes)},
            {"message", format_size(bulk.message_bytes)}};
  }
  JobJson operator()(const workload::Exchange& exchange) const {
    return {{"kind", "exchange"},
            {"count", exchange.count},
            {"request", format_size(exchange.request_bytes)},
            {"answer", format_size(exchange.answer_bytes)},
            {"think", format_duration(exchange.think)},
            {"gap", format_duration(exchange.gap)},
            {"connection", name_of(exchange.connection, connection_use_names)},
            {"nodelay", exchange.no_delay},
            {"timeout", format_duration(exchange.timeout)},
            {"retries", exchange.retries},
            {"copies", exchange.copies}};
  }
  JobJson operator()(const workload::Periodic& periodic) const {
    JobJson json{{"kind", "periodic"},
                 {"message", format_size(periodic.message_bytes)},
                 {"interval", format_duration(periodic.interval)},
                 {"count", periodic.count}};
    if (periodic.deadline) json["deadline"] = format_duration(*periodic.deadline);
    json["nodelay"] = periodic.no_delay;
    json["copies"] = periodic.copies;
    json["server"] = name_of(periodic.server, server_fate_names);
    return json;
  }
  JobJson operator()(const workload::WritePattern& pattern) const {
    JobJson steps = JobJson::array();
    for (const workload::PatternStep& step : pattern.steps) steps.push_back(step_json(step));
    return {{"kind", "write_pattern"},
            {"steps", std::move(steps)},
            {"repeat", pattern.repeat},
            {"nodelay", pattern.no_delay},
            {"timeout", format_duration(pattern.timeout)}};
  }
  JobJson operator()(const workload::SlowReader& reader) const {
    JobJson json{{"kind", "slow_reader"},
                 {"bytes", format_size(reader.bytes)},
                 {"message", format_size(reader.message_bytes)},
                 {"wait", format_duration(reader.wait)}};
    if (reader.read_bytes) json["read"] = format_size(*reader.read_bytes);
    json["every"] = format_duration(reader.every);
    if (reader.receive_buffer_bytes) {
      json["receive_buffer"] = format_size(*reader.receive_buffer_bytes);
    }
    json["nodelay"] = reader.no_delay;
    return json;
  }
  JobJson operator()(const workload::Idle& idle) const {
    JobJson json{{"kind", "idle"},
                 {"quiet", format_duration(idle.quiet)},
                 {"line", format_size(idle.line_bytes)}};
    json["server"] = name_of(idle.server, server_fate_names);
    if (idle.stop_in_answer) json["stop_in_answer"] = format_duration(*idle.stop_in_answer);
    json["read_timeout"] = format_duration(idle.read_timeout);
    return json;
  }
  JobJson operator()(const workload::Flows& flows) const {
    JobJson plans = JobJson::array();
    for (const workload::FlowPlan& plan : flows.plans) {
      JobJson json{{"contender", plan.contender}, {"start", format_duration(plan.start)}};
      if (plan.stop) json["stop"] = format_duration(*plan.stop);
      if (plan.bytes) json["bytes"] = format_size(*plan.bytes);
      plans.push_back(std::move(json));
    }
    return {{"kind", "flows"},
            {"duration", format_duration(flows.duration)},
            {"message", format_size(flows.message_bytes)},
            {"interval", format_duration(flows.interval)},
            {"flows", std::move(plans)}};
  }
  JobJson operator()(const workload::PictureJob& job) const {
    JobJson json{{"kind", "picture"}};
    if (job.file.empty()) {
      json["width"] = job.picture->width;
      json["height"] = job.picture->height;
    } else {
      json["file"] = job.file;
    }
    json["message"] = format_size(job.message_bytes);
    return json;
  }

 private:
  static JobJson step_json(const workload::PatternStep& step) {
    switch (step.kind) {
      case workload::PatternStep::Kind::write:
        return {{"write", format_size(step.bytes)}};
      case workload::PatternStep::Kind::read:
        return {{"read", format_size(step.bytes)}};
      case workload::PatternStep::Kind::pause:
        return {{"pause", format_duration(step.pause)}};
    }
    return {};
  }
};

}  // namespace

nlohmann::ordered_json workload_json(const workload::Workload& workload) {
  return std::visit(JobWriter{}, workload);
}

}  // namespace acklab::scenario
