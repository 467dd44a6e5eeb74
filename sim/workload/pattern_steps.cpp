#include "sim/workload/pattern_steps.hpp"

namespace acklab::workload {

PatternRound::PatternRound(const WritePattern& pattern) {
  for (const PatternStep& step : pattern.steps) {
    switch (step.kind) {
      case PatternStep::Kind::write:
        writes.push_back(step.bytes);
        answer_behind.emplace_back();
        bytes += step.bytes;
        break;
      case PatternStep::Kind::read:
        if (!answer_behind.empty()) answer_behind.back() = answers.size();
        answers.push_back(step.bytes);
        bytes_before_answer.push_back(bytes);
        answer_bytes += step.bytes;
        break;
      case PatternStep::Kind::pause:
        break;
    }
  }
}

}  // namespace acklab::workload
