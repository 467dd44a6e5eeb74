#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

struct JobWords {
  const Words& words;

  std::string operator()(const workload::Bulk& bulk) const {
    return words.say("job.bulk", bytes_setting(bulk.bytes), bulk.message_bytes);
  }
  std::string operator()(const workload::Exchange& exchange) const {
    const bool kept = exchange.connection == workload::ConnectionUse::kept;
    std::string text =
        words.say("job.exchange", exchange.count, exchange.request_bytes, exchange.answer_bytes) +
        words(kept ? "job.one_connection" : "job.connection_each");
    if (exchange.think > Duration::zero()) {
      text += words.say("job.think", duration_setting(exchange.think));
    }
    if (exchange.gap > Duration::zero()) {
      text += words.say("job.gap", duration_setting(exchange.gap));
    }
    if (exchange.copies > 1) text += words.say("job.copies", exchange.copies);
    if (exchange.retries > 0) {
      text += words.say("job.retries", duration_setting(exchange.timeout), exchange.retries);
    }
    return text;
  }
  std::string operator()(const workload::Periodic& periodic) const {
    std::string text = words.say("job.periodic", periodic.count, periodic.message_bytes,
                                 duration_setting(periodic.interval));
    if (periodic.deadline) text += words.say("job.deadline", duration_setting(*periodic.deadline));
    if (periodic.copies > 1) text += words.say("job.copies", periodic.copies);
    if (periodic.server == workload::ServerFate::absent) text += words("job.nobody_listens");
    return text;
  }
  std::string operator()(const workload::WritePattern& pattern) const {
    std::string text;
    for (const workload::PatternStep& step : pattern.steps) {
      if (!text.empty()) text += words("run.comma");
      switch (step.kind) {
        case workload::PatternStep::Kind::write:
          text += words.say("job.write", bytes_setting(step.bytes));
          break;
        case workload::PatternStep::Kind::read:
          text += words.say("job.read", bytes_setting(step.bytes));
          break;
        case workload::PatternStep::Kind::pause:
          text += words.say("job.pause", duration_setting(step.pause));
          break;
      }
    }
    text += pattern.repeat == 1 ? words("job.once") : words.say("job.times_over", pattern.repeat);
    return text + (pattern.no_delay ? words("job.without_nagle") : std::string{});
  }
  std::string operator()(const workload::SlowReader& reader) const {
    std::string text =
        words.say("job.slow_reader", bytes_setting(reader.bytes), reader.message_bytes);
    text += reader.read_bytes ? words.say("job.reads_at_most", bytes_setting(*reader.read_bytes))
                              : words("job.reads_all");
    if (reader.every > Duration::zero()) {
      text += words.say("job.reads_every", duration_setting(reader.every));
    }
    if (reader.wait > Duration::zero()) {
      text += words.say("job.reads_after", duration_setting(reader.wait));
    }
    if (reader.receive_buffer_bytes) {
      text += words.say("job.reads_from_buffer", bytes_setting(*reader.receive_buffer_bytes));
    }
    return text;
  }
  std::string operator()(const workload::Flows& flows) const {
    std::string text =
        fmt::format("all at once for {}, each as much as it can", duration_setting(flows.duration));
    for (const workload::FlowPlan& plan : flows.plans) {
      text += fmt::format("; {} from {}", plan.contender, duration_setting(plan.start));
      if (plan.stop) text += fmt::format(" to {}", duration_setting(*plan.stop));
      if (plan.bytes) text += fmt::format(", {}", bytes_setting(*plan.bytes));
    }
    return text;
  }
  std::string operator()(const workload::PictureJob& job) const {
    return words.say("job.picture", job.picture->width, job.picture->height, job.message_bytes) +
           (job.file.empty() ? "" : words.say("job.picture_from", job.file));
  }
  std::string operator()(const workload::Idle& idle) const {
    std::string text = words.say("job.idle", idle.line_bytes, duration_setting(idle.quiet));
    if (idle.server == workload::ServerFate::absent) text += words("job.nobody_listens");
    if (idle.server == workload::ServerFate::killed) text += words("job.server_forgets");
    if (idle.stop_in_answer) {
      text += words.say("job.server_stops", duration_setting(*idle.stop_in_answer));
    }
    return text;
  }
};

}  // namespace

std::string workload_text(const workload::Workload& workload, const Words& words) {
  return std::visit(JobWords{words}, workload);
}

}  // namespace acklab::report
