#include "sim/link/script/sent_stream.hpp"

#include <algorithm>
#include <cassert>

namespace acklab::link {
namespace {

std::uint32_t sequence_length(const TransportFields& fields, SequenceUnit unit) {
  const std::uint32_t flags =
      (fields.flags.has(TcpFlags::syn) ? 1U : 0U) + (fields.flags.has(TcpFlags::fin) ? 1U : 0U);
  switch (unit) {
    case SequenceUnit::bytes:
      return fields.payload_bytes + flags;
    case SequenceUnit::segments:
      return (fields.payload_bytes > 0 ? 1U : 0U) + flags;
  }
  return flags;
}

}  // namespace

SentStream::SentStream(const PacketContents& contents)
    : contents_(contents), mask_(0xffff'ffffU >> (32U - contents.sequence_bits)) {
  assert(contents.sequence_bits >= 1 && contents.sequence_bits <= 32);
}

void SentStream::note(const TransportFields& fields, PacketReading& reading) {
  const bool syn = fields.flags.has(TcpFlags::syn);
  // Without a SYN the first segment seen is taken for the first of the stream.
  if (!initial_) initial_ = syn ? fields.sequence : fields.sequence - 1;
  reading.sequence = unwrap(fields.sequence);
  if (const auto bytes = bytes_of(fields, reading.sequence)) {
    const SentBytes::Crossing crossing = sent_.cross(*bytes);
    reading.bytes = bytes;
    reading.data_segments = crossing.segments;
    reading.transmission = crossing.times;
  }
  if (fields.flags.has(TcpFlags::fin) && ++fins_ > 1 && fields.payload_bytes == 0) {
    reading.transmission = fins_;
  }
  if (syn) reading.transmission = ++syns_;
  const std::uint32_t length = sequence_length(fields, contents_.sequence_unit);
  if (length > 0) next_ = std::max(next_, reading.sequence + length);
}

std::uint64_t SentStream::unwrap(Seq32 field) const {
  if (contents_.sequence_unit == SequenceUnit::bytes) return field.unwrap(*initial_, next_);
  // A textbook sender sends in order, and never goes back by all its numbers: what could be new is.
  const std::uint32_t relative = (field - initial_->value()).value() & mask_;
  const std::uint32_t behind = (static_cast<std::uint32_t>(next_) - relative) & mask_;
  return behind <= next_ ? next_ - behind : relative;
}

std::optional<ByteRange> SentStream::bytes_of(const TransportFields& fields,
                                              std::uint64_t sequence) {
  const bool syn = fields.flags.has(TcpFlags::syn);
  switch (contents_.sequence_unit) {
    case SequenceUnit::bytes: {
      const std::uint64_t first = sequence + (syn ? 1U : 0U);
      if (first == 0 || fields.payload_bytes == 0) return std::nullopt;
      return ByteRange{first - 1, first - 1 + fields.payload_bytes};
    }
    case SequenceUnit::segments:
      return syn ? std::nullopt : bytes_of_segment(sequence, fields.payload_bytes);
  }
  return std::nullopt;
}

std::optional<ByteRange> SentStream::bytes_of_segment(std::uint64_t sequence,
                                                      std::uint32_t payload_bytes) {
  if (payload_bytes == 0) return std::nullopt;
  if (segments_.empty()) first_kept_ = sequence;
  if (sequence < first_kept_) return std::nullopt;
  const std::uint64_t place = sequence - first_kept_;
  if (place < segments_.size()) return segments_[place];
  // Numbers in between are those of segments that never reached the link.
  if (place > segments_.size()) {
    segments_.clear();
    first_kept_ = sequence;
  }
  segments_.push_back({sent_.end(), sent_.end() + payload_bytes});
  if (segments_.size() > SentBytes::most_pieces) {
    segments_.pop_front();
    ++first_kept_;
  }
  return segments_.back();
}

std::optional<std::uint64_t> SentStream::acknowledged(Seq32 acknowledgment) const {
  if (!initial_) return std::nullopt;
  return unwrap(acknowledgment);
}

void SentStream::acknowledged_below(std::uint64_t number) {
  if (contents_.sequence_unit == SequenceUnit::bytes && number > 0) {
    sent_.acknowledged_below(number - 1);
  }
}

void SentStream::note_ack_only(PacketReading& reading) {
  reading.ack_only = ++acks_only_;
  const bool repeated = acks_only_ > 1 && reading.acknowledgment == last_acknowledgment_;
  ack_repeats_ = repeated ? ack_repeats_ + 1 : 0;
  last_acknowledgment_ = reading.acknowledgment;
  reading.ack_repeats = ack_repeats_;
}

}  // namespace acklab::link
