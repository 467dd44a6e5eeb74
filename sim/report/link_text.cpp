#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

bool same(const link::DirectionSettings& a, const link::DirectionSettings& b) {
  return a.loss == b.loss && a.duplicate == b.duplicate && a.corrupt == b.corrupt &&
         a.queue == b.queue && a.rate == b.rate && a.delay == b.delay &&
         a.jitter.amount == b.jitter.amount && a.jitter.distribution == b.jitter.distribution &&
         a.jitter.may_reorder == b.jitter.may_reorder && a.reorder == b.reorder;
}

std::string direction_text(const link::DirectionSettings& settings) {
  std::string text = settings.rate ? rate_setting(static_cast<double>(settings.rate->bits_per_s()))
                                   : "unlimited rate";
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
  add_share(settings.loss, "loss");
  add_share(settings.reorder, "reorder");
  add_share(settings.duplicate, "duplicate");
  if (!settings.corrupt.is_zero()) add(corrupt_text(settings.corrupt));
  if (const auto limit = settings.queue.limit_bytes()) add(bytes_setting(*limit) + " queue");
  return text;
}

}  // namespace

std::string link_text(const link::LinkSettings& link) {
  if (same(link.forward, link.reverse)) return direction_text(link.forward) + "; same both ways";
  return fmt::format("there {}; back {}", direction_text(link.forward),
                     direction_text(link.reverse));
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
