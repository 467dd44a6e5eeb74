#include "sim/path/lateness_histogram.hpp"

namespace acklab::path {

Lateness LatenessHistogram::summary() const {
  return Lateness{.releases = count(),
                  .median = percentile(500),
                  .percentile_99 = percentile(990),
                  .percentile_99_9 = percentile(999),
                  .max = max()};
}

}  // namespace acklab::path
