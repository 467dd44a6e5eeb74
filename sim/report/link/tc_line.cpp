#include "sim/report/link/tc_line.hpp"

#include <algorithm>
#include <limits>
#include <variant>

#include <fmt/format.h>

#include "sim/report/link/link_figures.hpp"
#include "sim/report/quantity.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::report {
namespace {

using link::DirectionSettings;

constexpr std::uint64_t ethernet_header_bytes = 14;
constexpr std::uint64_t ample_bytes = 1'000'000'000;
/// What tc calls ATM: cells of 48 bytes with 5 more each.
constexpr std::uint32_t atm_cell_bytes = 48;
constexpr std::int32_t atm_cell_overhead_bytes = 5;

/// A bucket deep enough for one packet and for what a timer may come late.
std::uint64_t smallest_burst(BitRate rate) {
  const auto a_millisecond = static_cast<std::uint64_t>(rate.bits_per_s()) / 8 / 1000;
  return std::max(full_packet_bytes + ethernet_header_bytes, a_millisecond);
}

/// The options of tbf that say how fast it is, and what they cannot say.
struct TbfRate {
  TcPart operator()(const link::FixedRate& line) const {
    TcPart part;
    std::string text = fmt::format("rate {} burst {}", scenario::format_rate(line.rate),
                                   smallest_burst(line.rate));
    if (line.packet_overhead_bytes > 0 &&
        line.packet_overhead_bytes <= std::numeric_limits<std::uint16_t>::max()) {
      text += fmt::format(" overhead {}", line.packet_overhead_bytes);
    } else if (line.packet_overhead_bytes != 0) {
      part.differences.emplace_back("tbf cannot take bytes off a packet.");
    }
    if (line.cell_bytes == atm_cell_bytes && line.cell_overhead_bytes == atm_cell_overhead_bytes) {
      text += " linklayer atm";
    } else if (line.cell_bytes) {
      part.differences.emplace_back("tbf knows no cells but those of ATM.");
    }
    part.commands.push_back(text);
    part.differences.emplace_back(
        "After a pause tbf sends as many bytes at once as \"burst\" says, and a packet leaves when "
        "its tokens are there, not when its last bit would be out.");
    return part;
  }
  TcPart operator()(const link::TokenBucketRate& bucket) const {
    std::string text =
        fmt::format("rate {} burst {}", scenario::format_rate(bucket.rate), bucket.burst_bytes);
    if (bucket.peak_rate) {
      text += fmt::format(" peakrate {} mtu {}", scenario::format_rate(*bucket.peak_rate),
                          full_packet_bytes + ethernet_header_bytes);
    }
    return {{text}, {}};
  }
  TcPart operator()(const link::TraceRate& trace) const {
    TcPart part = (*this)(link::FixedRate{.rate = trace.trace->mean_rate()});
    part.differences.emplace_back(
        "Nothing in tc follows a trace: this is its mean rate, always the same.");
    return part;
  }
};

/// Of drop-tail tbf counts bytes or time itself; every other queue is a qdisc of its own below it.
std::string tbf_room(const link::QueueSettings& queue) {
  const bool is_drop_tail = std::holds_alternative<link::DropTailSettings>(queue.discipline);
  if (is_drop_tail && queue.limit) {
    const std::uint64_t amount = queue.limit->amount();
    if (queue.limit->unit() == link::QueueUnit::bytes) return fmt::format("limit {}", amount);
    if (queue.limit->unit() == link::QueueUnit::time) {
      return "latency " + tc_time(Duration{static_cast<std::int64_t>(amount)});
    }
  }
  return fmt::format("limit {}", ample_bytes);
}

std::uint64_t queue_limit_bytes(const link::QueueLimit& limit, BitRate rate) {
  switch (limit.unit()) {
    case link::QueueUnit::bytes:
      return limit.amount();
    case link::QueueUnit::packets:
      return limit.amount() * full_packet_bytes;
    case link::QueueUnit::time:
      return static_cast<std::uint64_t>(
          to_seconds(Duration{static_cast<std::int64_t>(limit.amount())}) *
          static_cast<double>(rate.bits_per_s()) / 8);
  }
  return 0;
}

/// The queue below tbf, as words behind "parent 10:1"; nothing where tbf's own is right.
struct InnerQueue {
  const link::QueueSettings& queue;
  BitRate rate;

  [[nodiscard]] std::uint64_t bytes() const {
    return queue.limit ? queue_limit_bytes(*queue.limit, rate) : ample_bytes;
  }
  [[nodiscard]] std::uint64_t packets() const {
    if (queue.limit && queue.limit->unit() == link::QueueUnit::packets)
      return queue.limit->amount();
    return std::max<std::uint64_t>(bytes() / full_packet_bytes, 1);
  }
  [[nodiscard]] std::string_view ecn() const { return queue.ecn ? " ecn" : ""; }

  std::string operator()(const link::DropTailSettings&) const {
    const bool in_packets = queue.limit && queue.limit->unit() == link::QueueUnit::packets;
    return in_packets ? fmt::format("pfifo limit {}", packets()) : std::string{};
  }
  std::string operator()(const link::DropHeadSettings&) const {
    return fmt::format("pfifo_head_drop limit {}", packets());
  }
  std::string operator()(const link::CoDelSettings& codel) const {
    return fmt::format("codel limit {} target {} interval {}{}", packets(), tc_time(codel.target),
                       tc_time(codel.interval), ecn());
  }
  std::string operator()(const link::PieSettings& pie) const {
    return fmt::format("pie limit {} target {} tupdate {}{}", packets(), tc_time(pie.target),
                       tc_time(pie.update), ecn());
  }
  std::string operator()(const link::RedSettings& red) const {
    constexpr std::uint64_t average_packet_bytes = 1000;  // as man tc-red says
    const std::uint64_t burst =
        (2 * red.min_bytes + red.max_bytes) / (3 * average_packet_bytes) + 1;
    return fmt::format("red limit {} min {} max {} avpkt {} burst {} bandwidth {} probability {}{}",
                       bytes(), red.min_bytes, red.max_bytes, average_packet_bytes, burst,
                       scenario::format_rate(rate), significant(red.probability.as_double()),
                       ecn());
  }
};

}  // namespace

std::string tc_time(Duration duration) {
  constexpr Duration a_second = std::chrono::seconds{1};
  if (duration > a_second && duration % a_second == Duration{}) {
    return fmt::format("{}s", duration / a_second);  // tc knows no minutes
  }
  return scenario::format_duration(duration);
}

bool has_tbf(const DirectionSettings& settings) {
  if (!settings.rate) return false;
  const bool skips = !settings.reorder.is_zero() && !settings.reorder.by;
  const bool overtakes =
      skips || (settings.jitter.amount > Duration{} && settings.jitter.may_reorder);
  return settings.queue != link::QueueSettings{} || overtakes ||
         std::holds_alternative<link::TokenBucketRate>(settings.rate->kind());
}

std::string netem_rate(const link::RateModel& rate) {
  const link::FixedRate line = rate.steady();
  std::string text = "rate " + scenario::format_rate(line.rate);
  if (line.packet_overhead_bytes == 0 && !line.cell_bytes) return text;
  text += fmt::format(" {}", line.packet_overhead_bytes);
  if (line.cell_bytes) text += fmt::format(" {} {}", *line.cell_bytes, line.cell_overhead_bytes);
  return text;
}

TcPart tc_tbf(const DirectionSettings& settings, bool below_netem) {
  TcPart part = std::visit(TbfRate{}, settings.rate->kind());
  part.commands.front() = fmt::format("tc qdisc add dev DEV {} handle 10: tbf {} {}",
                                      below_netem ? "parent 1:1" : "root", part.commands.front(),
                                      tbf_room(settings.queue));
  const InnerQueue inner{settings.queue, settings.rate->nominal(full_packet_bytes)};
  if (const std::string words = std::visit(inner, settings.queue.discipline); !words.empty()) {
    part.commands.push_back("tc qdisc add dev DEV parent 10:1 " + words);
  }
  if (!std::holds_alternative<link::DropTailSettings>(settings.queue.discipline) &&
      settings.queue.limit && settings.queue.limit->unit() != link::QueueUnit::packets) {
    part.differences.emplace_back(
        "Where that queue counts packets and here something else, full packets are meant.");
  }
  if (std::holds_alternative<link::RedSettings>(settings.queue.discipline)) {
    part.differences.emplace_back(
        "red's average follows from avpkt and burst, here from \"weight\".");
  }
  return part;
}

TcPart tc_policer(const link::PolicerSettings& policer) {
  return {{"tc qdisc add dev DEV clsact",
           fmt::format("tc filter add dev DEV egress matchall action police rate {} burst {} "
                       "conform-exceed drop",
                       scenario::format_rate(policer.rate), policer.burst_bytes)},
          {"The policer comes first, before the loss; here it sees what the loss has left."}};
}

std::vector<std::string> line_differences(const DirectionSettings& settings) {
  std::vector<std::string> found;
  const bool jitters = settings.jitter.amount > Duration{};
  if (settings.delay > Duration{} || jitters) {
    found.emplace_back(jitters ? "Delay and jitter come before the line, not behind it: a late "
                                 "packet holds up the line."
                               : "The delay comes before the line, not behind it; as it is "
                                 "constant, packets come out at the same instants all the same.");
  }
  found.push_back(fmt::format(
      "Rate and queue count the link layer's header too, {} bytes a packet on Ethernet; here they "
      "count IP.",
      ethernet_header_bytes));
  return found;
}

}  // namespace acklab::report
