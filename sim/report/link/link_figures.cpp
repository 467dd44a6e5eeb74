#include "sim/report/link/link_figures.hpp"

#include <cmath>

namespace acklab::report {
namespace {

using link::DirectionSettings;

double milliseconds_on_line(double bytes, double bits_per_s) {
  return bytes * 8 * 1e3 / bits_per_s;
}

/// A copy of the packet arrives undamaged: the packet itself, or else a duplicate.
double whole_ratio(const DirectionSettings& settings) {
  const double damaged = settings.corrupt.probability.as_double();
  const double copied = settings.duplicate.probability.as_double();
  const double copies_damaged = std::pow(damaged, settings.duplicate.copies);
  const double all_damaged = damaged * (1 - copied * (1 - copies_damaged));
  return (1 - settings.loss.mean()) * (1 - all_damaged);
}

std::optional<double> queue_bytes(const DirectionSettings& settings, double bits_per_s) {
  if (!settings.queue.limit) return std::nullopt;
  const auto amount = static_cast<double>(settings.queue.limit->amount());
  switch (settings.queue.limit->unit()) {
    case link::QueueUnit::bytes:
      return amount;
    case link::QueueUnit::packets:
      return amount * full_packet_bytes;
    case link::QueueUnit::time:
      return bits_per_s / 8 * amount / 1e9;
  }
  return std::nullopt;
}

void add_line(const DirectionSettings& settings, double delays_ms, DirectionFigures& figures) {
  if (!settings.rate) return;
  const auto rate = static_cast<double>(settings.rate->nominal(full_packet_bytes).bits_per_s());
  figures.rate_bits_per_s = rate;
  figures.full_packet_ms = milliseconds_on_line(full_packet_bytes, rate);
  figures.bdp_bytes = rate / 8 * delays_ms / 1e3;
  figures.queue_bytes = queue_bytes(settings, rate);
  if (!figures.queue_bytes) return;
  figures.queue_ms = milliseconds_on_line(*figures.queue_bytes, rate);
  if (*figures.bdp_bytes > 0) figures.queue_bdps = *figures.queue_bytes / *figures.bdp_bytes;
}

DirectionFigures direction_figures(const DirectionSettings& settings, double delays_ms) {
  DirectionFigures figures;
  figures.mean_loss_ratio = settings.loss.mean();
  figures.mean_burst_packets = settings.loss.mean_burst();
  figures.whole_ratio = whole_ratio(settings);
  figures.delay_ms = to_milliseconds(settings.delay);
  add_line(settings, delays_ms, figures);
  return figures;
}

}  // namespace

LinkFigures link_figures(const link::LinkSettings& settings) {
  const double delays_ms = to_milliseconds(settings.forward.delay + settings.reverse.delay);
  LinkFigures figures;
  figures.forward = direction_figures(settings.forward, delays_ms);
  figures.reverse = direction_figures(settings.reverse, delays_ms);
  figures.empty_round_trip_ms = delays_ms + figures.forward.full_packet_ms.value_or(0);
  if (settings.reverse.rate) {
    const BitRate of_acks = settings.reverse.rate->nominal(bare_ack_bytes);
    figures.empty_round_trip_ms +=
        milliseconds_on_line(bare_ack_bytes, static_cast<double>(of_acks.bits_per_s()));
  }
  if (!figures.forward.rate_bits_per_s) {
    figures.full_round_trip_ms = figures.empty_round_trip_ms;
  } else if (figures.forward.queue_ms) {
    figures.full_round_trip_ms = figures.empty_round_trip_ms + *figures.forward.queue_ms;
  }
  return figures;
}

}  // namespace acklab::report
