#include "net/socket/event_loop.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <span>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "net/socket/clock.hpp"
#include "net/socket/file_descriptor.hpp"

namespace acklab::socket {
namespace {

// What epoll hands back: each watch has a number of its own, so that an event which was seen before
// its watch was removed is not taken for one of a later watch on the same file descriptor.
constexpr std::uint64_t wake_key = 0;
constexpr std::uint64_t timer_key = 1;
constexpr std::uint64_t first_watch_key = 2;

struct Watch {
  int fd = -1;
  std::uint32_t interest = 0;
  std::function<void(Readiness)> ready;
};

FileDescriptor opened(int fd, const char* operation) {
  if (fd < 0) throw std::system_error(errno, std::system_category(), operation);
  return FileDescriptor{fd};
}

Readiness readiness(std::uint32_t events) {
  return {(events & (EPOLLIN | EPOLLRDHUP)) != 0, (events & EPOLLOUT) != 0,
          (events & (EPOLLERR | EPOLLHUP)) != 0};
}

/// Empties an eventfd or a timerfd, which are readable until then.
void drain(const FileDescriptor& fd) {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t ignored = ::read(fd.get(), &count, sizeof count);
}

timespec to_timespec(Instant when) {
  // An all-zero time would disarm the timer instead of making it expire at once.
  const Duration since = std::max(when.time_since_epoch(), Duration{1});
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
  return {static_cast<time_t>(seconds.count()), static_cast<long>((since - seconds).count())};
}

}  // namespace

struct EventLoop::Parts {
  FileDescriptor epoll = opened(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  FileDescriptor wakeup = opened(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd");
  FileDescriptor alarm =
      opened(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd_create");

  TimerQueue timers;
  std::unordered_map<int, std::uint64_t> keys;  // by file descriptor
  std::unordered_map<std::uint64_t, std::shared_ptr<Watch>> watches;
  std::uint64_t next_key = first_watch_key;
  std::optional<Instant> alarm_at;
  bool running = false;

  Parts() {
    control(EPOLL_CTL_ADD, wakeup.get(), EPOLLIN, wake_key);
    control(EPOLL_CTL_ADD, alarm.get(), EPOLLIN, timer_key);
  }

  void control(int operation, int fd, std::uint32_t interest, std::uint64_t key) const;
  void change_interest(int fd, std::uint32_t bit, bool wanted);
  void arm(Instant when);
  int wait(std::span<epoll_event> events, std::optional<Instant> until);
  void dispatch(const epoll_event& event);
  void run_round(std::optional<Instant> deadline);
};

void EventLoop::Parts::control(int operation, int fd, std::uint32_t interest,
                               std::uint64_t key) const {
  epoll_event event{};
  event.events = interest;
  event.data.u64 = key;
  if (epoll_ctl(epoll.get(), operation, fd, &event) != 0) {
    throw std::system_error(errno, std::system_category(), "epoll_ctl");
  }
}

void EventLoop::Parts::change_interest(int fd, std::uint32_t bit, bool wanted) {
  const auto key = keys.find(fd);
  assert(key != keys.end() && "the file descriptor is not watched");
  if (key == keys.end()) return;
  Watch& watch = *watches.at(key->second);
  const std::uint32_t interest = wanted ? watch.interest | bit : watch.interest & ~bit;
  if (interest == watch.interest) return;
  control(EPOLL_CTL_MOD, fd, interest, key->second);
  watch.interest = interest;
}

/// Makes the alarm go off at `when` or earlier: an alarm that is set for earlier is left alone,
/// which saves a system call each time a timer is put off, and costs one idle round at most.
void EventLoop::Parts::arm(Instant when) {
  if (alarm_at && *alarm_at <= when) return;
  itimerspec spec{};
  spec.it_value = to_timespec(when);
  if (timerfd_settime(alarm.get(), TFD_TIMER_ABSTIME, &spec, nullptr) != 0) {
    throw std::system_error(errno, std::system_category(), "timerfd_settime");
  }
  alarm_at = when;
}

int EventLoop::Parts::wait(std::span<epoll_event> events, std::optional<Instant> until) {
  int timeout = -1;
  if (until && *until <= monotonic_now()) {
    timeout = 0;
  } else if (until) {
    arm(*until);
  }
  const int count =
      epoll_wait(epoll.get(), events.data(), static_cast<int>(events.size()), timeout);
  if (count < 0 && errno != EINTR) {
    throw std::system_error(errno, std::system_category(), "epoll_wait");
  }
  return std::max(count, 0);
}

void EventLoop::Parts::dispatch(const epoll_event& event) {
  if (event.data.u64 == wake_key) return drain(wakeup);
  if (event.data.u64 == timer_key) {
    alarm_at.reset();
    return drain(alarm);
  }
  const auto found = watches.find(event.data.u64);
  if (found == watches.end()) return;
  // Kept alive while it runs: it may remove its own watch.
  const std::shared_ptr<Watch> watch = found->second;
  Readiness ready = readiness(event.events);
  // An earlier callback of this round may have lost interest in what was seen.
  ready.readable = ready.readable && (watch->interest & EPOLLIN) != 0;
  ready.writable = ready.writable && (watch->interest & EPOLLOUT) != 0;
  if (ready.readable || ready.writable || ready.error) watch->ready(ready);
}

void EventLoop::Parts::run_round(std::optional<Instant> deadline) {
  std::optional<Instant> until = timers.earliest();
  if (deadline && (!until || *deadline < *until)) until = deadline;
  std::array<epoll_event, 64> events{};
  const int count = wait(events, until);
  for (const epoll_event& event : std::span{events}.first(static_cast<std::size_t>(count))) {
    dispatch(event);
  }
  if (timers.earliest()) timers.run_due(monotonic_now());
}

EventLoop::EventLoop() : parts_(std::make_unique<Parts>()) {}
EventLoop::~EventLoop() = default;

Instant EventLoop::now() const {
  return monotonic_now();
}

void EventLoop::watch(int fd, bool want_writable, std::function<void(Readiness)> ready) {
  assert(!parts_->keys.contains(fd) && "the file descriptor is watched already");
  const std::uint64_t key = parts_->next_key++;
  const std::uint32_t interest = EPOLLIN | (want_writable ? EPOLLOUT : 0U);
  parts_->control(EPOLL_CTL_ADD, fd, interest, key);
  parts_->watches.emplace(key, std::make_shared<Watch>(Watch{fd, interest, std::move(ready)}));
  parts_->keys.emplace(fd, key);
}

void EventLoop::want_writable(int fd, bool wanted) {
  parts_->change_interest(fd, EPOLLOUT, wanted);
}

void EventLoop::want_readable(int fd, bool wanted) {
  parts_->change_interest(fd, EPOLLIN, wanted);
}

void EventLoop::unwatch(int fd) {
  const auto key = parts_->keys.find(fd);
  if (key == parts_->keys.end()) return;
  // Fails when the file descriptor was closed already, which removed it from epoll.
  epoll_ctl(parts_->epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
  // The callback may own what calls this: taken out first, destroyed last.
  const auto removed = parts_->watches.extract(key->second);
  parts_->keys.erase(key);
}

TimerId EventLoop::call_at(Instant when, std::function<void()> callback) {
  return parts_->timers.set(when, std::move(callback));
}

void EventLoop::cancel(TimerId timer) {
  parts_->timers.cancel(timer);
}

bool EventLoop::run_until(const std::function<bool()>& done, std::optional<Instant> deadline) {
  assert(!parts_->running && "run_until was called from a callback");
  struct Running {
    explicit Running(bool& flag) : flag_(flag) { flag_ = true; }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() { flag_ = false; }
    bool& flag_;
  };
  const Running guard(parts_->running);
  while (!done()) {
    parts_->run_round(deadline);
    if (deadline && monotonic_now() >= *deadline) return done();
  }
  return true;
}

void EventLoop::wake() noexcept {
  // Only async-signal-safe calls; errno belongs to whatever was interrupted.
  const int saved = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t ignored = ::write(parts_->wakeup.get(), &one, sizeof one);
  errno = saved;
}

}  // namespace acklab::socket
