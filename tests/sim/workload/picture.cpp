// A picture in records, and what is painted of those that come.
#include <boost/test/unit_test.hpp>

#include "sim/workload/books.hpp"
#include "sim/workload/picture_log.hpp"
#include "tests/support/picture_samples.hpp"

using namespace acklab;
using namespace acklab::testing;
using picture::PixelCounts;
using workload::PictureJob;
using workload::Records;

namespace {

/// 10 by 6 pixels, 180 octets, in records of 10 pixels (a row) but for the message size.
PictureJob small_picture(std::uint32_t message_bytes = 46) {
  PictureJob job;
  job.picture = std::make_shared<const picture::Picture>(counted_picture(10, 6));
  job.message_bytes = message_bytes;
  return job;
}

Bytes picture_record(const workload::Books& books, std::uint64_t number) {
  Bytes octets;
  books.there.records().write(number, octets);
  return octets;
}

/// What has become of the picture when these records came as messages.
workload::PictureMeasures after(std::initializer_list<std::uint64_t> numbers) {
  workload::Books books{small_picture(), 1};
  for (const std::uint64_t number : numbers) {
    books.there.handle_message(Instant{}, picture_record(books, number));
  }
  return books.measures(Instant{}, true).picture.value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(picture_job)

BOOST_AUTO_TEST_CASE(records_carry_the_picture_between_their_numbers) {
  for (const std::uint32_t bytes : {32U, 33U, 46U, 100U, 195U, 196U, 197U, 1216U}) {
    const PictureJob job = small_picture(bytes);
    const Records records = workload::records_of(job, 5);
    Bytes pixels;
    std::uint64_t sum = 0;
    for (std::uint64_t n = 0; n < records.count(); ++n) {
      Bytes octets;
      records.write(n, octets);
      BOOST_TEST_REQUIRE(octets.size() > 16U);
      BOOST_TEST_REQUIRE(octets.size() <= bytes);
      sum += octets.size();
      pixels.insert(pixels.end(), octets.begin() + 8, octets.end() - 8);
      const auto known = records.identify(octets);
      BOOST_TEST(known.number == n);
      BOOST_TEST(known.intact);
    }
    BOOST_TEST(pixels == job.picture->octets);
    BOOST_TEST(sum == workload::total_bytes(job));
  }
}

BOOST_AUTO_TEST_CASE(records_that_look_the_same_are_told_apart_and_each_damaged_octet_is_seen) {
  PictureJob job;
  job.picture = std::make_shared<const picture::Picture>(
      picture::Picture{10, 6, Bytes(180, 255)});  // white all over
  job.message_bytes = 46;
  const Records records = workload::records_of(job, 5);
  for (std::uint64_t n = 0; n < records.count(); ++n) {
    Bytes octets;
    records.write(n, octets);
    BOOST_TEST(records.identify(octets).number == n);
    for (std::uint8_t& octet : octets) {
      octet = static_cast<std::uint8_t>(octet ^ 0x40U);
      const auto known = records.identify(octets);
      BOOST_TEST_REQUIRE(known.number == n);
      BOOST_TEST_REQUIRE(!known.intact);
      octet = static_cast<std::uint8_t>(octet ^ 0x40U);
    }
  }
}

BOOST_AUTO_TEST_CASE(all_records_in_order_are_the_picture) {
  const auto whole = after({0, 1, 2, 3, 4, 5});
  BOOST_TEST(whole.pixels == 60U);
  BOOST_TEST((whole.received == PixelCounts{60, 0, 0}));
  BOOST_TEST((*whole.placed == PixelCounts{60, 0, 0}));
  BOOST_TEST(whole.surplus_bytes == 0U);
}

BOOST_AUTO_TEST_CASE(behind_a_missing_record_everything_is_shifted_but_the_hole_stays_where_it_is) {
  const auto holed = after({0, 1, 3, 4, 5});
  BOOST_TEST((holed.received == PixelCounts{20, 30, 10}));
  BOOST_TEST((*holed.placed == PixelCounts{50, 0, 10}));
}

BOOST_AUTO_TEST_CASE(a_record_that_comes_twice_shifts_too_and_its_place_takes_it_again) {
  const auto twice = after({0, 1, 1, 2, 3, 4, 5});
  BOOST_TEST((twice.received == PixelCounts{20, 40, 0}));
  BOOST_TEST(twice.surplus_bytes == 30U);
  BOOST_TEST((*twice.placed == PixelCounts{60, 0, 0}));
}

BOOST_AUTO_TEST_CASE(swapped_records_are_swapped_rows) {
  const auto swapped = after({0, 2, 1, 3, 4, 5});
  BOOST_TEST((swapped.received == PixelCounts{40, 20, 0}));
  BOOST_TEST((*swapped.placed == PixelCounts{60, 0, 0}));
}

BOOST_AUTO_TEST_CASE(a_damaged_octet_is_a_wrong_pixel_and_what_nobody_knows_has_no_place) {
  workload::Books books{small_picture(), 1};
  Bytes damaged = picture_record(books, 0);
  damaged[8] = static_cast<std::uint8_t>(~damaged[8]);
  books.there.handle_message(Instant{}, damaged);
  for (std::uint64_t n = 1; n < 5; ++n) {
    books.there.handle_message(Instant{}, picture_record(books, n));
  }
  Bytes unknown = picture_record(books, 5);
  unknown.front() = static_cast<std::uint8_t>(~unknown.front());
  unknown.back() = static_cast<std::uint8_t>(~unknown.back());
  books.there.handle_message(Instant{}, unknown);
  const auto measured = books.measures(Instant{}, true).picture.value();
  BOOST_TEST((measured.received == PixelCounts{59, 1, 0}));
  BOOST_TEST((*measured.placed == PixelCounts{49, 1, 10}));
  books.there.handle_message(Instant{}, Bytes(16, 0));  // numbers alone
  BOOST_TEST(books.measures(Instant{}, true).picture->surplus_bytes == 0U);
}

BOOST_AUTO_TEST_CASE(a_stream_is_painted_in_whatever_portions_it_comes) {
  for (const std::uint32_t bytes : {32U, 46U, 100U, 1216U}) {
    for (const std::size_t portion : {1U, 7U, 46U, 1000U}) {
      workload::Books books{small_picture(bytes), 1};
      Bytes stream;
      for (std::uint64_t n = 0; n < books.there.records().count(); ++n) {
        const Bytes record = picture_record(books, n);
        books.there.note_sent();
        stream.insert(stream.end(), record.begin(), record.end());
      }
      stream.insert(stream.end(), 5, 0);
      ByteView left{stream};
      while (!left.empty()) {
        const ByteView part = left.first(std::min(portion, left.size()));
        books.there.handle_stream(Instant{}, part);
        left = left.subspan(part.size());
      }
      const auto measured = books.measures(Instant{}, false).picture.value();
      BOOST_TEST((measured.received == PixelCounts{60, 0, 0}), bytes << ", " << portion);
      BOOST_TEST(measured.surplus_bytes == 5U);
      BOOST_TEST(!measured.placed);
      BOOST_TEST(books.verdict().intact == books.there.records().count());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_stream_that_breaks_off_leaves_the_end_empty) {
  workload::Books books{small_picture(), 1};
  const Bytes record = picture_record(books, 0);
  books.there.handle_stream(Instant{}, ByteView{record}.first(8 + 7));
  BOOST_TEST((books.measures(Instant{}, false).picture->received == PixelCounts{2, 0, 58}));
}

BOOST_AUTO_TEST_SUITE_END()
