#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "sim/picture/canvas.hpp"
#include "sim/workload/ledger.hpp"
#include "sim/workload/picture_job.hpp"

namespace acklab::workload {

/// What became of a picture.
struct PictureMeasures {
  std::uint64_t pixels = 0;
  picture::PixelCounts received;    // of what came, one after the other as it came
  std::uint64_t surplus_bytes = 0;  // that came beyond the picture's end
  /// Of messages: with each record in the place that its number says.
  std::optional<picture::PixelCounts> placed;
};

/// The picture that was sent, and what came of it; alive as long as the log.
struct ReceivedPicture {
  const picture::Picture& sent;
  const picture::Canvas& received;
  const picture::Canvas* placed;  // nullptr: no messages
};

/// Paints what reaches the receiving application.
///
/// Twice: as a receiver that takes the numbers off and appends what is between, one record after
/// the other as they come; and, where messages can be told apart, with each record in its place, of
/// several arrivals the last. A record that cannot be recognised has no place. In a stream what
/// comes first is the first record, and so on.
class PictureLog final : public OctetWatch {
 public:
  /// `records` are the job's.
  PictureLog(const PictureJob& job, const Records& records);

  void note_message(ByteView message, std::optional<std::uint64_t> number) override;
  void note_stream(ByteView octets) override;

  [[nodiscard]] PictureMeasures measures(bool messages) const;
  [[nodiscard]] ReceivedPicture picture(bool messages) const;

 private:
  /// Where in the picture the pixels of that record belong.
  [[nodiscard]] std::size_t place_of(std::uint64_t number) const;

  std::shared_ptr<const picture::Picture> sent_;
  Records records_;
  picture::Canvas received_;
  picture::Canvas placed_;
  /// Octets that came: of a stream all of them, of messages those of pixels.
  std::size_t came_ = 0;
  std::uint64_t surplus_ = 0;
};

}  // namespace acklab::workload
