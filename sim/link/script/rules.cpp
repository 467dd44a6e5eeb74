#include "sim/link/script/rules.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/link/later.hpp"

namespace acklab::link {
namespace {

/// Whether what is asked for is not asked for, or holds.
template <typename Wanted, typename Holds>
bool free_or(const std::optional<Wanted>& wanted, Holds holds) {
  return !wanted || holds(*wanted);
}

bool has_role(const PacketReading& reading, PacketRole role) {
  switch (role) {
    case PacketRole::data:
      return reading.payload_bytes > 0;
    case PacketRole::ack_only:
      return reading.ack_only.has_value();
  }
  return false;
}

bool has_flags(const PacketReading& reading, TcpFlags wanted) {
  constexpr std::uint8_t told_apart = TcpFlags::syn | TcpFlags::fin | TcpFlags::rst;
  if (reading.protocol != Protocol::tcp || !reading.flags.has(wanted.bits)) return false;
  const auto unnamed = static_cast<std::uint8_t>(told_apart & ~wanted.bits);
  if (reading.flags.has_any(unnamed)) return false;
  const bool first_syn = wanted.has(TcpFlags::syn) && !wanted.has(TcpFlags::ack);
  return !first_syn || !reading.flags.has(TcpFlags::ack);
}

bool meets_reading(const PacketReading& reading, const RuleCondition& condition) {
  const auto within = [](const auto& number) {
    return [&number](const CountRange& wanted) { return number && wanted.contains(*number); };
  };
  return free_or(condition.protocol, [&](Protocol p) { return reading.protocol == p; }) &&
         free_or(condition.flags, [&](TcpFlags flags) { return has_flags(reading, flags); }) &&
         free_or(condition.is, [&](PacketRole role) { return has_role(reading, role); }) &&
         free_or(condition.connection,
                 [&](const CountRange& wanted) { return wanted.contains(reading.connection); }) &&
         free_or(condition.data_segment,
                 [&](const CountRange& wanted) {
                   return reading.data_segments && wanted.meets(*reading.data_segments);
                 }) &&
         free_or(condition.ack, within(reading.ack_only)) &&
         free_or(
             condition.bytes,
             [&](const CountRange& wanted) {
               return reading.bytes && wanted.meets({reading.bytes->begin, reading.bytes->end - 1});
             }) &&
         free_or(condition.transmission,
                 [&](const CountRange& wanted) { return wanted.contains(reading.transmission); });
}

/// Notes until when a packet is held.
struct Hold {
  Prescription& prescription;
  const Rules::Offered& packet;

  void operator()(UntilTime until) const {
    prescription.not_before = std::max(prescription.not_before, until.since_origin);
  }
  void operator()(UntilPackets until) const {
    prescription.until_offered =
        std::max(prescription.until_offered, packet.index + 1 + until.more);
  }
  void operator()(UntilOppositePackets until) const {
    prescription.until_opposite =
        std::max(prescription.until_opposite, packet.opposite_offered + until.more);
  }
};

void add(Prescription& prescription, const Rules::Offered& packet, const RuleActions& act) {
  prescription.drop = prescription.drop || act.drop;
  prescription.delay = later_by(Instant{prescription.delay}, act.delay).time_since_epoch();
  if (act.hold_until) std::visit(Hold{prescription, packet}, *act.hold_until);
  prescription.duplicates += act.duplicate;
  if (act.corrupt && !prescription.corrupt) prescription.corrupt = act.corrupt;
  prescription.mark_ce = prescription.mark_ce || act.mark_ce;
  prescription.reorder_after = std::max(prescription.reorder_after, act.reorder_after);
}

}  // namespace

bool RuleCondition::needs_reading() const {
  return protocol || flags || is || connection || data_segment || ack || bytes || transmission;
}

bool meets(const Rules::Offered& packet, const RuleCondition& condition) {
  if (!free_or(condition.packets, [&](const CountRange& r) { return r.contains(packet.index); }) ||
      !free_or(condition.size, [&](const CountRange& r) { return r.contains(packet.ip_bytes); }) ||
      !free_or(condition.time, [&](const TimeRange& r) { return r.contains(packet.elapsed); })) {
    return false;
  }
  if (!condition.needs_reading()) return true;
  assert(packet.reading != nullptr);
  return meets_reading(*packet.reading, condition);
}

Rules::Rules(std::vector<Rule> rules) : rules_(std::move(rules)), counts_(rules_.size()) {}

std::optional<Prescription> Rules::ask(const Offered& packet) {
  std::optional<Prescription> prescription;
  for (std::size_t place = 0; place < rules_.size(); ++place) {
    if (!acts(place, packet)) continue;
    if (!prescription) {
      prescription.emplace();
      prescription->rule = place;
    }
    if (rules_[place].when.time) prescription->label = FateLabel::time_driven;
    add(*prescription, packet, rules_[place].act);
    if (prescription->drop) break;
  }
  return prescription;
}

bool Rules::acts(std::size_t place, const Offered& packet) {
  const Rule& rule = rules_[place];
  if (!meets(packet, rule.when)) return false;
  RuleCounts& counts = counts_[place];
  const std::uint64_t before = counts.matched++;
  if (before < rule.skip || (rule.times && before - rule.skip >= *rule.times)) return false;
  ++counts.acted;
  return true;
}

}  // namespace acklab::link
