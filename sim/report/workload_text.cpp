#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

struct JobWords {
  std::string operator()(const workload::Bulk& bulk) const {
    return fmt::format("{} in records of {} bytes", bytes_setting(bulk.bytes), bulk.message_bytes);
  }
  std::string operator()(const workload::Exchange& exchange) const {
    const bool kept = exchange.connection == workload::ConnectionUse::kept;
    std::string text = fmt::format(
        "{} exchanges of {} bytes for {} bytes, {}", exchange.count, exchange.request_bytes,
        exchange.answer_bytes, kept ? "all on one connection" : "each on a connection of its own");
    if (exchange.think > Duration::zero()) {
      text += fmt::format(", {} to think", duration_setting(exchange.think));
    }
    if (exchange.gap > Duration::zero()) {
      text += fmt::format(", {} between them", duration_setting(exchange.gap));
    }
    if (exchange.copies > 1) text += fmt::format("; udp sends each {} times", exchange.copies);
    if (exchange.retries > 0) {
      text += fmt::format("; udp asks again after {}, up to {} times",
                          duration_setting(exchange.timeout), exchange.retries);
    }
    return text;
  }
  std::string operator()(const workload::Periodic& periodic) const {
    std::string text = fmt::format("{} messages of {} bytes, one every {}", periodic.count,
                                   periodic.message_bytes, duration_setting(periodic.interval));
    if (periodic.deadline) {
      text += fmt::format(", of use for {}", duration_setting(*periodic.deadline));
    }
    if (periodic.copies > 1) text += fmt::format("; udp sends each {} times", periodic.copies);
    if (periodic.server == workload::ServerFate::absent) text += "; nobody listens";
    return text;
  }
  std::string operator()(const workload::WritePattern& pattern) const {
    std::string text;
    for (const workload::PatternStep& step : pattern.steps) {
      if (!text.empty()) text += ", ";
      switch (step.kind) {
        case workload::PatternStep::Kind::write:
          text += fmt::format("write {}", bytes_setting(step.bytes));
          break;
        case workload::PatternStep::Kind::read:
          text += fmt::format("read {}", bytes_setting(step.bytes));
          break;
        case workload::PatternStep::Kind::pause:
          text += fmt::format("pause {}", duration_setting(step.pause));
          break;
      }
    }
    text += pattern.repeat == 1 ? ", once" : fmt::format(", {} times over", pattern.repeat);
    return text + (pattern.no_delay ? ", without Nagle's algorithm" : "");
  }
  std::string operator()(const workload::SlowReader& reader) const {
    std::string text = fmt::format("{} in records of {} bytes; the server reads ",
                                   bytes_setting(reader.bytes), reader.message_bytes);
    text += reader.read_bytes
                ? fmt::format("at most {} at a time", bytes_setting(*reader.read_bytes))
                : std::string{"all there is"};
    if (reader.every > Duration::zero()) {
      text += fmt::format(", once every {}", duration_setting(reader.every));
    }
    if (reader.wait > Duration::zero()) {
      text += fmt::format(", after a wait of {}", duration_setting(reader.wait));
    }
    if (reader.receive_buffer_bytes) {
      text += fmt::format(", from a buffer of {}", bytes_setting(*reader.receive_buffer_bytes));
    }
    return text;
  }
  std::string operator()(const workload::Idle& idle) const {
    std::string text = fmt::format("a line of {} bytes and an answer, {} of silence, and another",
                                   idle.line_bytes, duration_setting(idle.quiet));
    if (idle.server == workload::ServerFate::absent) text += "; nobody listens";
    if (idle.server == workload::ServerFate::killed) {
      text += "; in the middle of the silence the server forgets the connection";
    }
    if (idle.stop_in_answer) {
      text += fmt::format("; the server stops in its second answer for {}",
                          duration_setting(*idle.stop_in_answer));
    }
    return text;
  }
};

}  // namespace

std::string workload_text(const workload::Workload& workload) {
  return std::visit(JobWords{}, workload);
}

}  // namespace acklab::report
