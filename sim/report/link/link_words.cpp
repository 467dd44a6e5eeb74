#include "sim/report/link/link_words.hpp"

#include <variant>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/scenario/link/queue_writer.hpp"

namespace acklab::report {
namespace {

std::string plain_rate(BitRate rate) {
  return rate_setting(static_cast<double>(rate.bits_per_s()));
}

struct RateWords {
  const Words& words;

  std::string operator()(const link::FixedRate& rate) const {
    std::string text = plain_rate(rate.rate);
    if (rate.packet_overhead_bytes != 0) {
      text += words.say("link.rate_overhead", rate.packet_overhead_bytes);
    }
    if (rate.cell_bytes) {
      text += words.say("link.rate_cells", *rate.cell_bytes, rate.cell_overhead_bytes);
    }
    return text;
  }
  std::string operator()(const link::TokenBucketRate& rate) const {
    const std::string text =
        words.say("link.rate_tokens", plain_rate(rate.rate), bytes_setting(rate.burst_bytes));
    return rate.peak_rate ? text + words.say("link.rate_peak", plain_rate(*rate.peak_rate)) : text;
  }
  std::string operator()(const link::TraceRate& rate) const {
    return words.say("link.rate_trace", plain_rate(rate.trace->mean_rate()), rate.file) +
           (rate.repeat ? std::string{} : words("link.rate_once"));
  }
};

struct DisciplineWords {
  std::string_view drops;  // "drops", or "marks or drops"

  std::string operator()(const link::DropTailSettings&) const { return {}; }
  std::string operator()(const link::DropHeadSettings&) const {
    return "when there is no room, the packet that has waited longest makes some";
  }
  std::string operator()(const link::CoDelSettings& codel) const {
    return fmt::format("CoDel {} packets once they have waited more than {} for {}", drops,
                       duration_setting(codel.target), duration_setting(codel.interval));
  }
  std::string operator()(const link::PieSettings& pie) const {
    return fmt::format("PIE {} by chance to keep the waiting near {}, deciding every {}", drops,
                       duration_setting(pie.target), duration_setting(pie.update));
  }
  std::string operator()(const link::RedSettings& red) const {
    return fmt::format("RED {} by chance, from none at {} of average queue to {} at {}", drops,
                       bytes_setting(red.min_bytes), percent_setting(red.probability.as_double()),
                       bytes_setting(red.max_bytes));
  }
};

}  // namespace

std::string discipline_words(const link::QueueSettings& queue) {
  return std::visit(DisciplineWords{queue.ecn ? "marks or drops" : "drops"}, queue.discipline);
}

std::string queue_words(const link::QueueSettings& queue, const Words& words) {
  std::string text = queue.limit ? queue_room_words(*queue.limit, words) : words("link.no_limit");
  if (!std::holds_alternative<link::DropTailSettings>(queue.discipline)) {
    text += ' ' + scenario::queue_discipline_text(queue);
  }
  return words.say(queue.ecn ? "link.queue_that_marks" : "link.queue", text);
}

std::string rate_words(const link::RateModel& rate, const Words& words) {
  return std::visit(RateWords{words}, rate.kind());
}

std::string policer_words(const link::PolicerSettings& policer, const Words& words) {
  return words.say("link.policer", plain_rate(policer.rate), bytes_setting(policer.burst_bytes));
}

std::string queue_room_words(const link::QueueLimit& limit, const Words& words) {
  switch (limit.unit()) {
    case link::QueueUnit::bytes:
      return bytes_setting(limit.amount());
    case link::QueueUnit::packets:
      return limit.amount() == 1 ? words("link.one_packet")
                                 : words.say("link.packets", limit.amount());
    case link::QueueUnit::time:
      return duration_setting(Duration{static_cast<std::int64_t>(limit.amount())});
  }
  return {};
}

}  // namespace acklab::report
