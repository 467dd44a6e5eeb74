#include "net/transport/handshake.hpp"

#include <algorithm>
#include <limits>

#include "net/transport/ecn.hpp"
#include "net/transport/receive_window.hpp"
#include "net/transport/timestamp_clock.hpp"
#include "net/wire/experimental_option.hpp"

namespace acklab::transport {
namespace {

constexpr Duration ack_delay_unit = std::chrono::microseconds{100};

wire::AcklabOption acklab_option(const ConnectionConfig& config) {
  constexpr std::int64_t most = std::numeric_limits<std::uint16_t>::max();
  const Duration delay = negotiated_ack_delay(config);
  const std::int64_t units = (delay + ack_delay_unit - Duration{1}) / ack_delay_unit;
  return {static_cast<std::uint16_t>(std::min(units, most)),
          config.mechanisms.checksum == Checksum::crc32c};
}

}  // namespace

Duration negotiated_ack_delay(const ConnectionConfig& config) {
  if (!config.mechanisms.delayed_ack) return Duration::zero();
  return std::max(std::min(config.max_ack_delay, config.negotiated_max_ack_delay),
                  Duration::zero());
}

wire::SynOptions syn_options(const ConnectionConfig& config, std::uint8_t scale,
                             const wire::Segment* offer) {
  wire::SynOptions options;
  options.max_segment_size = config.max_segment_bytes;
  // An answer holds only what was offered (RFC 7323 §2.2, RFC 2018 §2).
  if (config.mechanisms.window_scale && (!offer || offer->syn_options.window_scale)) {
    options.window_scale = scale;
  }
  options.sack_permitted = config.mechanisms.sack && (!offer || offer->syn_options.sack_permitted);
  if (config.negotiate && (!offer || offer->syn_options.acklab)) {
    options.acklab = acklab_option(config);
  }
  return options;
}

bool offers_timestamps(const ConnectionConfig& config, const wire::Segment* offer) {
  return config.mechanisms.timestamps && (!offer || offer->timestamps);
}

wire::Segment syn_ack(Instant now, const ConnectionConfig& config, const wire::Segment& offer,
                      Seq32 initial_sequence) {
  ReceiveWindow window{config.receive_buffer_bytes, config.max_segment_bytes};
  wire::Segment answer;
  answer.source_port = offer.destination_port;
  answer.destination_port = offer.source_port;
  answer.sender.syn = true;
  answer.sender.sequence = initial_sequence;
  answer.receiver.acknowledgment = offer.sender.sequence + 1;
  answer.receiver.window = window.advertise_in_syn();
  answer.syn_options = syn_options(config, window.wanted_scale(), &offer);
  answer.ece = agree_on_ecn(config, offer, false).echoes;
  if (offers_timestamps(config, &offer)) {
    const TimestampClock clock = TimestampClock::for_connection(initial_sequence);
    answer.timestamps = wire::Timestamps{clock.value_at(now), offer.timestamps->value};
  }
  return answer;
}

Agreement agree(const ConnectionConfig& config, std::uint8_t scale, const wire::Segment& peer) {
  Agreement agreement;
  const wire::SynOptions& offer = peer.syn_options;
  agreement.timestamps = offers_timestamps(config, &peer);
  agreement.sack = config.mechanisms.sack && offer.sack_permitted;
  if (config.mechanisms.window_scale && offer.window_scale) {
    agreement.send_scale = std::min<std::uint8_t>(*offer.window_scale, 14);
    agreement.receive_scale = scale;
  }
  if (config.negotiate && offer.acklab) {
    agreement.crc32c = config.mechanisms.checksum == Checksum::crc32c && offer.acklab->crc32c;
    agreement.peer_max_ack_delay = ack_delay_unit * std::int64_t{offer.acklab->max_ack_delay};
  }
  const auto options =
      static_cast<std::uint32_t>((agreement.timestamps ? timestamps_option_bytes : 0) +
                                 (agreement.crc32c ? wire::acklab_option_length : 0));
  const std::uint16_t announced = offer.max_segment_size.value_or(
      config.assumed_segment_bytes.value_or(default_max_segment_bytes));
  const std::uint16_t believed = std::max(announced, smallest_max_segment_bytes);
  const std::uint16_t own = std::max(config.max_segment_bytes, smallest_max_segment_bytes);
  agreement.option_bytes = options;
  agreement.segment_bytes = std::min(believed, own) - options;
  return agreement;
}

}  // namespace acklab::transport
