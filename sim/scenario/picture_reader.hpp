#pragma once

#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// A job that sends a picture, with the picture from its file.
[[nodiscard]] workload::PictureJob read_picture_job(const Members& members);

}  // namespace acklab::scenario
