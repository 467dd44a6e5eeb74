#include "sim/workload/picture_log.hpp"

#include <algorithm>

#include "sim/workload/big_endian_word.hpp"

namespace acklab::workload {

PictureLog::PictureLog(const PictureJob& job, const Records& records)
    : sent_(job.picture),
      records_(records),
      received_(sent_->width, sent_->height),
      placed_(sent_->width, sent_->height) {}

std::size_t PictureLog::place_of(std::uint64_t number) const {
  return number * (records_.size_of(0) - record_numbers_bytes);
}

void PictureLog::note_message(ByteView message, std::optional<std::uint64_t> number) {
  if (message.size() <= record_numbers_bytes) return;
  const ByteView pixels = message.subspan(word_bytes, message.size() - record_numbers_bytes);
  const std::size_t taken = received_.put(came_, pixels);
  came_ += taken;
  surplus_ += pixels.size() - taken;
  if (number) placed_.put(place_of(*number), pixels);
}

void PictureLog::note_stream(ByteView octets) {
  while (!octets.empty() && came_ < records_.total_bytes()) {
    const std::uint64_t number = came_ / records_.size_of(0);
    const std::size_t size = records_.size_of(number);
    const std::size_t inside = came_ % records_.size_of(0);
    const bool in_head = inside < word_bytes;
    const bool in_tail = inside >= size - word_bytes;
    const std::size_t end = in_head ? word_bytes : in_tail ? size : size - word_bytes;
    const ByteView part = octets.first(std::min(end - inside, octets.size()));
    if (!in_head && !in_tail) received_.put(place_of(number) + inside - word_bytes, part);
    came_ += part.size();
    octets = octets.subspan(part.size());
  }
  surplus_ += octets.size();
}

PictureMeasures PictureLog::measures(bool messages) const {
  PictureMeasures measures{.pixels = sent_->pixels(),
                           .received = received_.compared_with(*sent_),
                           .surplus_bytes = surplus_,
                           .placed = std::nullopt};
  if (messages) measures.placed = placed_.compared_with(*sent_);
  return measures;
}

ReceivedPicture PictureLog::picture(bool messages) const {
  return {*sent_, received_, messages ? &placed_ : nullptr};
}

}  // namespace acklab::workload
