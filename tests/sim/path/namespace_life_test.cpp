#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/path/child_process.hpp"
#include "sim/path/real_path.hpp"
#include "sim/path/system_setting.hpp"
#include "tests/support/path_real.hpp"

using acklab::path::open_tun;
using namespace acklab::test;

namespace {

// User namespaces can only be entered by a process of one thread; this is how a whole program does.
struct NamespacesPrepared {
  NamespacesPrepared() { acklab::path::prepare_namespaces(); }
};
BOOST_TEST_GLOBAL_FIXTURE(NamespacesPrepared);

std::string own_namespace() {
  return std::filesystem::read_symlink("/proc/self/ns/net").string();
}

/// What this process holds open, by what it is ("/dev/net/tun", "net:[…]", …).
std::map<std::string, int> open_descriptors() {
  std::map<std::string, int> held;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
    // The iterator's own descriptor.
    if (!gone && target.find("/proc/") != 0) ++held[target];
  }
  return held;
}

std::ptrdiff_t threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

void write_to(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text << std::flush;
  if (!file) throw std::runtime_error("cannot write " + path);
}

/// A user namespace with every power and a limit on the network namespaces in it.
void enter_limited_user_namespace(int most_network_namespaces) {
  const std::string user = std::to_string(::geteuid());
  const std::string group = std::to_string(::getegid());
  if (::unshare(CLONE_NEWUSER) != 0) throw std::runtime_error("no user namespace");
  write_to("/proc/self/uid_map", user + " " + user + " 1\n");
  write_to("/proc/self/setgroups", "deny");
  write_to("/proc/self/gid_map", group + " " + group + " 1\n");
  write_to("/proc/sys/user/max_net_namespaces", std::to_string(most_network_namespaces));
}

/// A process that opens TUN hosts, says so and waits to be killed.
[[noreturn]] void be_killed_with_tun_hosts(int to_parent) {
  // The kernel takes namespaces of the dead down a little later.
  std::unique_ptr<acklab::path::RealPath> path;
  const bool opened = wait_until([&path] {
    auto tried = open_tun(acklab::link::LinkSettings{}, 1);
    if (tried) path = std::move(*tried);
    return tried.has_value();
  });
  const char verdict = opened ? 'y' : 'n';
  if (::write(to_parent, &verdict, 1) != 1) ::_exit(EXIT_FAILURE);
  for (;;) ::pause();
}

bool kill_a_process_with_tun_hosts() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return false;
  const pid_t child = ::fork();
  if (child == 0) be_killed_with_tun_hosts(ends[1]);
  ::close(ends[1]);
  char verdict = 'n';
  const auto count = ::read(ends[0], &verdict, 1);
  ::close(ends[0]);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return count == 1 && verdict == 'y';
}

bool a_namespace_is_mounted() {
  const auto mounts = acklab::path::read_small_file("/proc/self/mountinfo").value_or("");
  return mounts.find(" - nsfs ") != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(namespace_life)

BOOST_AUTO_TEST_CASE(a_destroyed_path_leaves_no_descriptor_thread_or_namespace) {
  const std::string namespace_before = own_namespace();
  const auto descriptors_before = open_descriptors();
  const auto threads_before = threads();
  {
    auto path = open_tun_or_say_why(acklab::link::LinkSettings{}, 1);
    if (!path) return;
    BOOST_TEST(own_namespace() == namespace_before);
    BOOST_TEST(threads() == threads_before + 1);
    const auto during = open_descriptors();
    BOOST_TEST(during.contains("/dev/net/tun"));
    BOOST_TEST(during.at("/dev/net/tun") == 2);
    auto server = path->open_udp(acklab::path::Host::server);
    auto client = path->open_udp(acklab::path::Host::client);
    BOOST_TEST((server.has_value() && client.has_value()));
    (void)path->stop();
    BOOST_TEST(threads() == threads_before);
  }
  BOOST_TEST(own_namespace() == namespace_before);
  BOOST_TEST((open_descriptors() == descriptors_before));
  BOOST_TEST(threads() == threads_before);
}

BOOST_AUTO_TEST_CASE(paths_exist_side_by_side_without_seeing_each_other) {
  auto one = open_tun_or_say_why(acklab::link::LinkSettings{}, 1);
  if (!one) return;
  auto other = open_tun_or_say_why(acklab::link::LinkSettings{}, 2);
  BOOST_TEST_REQUIRE(other);
  // The same addresses and ports in both.
  BOOST_TEST(one->open_udp(acklab::path::Host::server).has_value());
  BOOST_TEST(other->open_udp(acklab::path::Host::server).has_value());
}

BOOST_AUTO_TEST_CASE(processes_killed_in_the_middle_leave_no_namespaces_behind) {
  if (!open_tun_or_say_why(acklab::link::LinkSettings{}, 1)) return;
  const bool mounted_before = a_namespace_is_mounted();
  // Each process makes two network namespaces; with room for five, the third process can only open
  // its hosts when those of the first are gone.
  const auto trial = acklab::path::in_child(
      [] {
        enter_limited_user_namespace(5);
        int opened = 0;
        while (opened < 6 && kill_a_process_with_tun_hosts()) ++opened;
        return std::to_string(opened);
      },
      std::chrono::seconds{60});
  if (!trial.finished) {
    report_not_run({.reason = trial.told + ".", .remedy = "Allow user namespaces."});
    return;
  }
  BOOST_TEST(trial.told == "6");
  BOOST_TEST(a_namespace_is_mounted() == mounted_before);
}

BOOST_AUTO_TEST_SUITE_END()
