#include "sim/path/path_choice.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/path/tun_path.hpp"

using acklab::path::choose_path;
using acklab::path::PathChoice;
using acklab::path::PathError;
using acklab::path::PathKind;

namespace {

/// A machine with or without TUN that counts how often it was asked.
struct Machine {
  std::optional<PathError> obstacle;
  int asked = 0;

  acklab::path::TunTrial trial() {
    return [this] {
      ++asked;
      return obstacle;
    };
  }
};

const PathError no_tun{.reason = "There is no TUN.", .remedy = "Get one."};

}  // namespace

BOOST_AUTO_TEST_SUITE(path_choice)

BOOST_AUTO_TEST_CASE(automatic_takes_tun_where_it_can_be_had) {
  Machine machine;
  const auto chosen = choose_path(PathChoice::automatic, machine.trial());
  BOOST_TEST_REQUIRE(chosen.has_value());
  BOOST_TEST((chosen->kind == PathKind::tun));
  BOOST_TEST(!chosen->why_not_tun.has_value());
  BOOST_TEST(machine.asked == 1);
}

BOOST_AUTO_TEST_CASE(automatic_falls_back_to_the_relay_and_says_why) {
  Machine machine{.obstacle = no_tun};
  const auto chosen = choose_path(PathChoice::automatic, machine.trial());
  BOOST_TEST_REQUIRE(chosen.has_value());
  BOOST_TEST((chosen->kind == PathKind::relay));
  BOOST_TEST(chosen->why_not_tun.value().reason == no_tun.reason);
  BOOST_TEST(chosen->why_not_tun.value().remedy == no_tun.remedy);
  BOOST_TEST(machine.asked == 1);
}

BOOST_AUTO_TEST_CASE(tun_by_name_is_an_error_where_it_cannot_be_had) {
  Machine machine{.obstacle = no_tun};
  const auto chosen = choose_path(PathChoice::tun, machine.trial());
  BOOST_TEST_REQUIRE(!chosen.has_value());
  BOOST_TEST(chosen.error().reason == no_tun.reason);
  machine.obstacle.reset();
  BOOST_TEST((choose_path(PathChoice::tun, machine.trial()).value().kind == PathKind::tun));
}

BOOST_AUTO_TEST_CASE(relay_and_simulated_ask_nothing_of_the_machine) {
  Machine machine{.obstacle = no_tun};
  BOOST_TEST((choose_path(PathChoice::relay, machine.trial()).value().kind == PathKind::relay));
  BOOST_TEST(
      (choose_path(PathChoice::simulated, machine.trial()).value().kind == PathKind::simulated));
  BOOST_TEST(machine.asked == 0);
}

BOOST_AUTO_TEST_CASE(a_missing_device_node_is_named_with_what_to_do) {
  const auto opened = acklab::path::open_tun_at("/nonexistent/tun", {}, 1);
  BOOST_TEST_REQUIRE(!opened.has_value());
  BOOST_TEST(opened.error().reason == "There is no /nonexistent/tun.");
  BOOST_TEST(opened.error().remedy.find("sudo modprobe tun") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_node_that_makes_no_tun_devices_is_an_error_too) {
  const auto opened = acklab::path::open_tun_at("/dev/null", {}, 1);
  BOOST_TEST_REQUIRE(!opened.has_value());
  BOOST_TEST(!opened.error().reason.empty());
  BOOST_TEST(!opened.error().remedy.empty());
}

BOOST_AUTO_TEST_SUITE_END()
