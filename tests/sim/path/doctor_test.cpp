#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "sim/path/child_process.hpp"
#include "sim/path/path_choice.hpp"
#include "sim/path/probe.hpp"
#include "sim/path/real_path.hpp"
#include "sim/path/tun_obstacle.hpp"
#include "sim/path/tun_probes.hpp"

using namespace acklab::path;

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(every_probe_says_what_was_seen_and_every_failure_what_to_do) {
  const auto probes = examine_machine();
  BOOST_TEST(probes.size() >= 10U);
  for (const Probe& probe : probes) {
    BOOST_TEST_MESSAGE((probe.works ? "works: " : "fails: ") << probe.what << ": " << probe.detail);
    BOOST_TEST_INFO(probe.what);
    BOOST_TEST(!probe.what.empty());
    BOOST_TEST(!probe.detail.empty());
    BOOST_TEST(probe.remedy.empty() == probe.works);
  }
  BOOST_TEST_INFO(probes.front().what << ": " << probes.front().detail);
  BOOST_TEST(probes.front().works);
}

BOOST_AUTO_TEST_CASE(where_tun_can_be_had_its_probes_work) {
  if (try_tun()) return;
  BOOST_TEST(probe_tun_node("/dev/net/tun").works);
  BOOST_TEST(probe_network_namespace().works);
  BOOST_TEST(probe_tun_device("/dev/net/tun").works);
  BOOST_TEST(probe_tun_path("/dev/net/tun").works);
}

BOOST_AUTO_TEST_CASE(a_missing_node_fails_its_probes_with_the_commands_that_help) {
  for (const Probe& probe :
       {probe_tun_node("/nonexistent/tun"), probe_tun_path("/nonexistent/tun")}) {
    BOOST_TEST_INFO(probe.what);
    BOOST_TEST(!probe.works);
    BOOST_TEST(!probe.remedy.empty());
  }
  const Probe node = probe_tun_node("/nonexistent/tun");
  BOOST_TEST(node.remedy.find("sudo modprobe tun") != std::string::npos);
  BOOST_TEST(node.remedy.find("--device /nonexistent/tun") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(each_cause_of_an_unopenable_node_is_told_apart) {
  const auto missing_node = explain_node(ENOENT, "/dev/net/tun");
  const auto no_permission = explain_node(EACCES, "/dev/net/tun");
  const auto forbidden = explain_node(EPERM, "/dev/net/tun");
  const auto no_driver = explain_node(ENODEV, "/dev/net/tun");
  BOOST_TEST(no_permission.remedy.find("sudo chmod 666 /dev/net/tun") != std::string::npos);
  BOOST_TEST(forbidden.remedy.find("--device /dev/net/tun") != std::string::npos);
  BOOST_TEST(no_driver.remedy.find("sudo modprobe tun") != std::string::npos);
  BOOST_TEST(missing_node.reason != no_driver.reason);
}

BOOST_AUTO_TEST_CASE(a_trial_that_dies_or_hangs_is_a_failed_probe_not_a_dead_program) {
  const Probe dead = probe_in_child(
      "death",
      []() -> Finding {
        std::raise(SIGKILL);
        return found("alive");
      },
      "Live.");
  BOOST_TEST(!dead.works);
  BOOST_TEST(!dead.detail.empty());
  BOOST_TEST(dead.remedy == "Live.");
  const Probe thrown = probe_in_child(
      "throw", []() -> Finding { throw std::runtime_error("no luck"); }, "Try again.");
  BOOST_TEST(!thrown.works);
  BOOST_TEST(thrown.detail == "no luck");
  const Trial endless = in_child(
      []() -> std::string {
        for (;;) std::this_thread::sleep_for(std::chrono::hours{1});
      },
      std::chrono::milliseconds{50});
  BOOST_TEST(!endless.finished);
}

BOOST_AUTO_TEST_SUITE_END()
