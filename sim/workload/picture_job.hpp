#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sim/picture/picture.hpp"
#include "sim/picture/test_card.hpp"

namespace acklab::workload {

/// Sends a picture from the client to the server as Bulk sends bytes, in records of
/// `message_bytes`: each holds the next octets of the picture's pixels between its two numbers, the
/// last as many as are left.
struct PictureJob {
  std::shared_ptr<const picture::Picture> picture = picture::usual_test_card();  // never null
  std::string file;  // where it is from, as the scenario names it; empty: made here
  std::uint32_t message_bytes = 1216;  // 400 pixels

  friend bool operator==(const PictureJob& a, const PictureJob& b) {
    return a.file == b.file && a.message_bytes == b.message_bytes &&
           (a.picture == b.picture || *a.picture == *b.picture);
  }
};

}  // namespace acklab::workload
