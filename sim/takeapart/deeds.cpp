#include <algorithm>
#include <set>

#include "net/transport/arq_policy.hpp"
#include "sim/contender/packet_size.hpp"
#include "sim/takeapart/search.hpp"

namespace acklab::takeapart {
namespace {

using link::RuleActions;

constexpr std::uint8_t few_bits = 10;  // numbers that wrap within a job of a sensible size

/// How many later packets a held one is put behind: a few, and about as many as there are numbers.
std::set<std::uint64_t> hold_amounts(const Subject& subject) {
  std::set<std::uint64_t> amounts{1, 2, 3, 4};
  const transport::ArqConfig& arq = subject.spec.arq;
  if (arq.kind != transport::Arq::tcp && arq.sequence_bits <= few_bits) {
    const std::uint64_t numbers = std::uint64_t{1} << arq.sequence_bits;
    amounts.insert({numbers, numbers + 1, numbers + 2});
  }
  return amounts;
}

/// Later than any answer to it can be waited for without a timeout.
Duration long_delay(const Subject& subject) {
  const Duration round_trip = subject.link.forward.delay + subject.link.reverse.delay;
  return 3 * (round_trip + subject.spec.arq.fixed_rto.value_or(std::chrono::seconds{1}));
}

/// What a message may have so that it is a segment.
std::uint32_t segment_bytes(const Subject& subject) {
  const workload::MessageSizes largest = workload::largest_messages(subject.workload);
  const std::uint32_t full = contender::reliable_payload_bytes(subject.spec, subject.ip_version);
  // Without one stream each message is a segment anyway.
  return subject.spec.mechanisms.promise_one_stream()
             ? full
             : std::min(full, std::max(largest.there, largest.back));
}

void add_actions(const Subject& subject, bool has_payload, Deed deed,
                 std::vector<RuleActions>& into) {
  RuleActions act;
  switch (deed) {
    case Deed::drop:
      act.drop = true;
      break;
    case Deed::duplicate:
      act.duplicate = 1;
      break;
    case Deed::corrupt:
      act.corrupt.emplace();
      if (has_payload) act.corrupt->region = link::DamageRegion::payload;
      break;
    case Deed::swap:
      act.reorder_after = 1;
      break;
    case Deed::hold:
      for (const std::uint64_t amount : hold_amounts(subject)) {
        act.hold_until = link::UntilPackets{amount};
        into.push_back(act);
      }
      return;
    case Deed::delay:
      act.delay = long_delay(subject);
      break;
  }
  into.push_back(act);
}

}  // namespace

std::string_view to_string(Deed deed) {
  switch (deed) {
    case Deed::drop:
      return "drop";
    case Deed::duplicate:
      return "duplicate";
    case Deed::corrupt:
      return "corrupt";
    case Deed::swap:
      return "swap";
    case Deed::hold:
      return "hold";
    case Deed::delay:
      return "delay";
  }
  return "unknown";
}

std::optional<Deed> deed_named(std::string_view name) {
  for (const Deed deed : all_deeds) {
    if (to_string(deed) == name) return deed;
  }
  return std::nullopt;
}

std::vector<RuleActions> actions_for(const Subject& subject, bool has_payload,
                                     std::span<const Deed> deeds) {
  std::vector<RuleActions> actions;
  for (const Deed deed : deeds) add_actions(subject, has_payload, deed, actions);
  return actions;
}

workload::Workload searchable_job(const Subject& subject) {
  constexpr std::uint64_t of_tcp = 8;
  std::uint64_t wanted = of_tcp;
  const transport::ArqConfig& arq = subject.spec.arq;
  if (arq.kind != transport::Arq::tcp) {
    const std::uint64_t window = transport::policy_of(arq).window_segments.value_or(1);
    const std::uint64_t numbers =
        arq.sequence_bits <= few_bits ? std::uint64_t{1} << arq.sequence_bits : 0;
    wanted = std::min<std::uint64_t>(window, 64) + numbers + 1;
  }
  return small_job(subject.workload, wanted, segment_bytes(subject));
}

}  // namespace acklab::takeapart
