#pragma once

namespace acklab::path {

/// Puts the calling thread in front of all ordinary ones (SCHED_FIFO, its lowest priority), so that
/// it does not wait for a processor that others keep busy. Children and threads it makes do not
/// inherit that.
///
/// False where the system does not allow it: it takes privilege or a limit RLIMIT_RTPRIO of at
/// least 1.
bool take_real_time_priority();

}  // namespace acklab::path
