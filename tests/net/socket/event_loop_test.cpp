#include "net/socket/event_loop.hpp"

#include <array>
#include <atomic>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "net/socket/file_descriptor.hpp"
#include "tests/support/socket_loopback.hpp"

namespace acklab::socket {
namespace {

/// A file descriptor that is readable at once and for ever.
FileDescriptor readable() {
  return FileDescriptor{eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC)};
}

void one_round(EventLoop& loop) {
  loop.run_until([] { return false; }, loop.now());
}

BOOST_AUTO_TEST_SUITE(event_loop)

BOOST_AUTO_TEST_CASE(readiness_is_reported_until_unwatched) {
  EventLoop loop;
  const FileDescriptor fd = readable();
  int calls = 0;
  loop.watch(fd.get(), false, [&](Readiness ready) {
    BOOST_TEST(ready.readable);
    BOOST_TEST(!ready.writable);
    BOOST_TEST(!ready.error);
    ++calls;
  });
  BOOST_TEST(test::run_until(loop, [&] { return calls == 3; }));
  loop.unwatch(fd.get());
  one_round(loop);
  BOOST_TEST(calls == 3);
}

BOOST_AUTO_TEST_CASE(writability_and_readability_are_told_only_while_wanted) {
  EventLoop loop;
  const FileDescriptor fd = readable();
  Readiness last;
  int calls = 0;
  loop.watch(fd.get(), true, [&](Readiness ready) {
    last = ready;
    ++calls;
  });
  one_round(loop);
  BOOST_TEST((last.readable && last.writable));
  loop.want_writable(fd.get(), false);
  one_round(loop);
  BOOST_TEST((last.readable && !last.writable));
  loop.want_readable(fd.get(), false);
  one_round(loop);
  BOOST_TEST(calls == 2);
  loop.want_writable(fd.get(), true);
  one_round(loop);
  BOOST_TEST((!last.readable && last.writable));
}

BOOST_AUTO_TEST_CASE(the_other_end_hanging_up_is_an_error) {
  std::array<int, 2> ends{};
  BOOST_REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0);
  const FileDescriptor reader{ends[0]};
  FileDescriptor writer{ends[1]};
  EventLoop loop;
  bool hung_up = false;
  loop.watch(reader.get(), false, [&](Readiness ready) { hung_up = ready.error; });
  writer.reset();
  one_round(loop);
  BOOST_TEST(hung_up);
}

BOOST_AUTO_TEST_CASE(a_callback_may_unwatch_itself) {
  EventLoop loop;
  const FileDescriptor fd = readable();
  const auto held = std::make_shared<int>(0);
  loop.watch(fd.get(), false, [&loop, &fd, held](Readiness) {
    loop.unwatch(fd.get());
    ++*held;  // what the callback holds lives until it returns
  });
  for (int round = 0; round < 3; ++round) one_round(loop);
  BOOST_TEST(*held == 1);
  BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_callback_may_unwatch_another_that_is_ready_in_the_same_round) {
  EventLoop loop;
  std::array<FileDescriptor, 2> fds{readable(), readable()};
  int calls = 0;
  for (std::size_t index = 0; index < 2; ++index) {
    loop.watch(fds[index].get(), false, [&, index](Readiness) {
      ++calls;
      loop.unwatch(fds[1 - index].get());
    });
  }
  one_round(loop);
  BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE(an_event_seen_before_is_not_taken_for_a_new_watch_on_the_same_number) {
  EventLoop loop;
  std::array<FileDescriptor, 2> fds{readable(), readable()};
  bool replaced = false;
  int stale = 0;
  for (std::size_t index = 0; index < 2; ++index) {
    loop.watch(fds[index].get(), false, [&, index](Readiness) {
      if (replaced) return;
      replaced = true;
      FileDescriptor& other = fds[1 - index];
      const int number = other.get();
      loop.unwatch(number);
      other = FileDescriptor{};
      other = FileDescriptor{eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
      BOOST_REQUIRE(other.get() == number);
      loop.watch(number, false, [&](Readiness) { ++stale; });
    });
  }
  for (int round = 0; round < 3; ++round) one_round(loop);
  BOOST_TEST(replaced);
  BOOST_TEST(stale == 0);
}

BOOST_AUTO_TEST_CASE(a_callback_may_watch_more_and_set_timers) {
  EventLoop loop;
  const FileDescriptor first = readable();
  std::vector<FileDescriptor> more;
  int reached = 0;
  loop.watch(first.get(), false, [&](Readiness) {
    loop.unwatch(first.get());
    for (int count = 0; count < 200; ++count) {
      more.push_back(readable());
      loop.watch(more.back().get(), false, [&, fd = more.back().get()](Readiness) {
        loop.unwatch(fd);
        loop.call_at(loop.now(), [&] { ++reached; });
      });
    }
  });
  BOOST_TEST(test::run_until(loop, [&] { return reached == 200; }));
}

BOOST_AUTO_TEST_CASE(a_file_descriptor_closed_before_it_was_unwatched_does_no_harm) {
  EventLoop loop;
  FileDescriptor fd = readable();
  const int number = fd.get();
  loop.watch(number, false, [](Readiness) { BOOST_ERROR("closed"); });
  fd.reset();
  one_round(loop);
  loop.unwatch(number);
  loop.unwatch(number);
  one_round(loop);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_waited_for_is_refused) {
  EventLoop loop;
  const FileDescriptor file{open("/proc/self/exe", O_RDONLY | O_CLOEXEC)};
  BOOST_CHECK_THROW(loop.watch(file.get(), false, [](Readiness) {}), std::system_error);
  BOOST_CHECK_THROW(loop.watch(-1, false, [](Readiness) {}), std::system_error);
}

BOOST_AUTO_TEST_CASE(timers_run_in_order_and_never_early) {
  EventLoop loop;
  const Instant start = loop.now();
  std::vector<int> order;
  const auto set = [&](int milliseconds, int label) {
    const Instant when = start + std::chrono::milliseconds{milliseconds};
    loop.call_at(when, [&order, &loop, when, label] {
      BOOST_CHECK(loop.now() >= when);
      order.push_back(label);
    });
  };
  set(9, 4);
  set(3, 1);
  set(3, 2);
  set(6, 3);
  BOOST_TEST(test::run_until(loop, [&] { return order.size() == 4; }));
  BOOST_TEST(order == (std::vector{1, 2, 3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_timer_that_is_put_off_and_one_that_is_brought_forward_both_run) {
  EventLoop loop;
  bool late = false;
  const TimerId early = loop.call_at(loop.now() + std::chrono::milliseconds{1}, [] {});
  one_round(loop);
  loop.cancel(early);
  loop.call_at(loop.now() + std::chrono::milliseconds{8}, [&] { late = true; });
  BOOST_TEST(test::run_until(loop, [&] { return late; }));
  // Waits for something far away first, then for something near.
  loop.call_at(loop.now() + std::chrono::hours{1}, [] { BOOST_ERROR("an hour has not passed"); });
  one_round(loop);
  bool near = false;
  loop.call_at(loop.now() + std::chrono::milliseconds{1}, [&] { near = true; });
  BOOST_TEST(test::run_until(loop, [&] { return near; }));
}

BOOST_AUTO_TEST_CASE(a_ready_file_descriptor_does_not_starve_timers_nor_they_it) {
  EventLoop loop;
  const FileDescriptor fd = readable();
  int reads = 0;
  int timeouts = 0;
  loop.watch(fd.get(), false, [&](Readiness) { ++reads; });
  std::function<void()> again = [&] {
    ++timeouts;
    loop.call_at(loop.now(), again);
  };
  again();
  BOOST_TEST(test::run_until(loop, [&] { return reads > 100 && timeouts > 100; }));
}

BOOST_AUTO_TEST_CASE(the_deadline_ends_the_wait_and_is_told_from_being_done) {
  EventLoop loop;
  const Instant deadline = loop.now() + std::chrono::milliseconds{3};
  BOOST_TEST(!loop.run_until([] { return false; }, deadline));
  BOOST_CHECK(loop.now() >= deadline);
  BOOST_TEST(loop.run_until([] { return true; }, deadline));
}

BOOST_AUTO_TEST_CASE(another_thread_wakes_the_loop) {
  EventLoop loop;
  std::atomic<int> count{0};
  std::thread other([&] {
    for (int step = 0; step < 100; ++step) {
      ++count;
      loop.wake();
    }
  });
  BOOST_TEST(test::run_until(loop, [&] { return count == 100; }));
  other.join();
}

// What a signal handler can reach: plain globals of the test.
EventLoop* signalled_loop = nullptr;    // NOLINT
volatile sig_atomic_t signal_seen = 0;  // NOLINT

BOOST_AUTO_TEST_CASE(a_signal_handler_wakes_the_loop) {
  EventLoop loop;
  signalled_loop = &loop;
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = [](int) {
    signal_seen = 1;
    signalled_loop->wake();
  };
  BOOST_REQUIRE(sigaction(SIGUSR1, &action, &before) == 0);
  loop.call_at(loop.now() + std::chrono::milliseconds{2}, [] { raise(SIGUSR1); });
  BOOST_TEST(test::run_until(loop, [] { return signal_seen == 1; }));
  sigaction(SIGUSR1, &before, nullptr);
  signalled_loop = nullptr;
}

BOOST_AUTO_TEST_CASE(an_exception_in_a_callback_leaves_the_loop_usable) {
  EventLoop loop;
  loop.call_at(loop.now(), [] { throw std::runtime_error("on purpose"); });
  BOOST_CHECK_THROW(one_round(loop), std::runtime_error);
  bool ran = false;
  loop.call_at(loop.now(), [&] { ran = true; });
  one_round(loop);
  BOOST_TEST(ran);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket
