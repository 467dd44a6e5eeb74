#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/flows_reader.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/picture_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"
#include "sim/workload/parameters.hpp"

namespace acklab::scenario {
namespace {

using workload::Bulk;
using workload::Exchange;
using workload::Idle;
using workload::Periodic;
using workload::SlowReader;
using workload::WritePattern;

/// Of an integer member, where the file says something.
template <typename Integer>
void take_size(const Members& members, std::string_view key, std::uint64_t max, Integer& into) {
  const auto cursor = members.find(key);
  if (!cursor) return;
  const auto size = read_size(*cursor, workload::min_message_bytes, max);
  if (size) into = static_cast<Integer>(*size);
}

template <typename Integer>
void take_count(const Members& members, std::string_view key, std::uint64_t min, std::uint64_t max,
                Integer& into) {
  const auto cursor = members.find(key);
  if (!cursor) return;
  const auto count = cursor->whole_number(min, max);
  if (count) into = static_cast<Integer>(*count);
}

void take_duration(const Members& members, std::string_view key, Duration min, Duration max,
                   Duration& into) {
  if (const auto cursor = members.find(key)) {
    into = read_duration(*cursor, min, max).value_or(into);
  }
}

void take_switch(const Members& members, std::string_view key, bool& into) {
  if (const auto cursor = members.find(key)) {
    into = cursor->boolean("true or false").value_or(into);
  }
}

Bulk read_bulk(const Members& members) {
  Bulk bulk;
  if (const auto bytes = members.require("bytes")) {
    bulk.bytes = read_size(*bytes, 1, max_bulk_bytes).value_or(0);
  }
  take_size(members, "message", workload::max_message_bytes, bulk.message_bytes);
  const std::uint64_t records = (bulk.bytes + bulk.message_bytes - 1) / bulk.message_bytes;
  if (records > max_records) {
    members.here().refuse(fmt::format(
        "{} in messages of {} are {} messages, more than {} are too many to check",
        format_size(bulk.bytes), format_size(bulk.message_bytes), records, max_records));
  }
  return bulk;
}

Exchange read_exchange(const Members& members) {
  Exchange exchange;
  if (members.require("count")) take_count(members, "count", 1, max_messages, exchange.count);
  take_size(members, "request", max_exchanged_bytes, exchange.request_bytes);
  take_size(members, "answer", max_exchanged_bytes, exchange.answer_bytes);
  take_duration(members, "think", Duration::zero(), max_pause, exchange.think);
  take_duration(members, "gap", Duration::zero(), max_pause, exchange.gap);
  if (const auto connection = members.find("connection")) {
    exchange.connection = connection->choice<workload::ConnectionUse>(connection_use_names)
                              .value_or(exchange.connection);
  }
  take_switch(members, "nodelay", exchange.no_delay);
  take_duration(members, "timeout", min_answer_timeout, max_pause, exchange.timeout);
  take_count(members, "retries", 0, max_request_retries, exchange.retries);
  take_count(members, "copies", 1, max_message_copies, exchange.copies);
  if (exchange.retries > 0 && exchange.copies > 1) {
    members.here().refuse("retries and copies stand together; choose one of them");
  }
  if (workload::total_bytes(exchange) > max_bulk_bytes) {
    members.here().refuse(fmt::format("these exchanges move {}, more than \"{}\"",
                                      format_size(workload::total_bytes(exchange)),
                                      format_size(max_bulk_bytes)));
  }
  return exchange;
}

/// How many messages a periodic job has, said in one way or the other.
std::uint64_t read_periodic_count(const Members& members, Duration interval) {
  const auto count = members.find("count");
  const auto duration = members.find("duration");
  if (count.has_value() == duration.has_value()) {
    members.here().refuse("it needs exactly one of \"count\" and \"duration\"");
    return 1;
  }
  if (count) return count->whole_number(1, max_messages).value_or(1);
  const auto lasts = read_duration(*duration, min_interval, max_time_limit);
  if (!lasts) return 1;
  const auto messages = static_cast<std::uint64_t>(*lasts / interval);
  if (messages < 1 || messages > max_messages) {
    duration->refuse(fmt::format("there are {} intervals of {} in it, expected 1 to {}", messages,
                                 format_duration(interval), max_messages));
  }
  return messages;
}

Periodic read_periodic(const Members& members) {
  Periodic periodic;
  take_size(members, "message", workload::max_message_bytes, periodic.message_bytes);
  if (members.require("interval")) {
    take_duration(members, "interval", min_interval, max_pause, periodic.interval);
  }
  periodic.count = read_periodic_count(members, periodic.interval);
  if (const auto deadline = members.find("deadline")) {
    periodic.deadline = read_duration(*deadline, min_deadline, max_pause);
  }
  take_switch(members, "nodelay", periodic.no_delay);
  take_count(members, "copies", 1, max_message_copies, periodic.copies);
  if (const auto server = members.find("server")) {
    periodic.server =
        server->choice<workload::ServerFate>(listener_names).value_or(periodic.server);
  }
  return periodic;
}

workload::PatternStep read_step(const Cursor& cursor) {
  using StepKind = workload::PatternStep::Kind;
  const Members members{cursor,
                        "an object with one of \"write\", \"read\" and \"pause\"",
                        {"write", "read", "pause"}};
  const auto write = members.find("write");
  const auto read = members.find("read");
  const auto pause = members.find("pause");
  if (write.has_value() + read.has_value() + pause.has_value() != 1) {
    if (members.is_object()) cursor.refuse("a step is exactly one of write, read and pause");
    return {};
  }
  if (pause) {
    return {StepKind::pause, 0,
            read_duration(*pause, min_step_pause, max_pause).value_or(min_step_pause)};
  }
  const auto bytes = read_size(write ? *write : *read, 1, max_step_bytes).value_or(1);
  return {write ? StepKind::write : StepKind::read, static_cast<std::uint32_t>(bytes), {}};
}

/// An answer follows from what was written before it.
void check_steps(const Cursor& cursor, const std::vector<workload::PatternStep>& steps) {
  using StepKind = workload::PatternStep::Kind;
  bool any_written = false;
  bool written = false;
  for (const workload::PatternStep& step : steps) {
    if (step.kind == StepKind::write) any_written = written = true;
    if (step.kind != StepKind::read) continue;
    if (!written) cursor.refuse("a read needs a write between it and the read before it");
    written = false;
  }
  if (!any_written) cursor.refuse("there is no write among the steps");
}

WritePattern read_pattern(const Members& members) {
  WritePattern pattern;
  if (const auto steps = members.require("steps")) {
    for (const Cursor& step : steps->elements("an array of steps", 1, max_pattern_steps)) {
      pattern.steps.push_back(read_step(step));
    }
    check_steps(*steps, pattern.steps);
  }
  take_count(members, "repeat", 1, max_messages, pattern.repeat);
  take_switch(members, "nodelay", pattern.no_delay);
  take_duration(members, "timeout", min_answer_timeout, max_pause, pattern.timeout);
  const auto bytes = pattern.steps.empty() ? 0 : workload::total_bytes(pattern);
  if (bytes > max_bulk_bytes || pattern.steps.size() * pattern.repeat > max_records) {
    members.here().refuse(fmt::format("these rounds move {} in {} steps; at most \"{}\" and {}",
                                      format_size(bytes), pattern.steps.size() * pattern.repeat,
                                      format_size(max_bulk_bytes), max_records));
  }
  return pattern;
}

SlowReader read_slow_reader(const Members& members) {
  SlowReader reader;
  const Bulk sent = read_bulk(members);
  reader.bytes = sent.bytes;
  reader.message_bytes = sent.message_bytes;
  take_duration(members, "wait", Duration::zero(), max_pause, reader.wait);
  take_duration(members, "every", Duration::zero(), max_pause, reader.every);
  const auto take = [](const std::optional<Cursor>& cursor, std::uint64_t min, std::uint64_t max,
                       std::optional<std::uint32_t>& into) {
    if (!cursor) return;
    if (const auto size = read_size(*cursor, min, max)) into = static_cast<std::uint32_t>(*size);
  };
  take(members.find("read"), 1, workload::max_message_bytes, reader.read_bytes);
  take(members.find("receive_buffer"), min_receive_buffer_bytes, max_receive_buffer_bytes,
       reader.receive_buffer_bytes);
  take_switch(members, "nodelay", reader.no_delay);
  return reader;
}

Idle read_idle(const Members& members) {
  Idle idle;
  take_duration(members, "quiet", Duration::zero(), max_quiet, idle.quiet);
  take_size(members, "line", max_idle_line_bytes, idle.line_bytes);
  if (const auto server = members.find("server")) {
    idle.server = server->choice<workload::ServerFate>(server_fate_names).value_or(idle.server);
  }
  if (const auto stop = members.find("stop_in_answer")) {
    idle.stop_in_answer = read_duration(*stop, min_answer_timeout, max_pause);
    if (idle.server != workload::ServerFate::stays) {
      stop->refuse("this has no effect with a server that does not stay");
    }
  }
  take_duration(members, "read_timeout", min_answer_timeout, max_pause, idle.read_timeout);
  return idle;
}

/// The kind that the job says it is of; nullptr: none of those there are.
const workload::KindDescription* description_of(const Cursor& cursor) {
  const auto kinds = workload::kind_descriptions();
  const auto* const object = std::get_if<JsonValue::Object>(&cursor.value().content);
  if (object == nullptr) return nullptr;
  for (const auto& [key, value] : *object) {
    const auto* const text = std::get_if<std::string>(&value.content);
    if (key != "kind" || text == nullptr) continue;
    for (const workload::KindDescription& kind : kinds) {
      if (kind.name == *text) return &kind;
    }
  }
  return nullptr;
}

/// What may stand in the object; anything any kind knows, where the kind itself is wrong.
std::vector<std::string_view> job_keys(const Cursor& cursor) {
  const workload::KindDescription* const chosen = description_of(cursor);
  std::vector<std::string_view> keys{"kind"};
  for (const workload::KindDescription& kind : workload::kind_descriptions()) {
    if (chosen != nullptr && chosen != &kind) continue;
    for (const link::Parameter& parameter : kind.parameters) {
      const bool is_member = parameter.key.find('.') == std::string_view::npos;
      const bool is_new = std::find(keys.begin(), keys.end(), parameter.key) == keys.end();
      if (is_member && is_new) keys.push_back(parameter.key);
    }
  }
  return keys;
}

}  // namespace

workload::Workload read_workload(const Cursor& cursor) {
  const Members members{cursor, "an object that describes the job", job_keys(cursor)};
  const auto kind = members.require("kind");
  const auto chosen =
      kind ? kind->choice<WorkloadKind>(workload_names) : std::optional{WorkloadKind::bulk};
  switch (chosen.value_or(WorkloadKind::bulk)) {
    case WorkloadKind::bulk:
      return read_bulk(members);
    case WorkloadKind::exchange:
      return read_exchange(members);
    case WorkloadKind::write_pattern:
      return read_pattern(members);
    case WorkloadKind::slow_reader:
      return read_slow_reader(members);
    case WorkloadKind::flows:
      return read_flows(members);
    case WorkloadKind::picture:
      return read_picture_job(members);
    case WorkloadKind::idle:
      return read_idle(members);
    case WorkloadKind::periodic:
      return read_periodic(members);
  }
  return Bulk{};
}

}  // namespace acklab::scenario
