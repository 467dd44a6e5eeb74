#pragma once

#include "sim/link/record/duration_histogram.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::path {

/// How late packets were, of fixed size.
class LatenessHistogram : public link::DurationHistogram {
 public:
  [[nodiscard]] Lateness summary() const;
};

}  // namespace acklab::path
