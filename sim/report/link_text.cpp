#include <optional>
#include <variant>

#include <fmt/format.h>

#include "sim/report/loss_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/scenario/link/queue_writer.hpp"

namespace acklab::report {
namespace {

bool same(const link::DirectionSettings& a, const link::DirectionSettings& b) {
  return a.mtu == b.mtu && a.outages == b.outages && a.loss == b.loss && a.policer == b.policer &&
         a.duplicate == b.duplicate && a.corrupt == b.corrupt && a.queue == b.queue &&
         a.rate == b.rate && a.delay == b.delay && a.jitter.amount == b.jitter.amount &&
         a.jitter.distribution == b.jitter.distribution &&
         a.jitter.may_reorder == b.jitter.may_reorder && a.reorder == b.reorder &&
         a.rules == b.rules;
}

std::string rate_of(std::optional<BitRate> rate) {
  return rate ? rate_setting(static_cast<double>(rate->bits_per_s())) : "unlimited rate";
}

struct RateText {
  std::string operator()(const link::FixedRate& rate) const {
    std::string text = rate_of(rate.rate);
    if (rate.packet_overhead_bytes != 0) {
      text += fmt::format(" with {} bytes a packet added", rate.packet_overhead_bytes);
    }
    if (rate.cell_bytes) {
      text += fmt::format(" in cells of {}{:+} bytes", *rate.cell_bytes, rate.cell_overhead_bytes);
    }
    return text;
  }
  std::string operator()(const link::TokenBucketRate& rate) const {
    std::string text = fmt::format("{} by tokens, {} at once", rate_of(rate.rate),
                                   bytes_setting(rate.burst_bytes));
    return rate.peak_rate ? text + " at " + rate_of(rate.peak_rate) : text;
  }
  std::string operator()(const link::TraceRate& rate) const {
    return fmt::format("{} on average by the trace {}{}", rate_of(rate.trace->mean_rate()),
                       rate.file, rate.repeat ? "" : ", once");
  }
};

std::string queue_setting(const link::QueueSettings& queue) {
  const auto bytes = queue.limit_bytes();
  std::string text = bytes ? bytes_setting(*bytes) : scenario::queue_limit_text(queue);
  if (!std::holds_alternative<link::DropTailSettings>(queue.discipline)) {
    text += " " + scenario::queue_discipline_text(queue);
  }
  return text + (queue.ecn ? " queue that marks" : " queue");
}

std::string direction_text(const link::DirectionSettings& settings) {
  std::string text =
      settings.rate ? std::visit(RateText{}, settings.rate->kind()) : rate_of(std::nullopt);
  const auto add = [&text](const std::string& part) { text += ", " + part; };
  add(duration_setting(settings.delay) + " delay");
  if (settings.jitter.amount > Duration::zero()) {
    add(fmt::format("{} {} jitter{}", duration_setting(settings.jitter.amount),
                    link::to_string(settings.jitter.distribution),
                    settings.jitter.may_reorder ? " that reorders" : ""));
  }
  const auto add_share = [&add](Probability share, const char* what) {
    if (!share.is_zero()) add(percent_setting(share.as_double()) + " " + what);
  };
  if (settings.mtu) {
    add(fmt::format("{} MTU{}", bytes_setting(settings.mtu->bytes),
                    link::cuts_large_packets(settings.mtu) ? " with fragments" : ""));
  }
  if (!settings.outages.empty()) add(outage_text(settings.outages));
  if (!settings.loss.is_zero()) add(loss_text(settings.loss));
  if (settings.policer) {
    add(fmt::format("policed to {} and {} at once", rate_of(settings.policer->rate),
                    bytes_setting(settings.policer->burst_bytes)));
  }
  add_share(settings.reorder, "reorder");
  add_share(settings.duplicate, "duplicate");
  if (!settings.corrupt.is_zero()) add(corrupt_text(settings.corrupt));
  if (settings.queue != link::QueueSettings{}) add(queue_setting(settings.queue));
  if (!settings.rules.empty()) {
    add(settings.rules.size() == 1 ? "1 rule" : fmt::format("{} rules", settings.rules.size()));
  }
  return text;
}

}  // namespace

std::string link_text(const link::LinkSettings& link) {
  if (link.replay) return "what the fate log " + link.replay->file + " says";
  const bool changes = !link.forward_schedule.empty() || !link.reverse_schedule.empty();
  const std::string_view later = changes ? "; changes on the way" : "";
  if (same(link.forward, link.reverse)) {
    return fmt::format("{}; same both ways{}", direction_text(link.forward), later);
  }
  return fmt::format("there {}; back {}{}", direction_text(link.forward),
                     direction_text(link.reverse), later);
}

std::string workload_text(const workload::Workload& workload) {
  return std::visit(
      [](const workload::Bulk& bulk) {
        return fmt::format("{} in records of {}", bytes_setting(bulk.bytes),
                           fmt::format("{} bytes", bulk.message_bytes));
      },
      workload);
}

}  // namespace acklab::report
