#include "sim/link/bottleneck/line.hpp"

#include <algorithm>

#include "sim/link/bottleneck/serialiser.hpp"
#include "sim/link/bottleneck/token_bucket_line.hpp"
#include "sim/link/bottleneck/trace_line.hpp"

namespace acklab::link {
namespace {

struct LineMaker {
  const LineStart& start;

  std::unique_ptr<Line> operator()(const FixedRate& rate) const {
    return std::make_unique<Serialiser>(rate, start.free_from);
  }
  std::unique_ptr<Line> operator()(const TokenBucketRate& rate) const {
    return std::make_unique<TokenBucketLine>(rate, start.free_from);
  }
  std::unique_ptr<Line> operator()(const TraceRate& rate) const {
    return std::make_unique<TraceLine>(rate, start);
  }
};

}  // namespace

std::unique_ptr<Line> make_line(const DirectionSettings& settings, const LineStart& start) {
  if (settings.rate) return std::visit(LineMaker{start}, settings.rate->kind());
  return std::make_unique<Serialiser>(std::nullopt, start.free_from);
}

void change_line(std::unique_ptr<Line>& line, Instant now, const DirectionSettings& settings,
                 Instant origin) {
  if (line->change(now, settings)) return;
  line = make_line(settings, {.origin = origin, .free_from = std::max(now, line->free_at())});
}

}  // namespace acklab::link
