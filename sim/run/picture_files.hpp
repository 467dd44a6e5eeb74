#pragma once

#include <optional>
#include <string>
#include <utility>

#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "sim/workload/picture_log.hpp"

namespace acklab::run {

/// The pictures that a run leaves in its folder of a trace, as PNG: the one that was sent, as it
/// came, and, of messages, with each record in its place. A run of another job has none.
inline constexpr const char* sent_picture_name = "picture-sent.png";
inline constexpr const char* received_picture_name = "picture-received.png";
inline constexpr const char* placed_picture_name = "picture-placed.png";

/// Keeps the pictures of a run until it is over, and then puts them into its folder.
class PictureFiles {
 public:
  explicit PictureFiles(std::string folder) : folder_(std::move(folder)) {}

  void take(const workload::ReceivedPicture& picture);
  /// Writes what was taken, each file whole or not at all, and removes what an earlier run left
  /// there and this one has not. The error is one sentence.
  [[nodiscard]] Expected<void, std::string> finish();

 private:
  template <typename Kind>
  void keep(const Kind& picture, std::optional<Bytes>& into);
  [[nodiscard]] Expected<void, std::string> put(const char* name,
                                                const std::optional<Bytes>& octets) const;

  std::string folder_;
  std::optional<Bytes> sent_;
  std::optional<Bytes> received_;
  std::optional<Bytes> placed_;
  std::optional<std::string> problem_;  // why one of them cannot be a PNG, a sentence
};

}  // namespace acklab::run
