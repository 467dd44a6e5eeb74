// A picture across a link that does to it what the script says.
#include <boost/test/unit_test.hpp>

#include "sim/picture/canvas.hpp"
#include "tests/support/contender_requests.hpp"
#include "tests/support/workload_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

/// The third packet with data is lost the first time.
link::LinkSettings losing_the_third() {
  link::LinkSettings link = waiting_link(std::chrono::milliseconds{10});
  link::Rule rule;
  rule.when.data_segment = link::CountRange::only(3);
  rule.when.transmission = link::CountRange::only(1);
  rule.act.drop = true;
  link.forward.rules = {rule};
  return link;
}

link::LinkSettings losing_the_third_datagram() {
  link::LinkSettings link = waiting_link(std::chrono::milliseconds{10});
  link::Rule rule;
  rule.when.packets = link::CountRange::only(2);  // from 0
  rule.act.drop = true;
  link.forward.rules = {rule};
  return link;
}

constexpr std::uint64_t all_pixels = 320 * 240;

}  // namespace

BOOST_AUTO_TEST_SUITE(pictures)

BOOST_AUTO_TEST_CASE(udp_shows_a_hole_and_a_shift_where_a_datagram_is_lost) {
  RunHooks hooks;
  std::optional<picture::PictureWithHoles> shown;
  std::optional<picture::PictureWithHoles> placed;
  hooks.picture = [&](const workload::ReceivedPicture& picture) {
    BOOST_TEST((picture.sent == *picture::usual_test_card()));
    shown = picture.received.with_holes();
    BOOST_TEST_REQUIRE(picture.placed != nullptr);
    placed = picture.placed->with_holes();
  };
  const RunResult result =
      run(job_request(Kind::udp, losing_the_third_datagram(), workload::PictureJob{}), hooks);
  BOOST_TEST(value_of(result, "integrity.missing") == 1);
  BOOST_TEST(value_of(result, "workload.picture.pixels") == all_pixels);
  BOOST_TEST(value_of(result, "workload.picture.missing_pixels") == 400);
  BOOST_TEST(value_of(result, "workload.picture.placed_missing_pixels") == 400);
  BOOST_TEST(value_of(result, "workload.picture.placed_intact_pixels") == all_pixels - 400);
  BOOST_TEST(value_of(result, "workload.picture.wrong_pixels") > all_pixels / 4);
  BOOST_TEST_REQUIRE(shown.has_value());
  BOOST_TEST(shown->octets.back() == 0);                  // the end never came
  BOOST_TEST(placed->octets.at((2 * 400) * 4 + 3) == 0);  // the hole
  BOOST_TEST(placed->octets.at((3 * 400) * 4 + 3) == 255);
}

BOOST_AUTO_TEST_CASE(a_transport_that_repairs_shows_the_picture) {
  for (const path::PathKind path : {path::PathKind::simulated, path::PathKind::relay}) {
    RunRequest request =
        job_request(Kind::reliable_udp, losing_the_third(), workload::PictureJob{});
    request.path = path;
    const RunResult result = run(request, {});
    BOOST_TEST(value_of(result, "cost.retransmissions") >= 1);
    BOOST_TEST(value_of(result, "workload.picture.intact_pixels") == all_pixels);
    BOOST_TEST(value_of(result, "workload.picture.intact_ratio") == 1);
    BOOST_TEST(!find_metric("workload.picture.placed_intact_pixels")->of(result));
  }
}

BOOST_AUTO_TEST_CASE(without_ordering_rows_change_places_and_no_pixel_is_missing) {
  RunRequest request = job_request(Kind::reliable_udp, losing_the_third(), workload::PictureJob{});
  request.contender.mechanisms.ordering = false;
  const RunResult result = run(request, {});
  BOOST_TEST(value_of(result, "integrity.out_of_order") == 1);
  BOOST_TEST(value_of(result, "workload.picture.missing_pixels") == 0);
  BOOST_TEST(value_of(result, "workload.picture.wrong_pixels") > 0);
  BOOST_TEST(value_of(result, "workload.picture.placed_intact_pixels") == all_pixels);
}

BOOST_AUTO_TEST_CASE(the_kernels_tcp_shows_the_picture_where_there_is_tun) {
  RunRequest request = job_request(Kind::kernel_tcp, losing_the_third(), workload::PictureJob{});
  request.path = path::PathKind::tun;
  const RunResult result = run(request, {});
  if (result.outcome == Outcome::not_run) {
    BOOST_TEST_MESSAGE("no TUN here: " << result.reason);
    return;
  }
  BOOST_TEST(value_of(result, "workload.picture.intact_pixels") == all_pixels);
}

BOOST_AUTO_TEST_SUITE_END()
