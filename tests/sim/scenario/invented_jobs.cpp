#include "tests/sim/scenario/invented_jobs.hpp"

#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"

namespace acklab::scenario::test {
namespace {

class JobInventor {
 public:
  explicit JobInventor(const RandomStream& random) : random_(random) {}

  workload::Workload job() {
    switch (below(7)) {
      case 0:
        return workload::Bulk{1 + below(1'000'000'000), message()};
      case 1:
        return exchange();
      case 2:
        return periodic();
      case 3:
        return slow_reader();
      case 4:
        return idle();
      case 5:
        return test_card();
      default:
        return write_pattern();
    }
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, counter_++); }
  bool chance() { return below(2) == 0; }
  /// At most a packet of any contender.
  std::uint32_t message() { return static_cast<std::uint32_t>(100 + below(1300)); }
  std::uint32_t copies() { return static_cast<std::uint32_t>(1 + below(max_message_copies)); }
  Duration duration(Duration max) {
    return Duration{static_cast<Duration::rep>(below(static_cast<std::uint64_t>(max.count())))};
  }

  workload::Exchange exchange() {
    workload::Exchange made;
    made.count = 1 + below(max_messages);
    made.request_bytes = message();
    made.answer_bytes = message();
    made.think = duration(max_pause);
    made.gap = duration(max_pause);
    made.connection = connection_use_names.at(below(2)).second;
    made.no_delay = chance();
    made.timeout = min_answer_timeout + duration(max_pause - min_answer_timeout);
    if (chance()) made.retries = static_cast<std::uint32_t>(below(max_request_retries));
    if (made.retries == 0) made.copies = copies();
    return made;
  }

  workload::Periodic periodic() {
    workload::Periodic made;
    made.count = 1 + below(max_messages);
    made.message_bytes = message();
    made.interval = min_interval + duration(max_pause - min_interval);
    if (chance()) made.deadline = min_deadline + duration(max_pause - min_deadline);
    made.no_delay = chance();
    made.copies = copies();
    made.server = listener_names.at(below(2)).second;
    return made;
  }

  workload::SlowReader slow_reader() {
    workload::SlowReader made;
    made.bytes = 1 + below(1'000'000'000);
    made.message_bytes = message();
    made.wait = duration(max_pause);
    made.every = duration(max_pause);
    if (chance()) made.read_bytes = message();
    if (chance()) {
      made.receive_buffer_bytes =
          static_cast<std::uint32_t>(min_receive_buffer_bytes + below(60'000'000));
    }
    made.no_delay = chance();
    return made;
  }

  workload::Idle idle() {
    workload::Idle made;
    made.quiet = duration(max_quiet);
    made.line_bytes = message();
    made.server = server_fate_names.at(below(3)).second;
    if (made.server == workload::ServerFate::stays && chance()) {
      made.stop_in_answer = min_answer_timeout + duration(max_pause / 2);
    }
    made.read_timeout = min_answer_timeout + duration(max_pause / 2);
    return made;
  }

  workload::PictureJob test_card() {
    workload::PictureJob made;
    const auto side = [this] { return static_cast<std::uint32_t>(64 + below(60)); };
    const std::uint32_t width = side();
    made.picture = std::make_shared<const picture::Picture>(picture::test_card(width, side()));
    made.message_bytes = message();
    return made;
  }

  workload::WritePattern write_pattern() {
    using Step = workload::PatternStep::Kind;
    workload::WritePattern made;
    for (std::uint64_t count = 1 + below(5); count > 0; --count) {
      made.steps.push_back({Step::write, message(), {}});
      if (chance()) {
        made.steps.push_back({Step::pause, 0, min_step_pause + duration(max_pause / 2)});
      }
      if (chance()) made.steps.push_back({Step::read, message(), {}});
    }
    made.repeat = 1 + below(100'000);
    made.no_delay = chance();
    made.timeout = min_answer_timeout + duration(max_pause - min_answer_timeout);
    return made;
  }

  RandomStream random_;
  std::uint64_t counter_ = 0;
};

}  // namespace

workload::Workload invented_job(const RandomStream& random) {
  return JobInventor{random}.job();
}

}  // namespace acklab::scenario::test
