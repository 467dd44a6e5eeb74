#include "sim/path/real_time_priority.hpp"

#include <sched.h>

namespace acklab::path {

bool take_real_time_priority() {
  sched_param priority{};
  priority.sched_priority = sched_get_priority_min(SCHED_FIFO);
  return ::sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &priority) == 0;
}

}  // namespace acklab::path
