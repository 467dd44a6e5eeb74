#include "sim/path/link_thread.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "net/socket/clock.hpp"
#include "sim/path/real_time_priority.hpp"
#include "sim/path/system_call.hpp"

namespace acklab::path {

namespace {

using link::Direction;

// At high packet rates the watching is cut to three quarters of the waiting, so that a busy link
// leaves the hosts it connects, and the system, some of its processor. A quarter alone would be
// too short for most wake-ups: at 10 000 packets/s it made the median error 65 us instead of 20.
constexpr Duration longest_watch(Duration wait) {
  return wait * 3 / 4;
}
// Space of packets that have left, kept for those that come.
constexpr std::size_t most_spares = 4096;
// How many packets of a host are taken before releases are looked at again, and how many released
// before inputs are: without either, what piles up at one end while the other is served would come
// as a burst to that.
constexpr int packets_a_round = 16;

timespec to_timespec(Duration span) {
  constexpr std::int64_t nanos_in_second = 1'000'000'000;
  timespec converted{};
  converted.tv_sec = static_cast<time_t>(span.count() / nanos_in_second);
  converted.tv_nsec = static_cast<long>(span.count() % nanos_in_second);
  return converted;
}

}  // namespace

LinkThread::LinkThread(const link::LinkSettings& settings, std::uint64_t seed, PacketPort& client,
                       PacketPort& server)
    : client_(client),
      server_(server),
      stop_event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      link_(settings, seed),
      forward_intake_(socket::monotonic_now()),
      reverse_intake_(socket::monotonic_now()) {
  if (!stop_event_.valid()) throw_system_failure("eventfd");
  const SignalsBlocked while_starting;
  thread_ = std::thread([this] { run(); });
}

LinkThread::~LinkThread() {
  stop();
}

void LinkThread::record_fates(link::Link::FateSink sink) {
  const std::lock_guard lock(mutex_);
  link_.record_fates(std::move(sink));
}

void LinkThread::record_releases(link::Link::ReleaseSink sink) {
  const std::lock_guard lock(mutex_);
  releases_ = std::move(sink);
}

void LinkThread::record_crossings(link::Link::CrossingSink sink) {
  const std::lock_guard lock(mutex_);
  link_.record_crossings(std::move(sink));
}

bool LinkThread::idle() const {
  // The thread clears link_idle_ before it reads, so a packet it has taken between these two
  // questions is not missed; asked the other way round, it would be.
  std::array<pollfd, 2> inputs{pollfd{client_.fd(), POLLIN, 0}, pollfd{server_.fd(), POLLIN, 0}};
  if (::poll(inputs.data(), inputs.size(), 0) > 0) return false;
  return link_idle_.load();
}

void LinkThread::stop() {
  if (!thread_.joinable()) return;
  stopping_.store(true);
  const std::uint64_t one = 1;
  // Cannot fail: the counter of a fresh eventfd is far from full.
  [[maybe_unused]] const auto written = ::write(stop_event_.get(), &one, sizeof one);
  thread_.join();
}

const link::Counters& LinkThread::counters(Direction direction) const {
  assert(!thread_.joinable());
  return link_.counters(direction);
}

link::QueueDelay LinkThread::queue_delay(Direction direction) const {
  assert(!thread_.joinable());
  return link_.queue_delay(direction);
}

const LatenessHistogram& LinkThread::lateness(Direction direction) const {
  assert(!thread_.joinable());
  return direction == Direction::forward ? forward_lateness_ : reverse_lateness_;
}

const LatenessHistogram& LinkThread::intake(Direction direction) const {
  assert(!thread_.joinable());
  return (direction == Direction::forward ? forward_intake_ : reverse_intake_).waits();
}

void LinkThread::run() {
  prctl(PR_SET_NAME, "acklab-link");
  // Timers may be late by 50 µs on purpose, to save wake-ups, unless asked otherwise.
  prctl(PR_SET_TIMERSLACK, 1UL);
  // A link does not wait for a processor that others use. Where that is not allowed, a busy machine
  // makes packets late, and the report says so.
  take_real_time_priority();
  while (!stopping_.load()) {
    release_due();
    accept_waiting(wait_for_work());
  }
}

void LinkThread::release_due() {
  const std::lock_guard lock(mutex_);
  Instant now = socket::monotonic_now();
  for (int released = 0; released < packets_a_round; ++released) {
    auto release = link_.poll_release(now);
    if (!release) break;
    const bool forward = release->direction == Direction::forward;
    (forward ? forward_lateness_ : reverse_lateness_).record(now - release->due);
    (forward ? server_ : client_).send(release->packet);
    if (releases_) releases_(*release, now);
    if (spares_.size() < most_spares) spares_.push_back(std::move(release->packet.octets));
    now = socket::monotonic_now();
  }
  link_idle_.store(link_.idle());
}

void LinkThread::accept_waiting(const Input& input) {
  if (!input.client && !input.server) return;
  const std::lock_guard lock(mutex_);
  link_idle_.store(false);
  if (input.client) take_from(client_, Direction::forward);
  if (input.server) take_from(server_, Direction::reverse);
}

void LinkThread::take_from(PacketPort& port, Direction direction) {
  IntakeWatch& intake = direction == Direction::forward ? forward_intake_ : reverse_intake_;
  for (int taken = 0; taken < packets_a_round; ++taken) {
    if (space_.capacity() == 0 && !spares_.empty()) {
      space_ = std::move(spares_.back());
      spares_.pop_back();
    }
    auto packet = port.receive(space_);
    const Instant now = socket::monotonic_now();
    if (!packet) {
      intake.found_empty(now);
      return;
    }
    intake.took(now);
    link_.accept(now, direction, std::move(*packet));
  }
}

LinkThread::Input LinkThread::wait_for_work() {
  // Only this thread changes the link, so reading it needs no lock.
  const std::optional<Instant> due = link_.next_timeout();
  if (!due) return wait_for_input(std::nullopt);
  const Duration wait = *due - socket::monotonic_now();
  if (wait > Duration{}) {
    const Duration watch = std::min(watch_.length(), longest_watch(wait));
    const Input input = wait_for_input(wait - watch);
    if (input.any) return input;
    watch_.woke_late_by(socket::monotonic_now() - (*due - watch));
  }
  for (;;) {
    const Input input = wait_for_input(Duration{});
    if (input.any || socket::monotonic_now() >= *due) return input;
  }
}

LinkThread::Input LinkThread::look(const timespec* span) {
  std::array<pollfd, 3> inputs{pollfd{client_.fd(), POLLIN, 0}, pollfd{server_.fd(), POLLIN, 0},
                               pollfd{stop_event_.get(), POLLIN, 0}};
  if (::ppoll(inputs.data(), inputs.size(), span, nullptr) <= 0) return Input{};
  return Input{.any = true, .client = inputs[0].revents != 0, .server = inputs[1].revents != 0};
}

LinkThread::Input LinkThread::wait_for_input(std::optional<Duration> span) {
  // Looking before sleeping tells what waited already from what came meanwhile.
  constexpr timespec at_once{};
  Input input = look(&at_once);
  const Instant looked = socket::monotonic_now();
  if (!input.client) forward_intake_.found_empty(looked);
  if (!input.server) reverse_intake_.found_empty(looked);
  if (input.any || span == Duration{}) return input;

  const timespec length = to_timespec(span.value_or(Duration{}));
  input = look(span ? &length : nullptr);
  const Instant woke = socket::monotonic_now();
  forward_intake_.found_empty(woke);
  reverse_intake_.found_empty(woke);
  return input;
}

}  // namespace acklab::path
