// SYN cookies (RFC 4987 §3.6).

#include "net/transport/syn_cookies.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_door.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(syn_cookies)

BOOST_AUTO_TEST_CASE(above_the_limit_a_cookie_is_answered_and_its_ack_makes_the_connection) {
  Door door{door_with(0)};
  door.give(knocker_at(1), knock());
  const auto answers = door.sent();
  BOOST_REQUIRE(answers.size() == 1U);
  BOOST_TEST(answers[0].sender.syn);
  BOOST_TEST(door.statistics().cookies_sent == 1U);
  BOOST_TEST(!door.endpoint().next_timeout());  // nothing is remembered

  door.wait(80s);
  door.give(knocker_at(1), bytes_after(completion(knock(), answers[0]), 10));
  const auto id = connected(door.endpoint());
  BOOST_REQUIRE(id.has_value());
  Connection& connection = *door.endpoint().find(*id);
  BOOST_TEST(connection.readable_bytes() == 10U);
  BOOST_TEST(door.statistics().cookies_accepted == 1U);
  // The window scale came back in the timestamp, MSS in the cookie, SACK likewise.
  BOOST_TEST(connection.snapshot().send_window_bytes == 60'000U << 5U);
  BOOST_TEST(!connection.snapshot().smoothed_rtt);
  connection.write(door.now(), Bytes(5000));
  std::vector<wire::Segment> segments;
  for (auto& segment : door.sent()) {
    if (!segment.sender.payload.empty()) segments.push_back(segment);
  }
  BOOST_REQUIRE(segments.size() == 3U);
  BOOST_TEST(segments[0].sender.payload.size() == 1440U);
  BOOST_TEST(segments[0].timestamps->value - answers[0].timestamps->value < 80'512U);
  BOOST_TEST(segments[0].timestamps->value - answers[0].timestamps->value >= 80'000U);
}

BOOST_AUTO_TEST_CASE(without_timestamps_a_cookie_promises_only_what_it_can_keep) {
  Door door{door_with(0)};
  door.give(knocker_at(1), knock(5000, false));
  const auto answers = door.sent();
  BOOST_REQUIRE(answers.size() == 1U);
  BOOST_TEST(!answers[0].syn_options.window_scale);
  BOOST_TEST(!answers[0].syn_options.sack_permitted);
  BOOST_TEST(!answers[0].timestamps);
  door.give(knocker_at(1), completion(knock(5000, false), answers[0]));
  const auto id = connected(door.endpoint());
  BOOST_REQUIRE(id.has_value());
  BOOST_TEST(door.endpoint().find(*id)->snapshot().send_window_bytes == 60'000U);
}

// In silence: a later segment of an opener whose first one was lost or overtaken looks the same.
BOOST_AUTO_TEST_CASE(a_stale_or_forged_cookie_is_refused_without_a_word_while_cookies_are_in_use) {
  Door door{door_with(0)};
  door.give(knocker_at(1), knock());
  const wire::Segment good = completion(knock(), door.sent().at(0));
  const auto refused = [&door](const SocketAddress& from, const wire::Segment& ack) {
    door.give(from, ack);
    return door.sent().empty() && door.endpoint().connection_count() == 0;
  };
  BOOST_TEST(refused(knocker_at(2), good));  // another's
  wire::Segment other = good;
  other.source_port = 40'001;
  BOOST_TEST(refused(knocker_at(1), other));
  other = good;
  other.sender.sequence = good.sender.sequence + 1;
  BOOST_TEST(refused(knocker_at(1), other));
  for (unsigned bit = 0; bit < 32; ++bit) {
    other = good;
    other.receiver.acknowledgment =
        Seq32{((*good.receiver.acknowledgment - 1).value() ^ 1U << bit)} + 1;
    BOOST_TEST(refused(knocker_at(1), other), "bit " << bit);
  }
  door.wait(SynCookies::longest_life - 1s);
  door.give(knocker_at(9), knock());  // cookies stay in use
  static_cast<void>(door.sent());
  door.wait(1s);
  BOOST_TEST(refused(knocker_at(1), good));
  BOOST_TEST(door.statistics().cookies_refused == 36U);
  BOOST_TEST(door.statistics().cookies_accepted == 0U);
}

BOOST_AUTO_TEST_CASE(an_opener_whose_first_segment_was_overtaken_is_not_reset) {
  Door door{door_with(0)};
  door.give(knocker_at(1), knock());
  const wire::Segment first = completion(knock(), door.sent().at(0));
  wire::Segment second = bytes_after(first, 10);
  second.sender.sequence = first.sender.sequence + 10;
  door.give(knocker_at(1), second);
  BOOST_TEST(door.sent().empty());
  door.give(knocker_at(1), bytes_after(first, 10));
  const auto id = connected(door.endpoint());
  BOOST_REQUIRE(id.has_value());
  BOOST_TEST(door.endpoint().find(*id)->readable_bytes() == 10U);
}

BOOST_AUTO_TEST_CASE(a_cookie_is_good_although_a_later_copy_of_its_syn_found_room_in_the_cache) {
  Door door{door_with(1)};
  door.give(knocker_at(2), knock());
  const wire::Segment other = door.sent().at(0);
  door.give(knocker_at(1), knock());
  const wire::Segment with_cookie = door.sent().at(0);
  door.give(knocker_at(2), completion(knock(), other));  // makes room
  BOOST_TEST(connected(door.endpoint()).has_value());
  door.give(knocker_at(1), knock());
  const wire::Segment remembered = door.sent().at(0);
  BOOST_TEST((remembered.sender.sequence != with_cookie.sender.sequence));
  door.give(knocker_at(1), completion(knock(), with_cookie));
  BOOST_TEST(door.sent().empty());
  BOOST_TEST(connected(door.endpoint()).has_value());
  BOOST_TEST(door.statistics().half_open == 0U);
}

BOOST_AUTO_TEST_CASE(a_cookie_is_not_even_looked_at_while_none_were_given_out) {
  Door door{door_with(1)};
  const SynCookies cookies{4711};  // even one who knows the secret
  wire::Segment ack = completion(knock(), {});
  const ConnectionKey key{knocker_at(1), ack.source_port, ack.destination_port};
  ack.receiver.acknowledgment = cookies.make(door.now(), key, knock()) + 1;
  door.give(knocker_at(1), ack);
  BOOST_TEST(door.endpoint().connection_count() == 0U);
  BOOST_TEST(door.statistics().cookies_refused == 0U);
  BOOST_TEST(door.sent().at(0).rst);
}

BOOST_AUTO_TEST_CASE(a_cookie_lives_one_to_two_ticks_of_its_counter) {
  const SynCookies cookies{99};
  const ConnectionKey key{knocker_at(3), 1, 2};
  const Instant tick = timeline_origin + 100 * SynCookies::counter_tick;
  for (const Duration into : {Duration{0}, Duration{SynCookies::counter_tick - 1ns}}) {
    const Seq32 cookie = cookies.make(tick + into, key, knock());
    const auto size_at = [&](Instant now) {
      return cookies.max_segment_size(now, key, Seq32{5000}, cookie);
    };
    BOOST_TEST((size_at(tick + into) == 1452));
    BOOST_TEST((size_at(tick + 2 * SynCookies::counter_tick - 1ns) == 1452));
    BOOST_TEST(!size_at(tick + 2 * SynCookies::counter_tick));
    BOOST_TEST(!size_at(tick + 3 * SynCookies::counter_tick));
  }
}

BOOST_AUTO_TEST_CASE(a_cookie_never_holds_more_than_the_peer_announced) {
  const SynCookies cookies{99};
  const ConnectionKey key{knocker_at(3), 1, 2};
  wire::Segment syn = knock();
  for (std::uint32_t size = 64; size <= 65'535; ++size) {
    syn.syn_options.max_segment_size = static_cast<std::uint16_t>(size);
    const Seq32 cookie = cookies.make(timeline_origin, key, syn);
    const auto kept = cookies.max_segment_size(timeline_origin, key, Seq32{5000}, cookie);
    BOOST_REQUIRE(kept.has_value());
    if (*kept > size) BOOST_FAIL("announced " << size << ", kept " << *kept);
    BOOST_REQUIRE((remembered_by_cookie(syn, false).max_segment_size == *kept));
  }
}

BOOST_AUTO_TEST_CASE(options_come_back_from_a_timestamp_that_is_never_ahead) {
  wire::SynOptions options;
  for (const std::uint32_t value : {0U, 1U, 511U, 512U, 513U, 4'294'967'295U, 123'456'789U}) {
    for (unsigned scale = 0; scale <= 15; ++scale) {
      options.window_scale.reset();
      if (scale < 15) options.window_scale = static_cast<std::uint8_t>(scale);
      for (const bool sack : {false, true}) {
        options.sack_permitted = sack;
        options.acklab.reset();
        if (scale % 3 != 0) options.acklab = wire::AcklabOption{400, scale % 2 == 0};
        const std::uint32_t hidden = hide_options(value, options);
        BOOST_TEST((hidden_options(hidden) == options));
        BOOST_TEST(value - hidden < 512U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_remembered_ack_delay_is_never_shorter_than_the_announced_one) {
  wire::Segment syn = knock();
  for (std::uint32_t delay = 0; delay <= 65'535; ++delay) {
    syn.syn_options.acklab = wire::AcklabOption{static_cast<std::uint16_t>(delay), false};
    const auto kept = remembered_by_cookie(syn, true).acklab;
    BOOST_REQUIRE(kept.has_value());
    if (kept->max_ack_delay < delay) BOOST_FAIL("announced " << delay);
  }
  BOOST_TEST(!remembered_by_cookie(syn, false).acklab);
}

BOOST_AUTO_TEST_CASE(two_endpoints_of_acklab_agree_across_a_cookie_as_they_do_without) {
  for (const std::size_t half_open : {0U, 10U}) {
    EndpointConfig config = door_with(half_open);
    config.accepted.mechanisms.checksum = Checksum::crc32c;
    Door door{config};
    Connection client =
        Connection::connect(door.now(), {40'000, knock_port}, config.accepted, Seq32{7});
    const auto exchange = [&] {
      while (const auto segment = client.poll_transmit(door.now()))
        door.give(knocker_at(1), *segment);
      for (const auto& segment : door.sent()) client.handle_segment(door.now(), segment);
    };
    for (int round = 0; round < 4; ++round) exchange();
    BOOST_TEST((client.state() == State::established));
    const auto id = connected(door.endpoint());
    BOOST_REQUIRE(id.has_value());
    door.endpoint().find(*id)->write(door.now(), Bytes(3000));
    bool carried = false;
    for (const auto& segment : door.sent()) {
      carried = carried || segment.crc32c;
      client.handle_segment(door.now(), segment);
    }
    BOOST_TEST(carried);
    BOOST_TEST(client.readable_bytes() >= 2800U);
  }
}

BOOST_AUTO_TEST_SUITE_END()
