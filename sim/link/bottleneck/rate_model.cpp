#include "sim/link/bottleneck/rate_model.hpp"

#include <algorithm>

namespace acklab::link {
namespace {

__extension__ using WideBits = unsigned __int128;
constexpr std::uint64_t ms_per_s = 1000;

BitRate clamped(WideBits bits_per_s) {
  constexpr auto most = static_cast<WideBits>(BitRate::max_bits_per_s);
  return BitRate::from_bits_per_s(static_cast<std::int64_t>(std::min(bits_per_s, most)));
}

/// `bytes` of IP a packet that takes `bytes_on_line`, at `bits` in `ms` milliseconds.
BitRate share_of(WideBits bits, std::uint64_t ms, std::uint64_t bytes,
                 std::uint64_t bytes_on_line) {
  const WideBits on_line = static_cast<WideBits>(ms) * std::max<std::uint64_t>(bytes_on_line, 1);
  return clamped(bits * ms_per_s * bytes / on_line);
}

WideBits bits_of(const Trace& trace) {
  return static_cast<WideBits>(trace.opportunities()) * trace_opportunity_bytes * 8U;
}

std::uint64_t length_ms(const Trace& trace) {
  return trace.milliseconds().back();
}

struct Nominal {
  std::uint64_t ip_bytes;

  BitRate operator()(const FixedRate& rate) const {
    const auto bits = static_cast<WideBits>(rate.rate.bits_per_s());
    return share_of(bits, ms_per_s, ip_bytes, rate.bytes_on_line(ip_bytes));
  }
  BitRate operator()(const TokenBucketRate& rate) const { return rate.rate; }
  BitRate operator()(const TraceRate& rate) const {
    return share_of(bits_of(*rate.trace), length_ms(*rate.trace), ip_bytes,
                    ip_bytes + trace_packet_header_bytes);
  }
};

struct Steady {
  FixedRate operator()(const FixedRate& rate) const { return rate; }
  FixedRate operator()(const TokenBucketRate& rate) const { return {.rate = rate.rate}; }
  FixedRate operator()(const TraceRate& rate) const {
    return {.rate = share_of(bits_of(*rate.trace), length_ms(*rate.trace), 1, 1),
            .packet_overhead_bytes = trace_packet_header_bytes};
  }
};

}  // namespace

std::uint64_t FixedRate::bytes_on_line(std::uint64_t ip_bytes) const {
  const std::int64_t sum = static_cast<std::int64_t>(ip_bytes) + packet_overhead_bytes;
  const auto framed = static_cast<std::uint64_t>(std::max<std::int64_t>(sum, 0));
  if (!cell_bytes) return framed;
  const std::uint64_t cells = (framed + *cell_bytes - 1) / *cell_bytes;
  const std::int64_t cell = std::int64_t{*cell_bytes} + cell_overhead_bytes;
  return cells * static_cast<std::uint64_t>(cell);
}

BitRate RateModel::nominal(std::uint64_t ip_bytes) const {
  return std::visit(Nominal{ip_bytes}, kind_);
}

BitRate RateModel::configured() const {
  const auto* fixed = std::get_if<FixedRate>(&kind_);
  return fixed != nullptr ? fixed->rate : nominal();
}

FixedRate RateModel::steady() const {
  return std::visit(Steady{}, kind_);
}

std::optional<BitRate> nominal_rate(const std::optional<RateModel>& rate, std::uint64_t ip_bytes) {
  return rate ? std::optional{rate->nominal(ip_bytes)} : std::nullopt;
}

std::optional<FixedRate> steady_line(const std::optional<RateModel>& rate) {
  return rate ? std::optional{rate->steady()} : std::nullopt;
}

}  // namespace acklab::link
