#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/contender/packet_size.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

/// A message of the job, and where the scenario says how large it is.
struct MessageOfJob {
  const char* key;
  std::uint32_t bytes;
  link::Direction direction;
};

std::array<MessageOfJob, 2> messages_of(const workload::Workload& job) {
  const workload::MessageSizes largest = workload::largest_messages(job);
  const bool asks = std::holds_alternative<workload::Exchange>(job);
  const bool steps = std::holds_alternative<workload::WritePattern>(job);
  const bool lines = std::holds_alternative<workload::Idle>(job);
  return {MessageOfJob{lines   ? "line"
                       : asks  ? "request"
                       : steps ? "steps"
                               : "message",
                       largest.there, link::Direction::forward},
          MessageOfJob{steps ? "steps" : "answer", largest.back, link::Direction::reverse}};
}

std::uint64_t max_udp_message_bytes(bool is_ipv4, bool fragmented) {
  if (fragmented) {
    return is_ipv4 ? max_fragmented_udp_message_bytes_over_ipv4
                   : max_fragmented_udp_message_bytes_over_ipv6;
  }
  return is_ipv4 ? max_udp_message_bytes_over_ipv4 : max_udp_message_bytes_over_ipv6;
}

/// Without what is larger than any datagram: that UDP refuses it is what such a step shows. Over
/// IPv6 it would take it, in a packet larger than the path's devices have.
workload::Workload what_udp_takes(workload::Workload job, bool is_ipv4) {
  auto* const pattern = std::get_if<workload::WritePattern>(&job);
  if (pattern == nullptr || !is_ipv4) return job;
  std::erase_if(pattern->steps, [](const workload::PatternStep& step) {
    return step.kind == workload::PatternStep::Kind::write &&
           step.bytes > max_fragmented_udp_message_bytes_over_ipv4;
  });
  return job;
}

/// A datagram larger than a packet is fragmented only by a link that is told to.
void check_fits_datagram(const Scenario& scenario, const Cursor& root,
                         const MessageOfJob& message) {
  const bool is_ipv4 = scenario.ip_version == path::IpVersion::v4;
  const bool fragmented = scenario.link.takes_large_packets(message.direction);
  const std::uint64_t most = max_udp_message_bytes(is_ipv4, fragmented);
  if (message.bytes <= most) return;
  root.refusals().record(
      root.value().line, fmt::format("workload.{}", message.key),
      fmt::format("a message of {} does not fit a udp datagram on this link: {}, so udp carries at "
                  "most \"{}\" over IPv{}",
                  format_size(message.bytes),
                  fragmented ? "an IP packet has at most 65535 bytes"
                             : "its packets hold 1500 bytes and are not fragmented (\"mtu\" can "
                               "tell the link to)",
                  format_size(most), is_ipv4 ? 4 : 6));
}

/// A datagram is known by the number in it.
void check_is_recognisable(const workload::Workload& job, const Cursor& root) {
  const auto* pattern = std::get_if<workload::WritePattern>(&job);
  if (pattern == nullptr) return;
  for (const workload::PatternStep& step : pattern->steps) {
    if (step.kind == workload::PatternStep::Kind::pause) continue;
    if (step.bytes >= workload::min_message_bytes) continue;
    root.refusals().record(
        root.value().line, "workload.steps",
        fmt::format("each datagram of udp carries its number, so it has {} at least, and this step "
                    "has {}",
                    format_size(workload::min_message_bytes), format_size(step.bytes)));
    return;
  }
}

}  // namespace

void check_messages_fit_datagrams(const Scenario& scenario, const Cursor& root) {
  const bool has_udp =
      std::any_of(scenario.contenders.begin(), scenario.contenders.end(),
                  [](const auto& spec) { return spec.kind == contender::Kind::udp; });
  if (!has_udp) return;
  const bool is_ipv4 = scenario.ip_version == path::IpVersion::v4;
  for (const MessageOfJob& message : messages_of(what_udp_takes(scenario.workload, is_ipv4))) {
    check_fits_datagram(scenario, root, message);
  }
  check_is_recognisable(scenario.workload, root);
}

void check_connected_hears(const Scenario& scenario, const Cursor& root) {
  const auto* periodic = std::get_if<workload::Periodic>(&scenario.workload);
  if (periodic != nullptr && !workload::has_server(scenario.workload)) return;
  for (const contender::Spec& spec : scenario.contenders) {
    if (!spec.connected) continue;
    root.refusals().record(
        root.value().line, "contenders",
        fmt::format("\"connected\" of \"{}\" has no effect without a periodic job whose "
                    "\"server\" is \"absent\": only there somebody who never reads is refused",
                    printable(spec.name, 40)));
    return;
  }
}

void check_copies(const Scenario& scenario, const Cursor& root) {
  const auto* exchange = std::get_if<workload::Exchange>(&scenario.workload);
  const bool asks_again = exchange != nullptr && exchange->retries > 0;
  for (std::size_t i = 0; i < scenario.contenders.size(); ++i) {
    const auto& copies = scenario.contenders[i].copies;
    if (!copies) continue;
    const std::string at = fmt::format("contenders[{}].copies", i);
    if (!workload::copies_of(scenario.workload)) {
      root.refusals().record(
          root.value().line, at,
          fmt::format("this has no effect with a job of kind \"{}\"; leave it out",
                      workload::kind_name(scenario.workload)));
    } else if (asks_again && *copies > 1) {
      root.refusals().record(root.value().line, at,
                             "the job's retries and copies stand together; choose one of them");
    }
  }
}

void check_messages_fit_segments(const Scenario& scenario, const Cursor& root) {
  for (const contender::Spec& spec : scenario.contenders) {
    if (spec.kind != contender::Kind::reliable_udp || spec.mechanisms.promise_one_stream())
      continue;
    const std::uint64_t most = contender::reliable_payload_bytes(spec, scenario.ip_version);
    for (const MessageOfJob& message : messages_of(scenario.workload)) {
      if (message.bytes <= most) continue;
      root.refusals().record(
          root.value().line, fmt::format("workload.{}", message.key),
          fmt::format("a message of {} does not fit one segment of \"{}\", which without all of "
                      "checksum, acks, retransmission, ordering and duplicate_discard carries each "
                      "message by itself, up to \"{}\"",
                      format_size(message.bytes), printable(spec.name, 40), format_size(most)));
      return;
    }
  }
}

}  // namespace acklab::scenario
