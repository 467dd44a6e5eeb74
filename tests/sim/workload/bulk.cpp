#include <algorithm>
#include <deque>

#include <boost/test/unit_test.hpp>

#include "sim/workload/applications.hpp"

using namespace acklab;
using namespace acklab::workload;
using std::chrono::milliseconds;

namespace {

/// One direction of a stream that takes and gives only a few octets at a time.
class NarrowPipe final : public ByteStream {
 public:
  NarrowPipe(std::deque<std::uint8_t>& out, bool& out_closed, std::deque<std::uint8_t>& in,
             bool& in_closed)
      : out_(out), out_closed_(out_closed), in_(in), in_closed_(in_closed) {}

  std::size_t write(Instant, ByteView octets) override {
    BOOST_TEST(!out_closed_);
    const std::size_t room = std::min(octets.size(), capacity - std::min(capacity, out_.size()));
    out_.insert(out_.end(), octets.begin(), octets.begin() + static_cast<long>(room));
    return room;
  }
  std::size_t read(Instant, MutableByteView into) override {
    const std::size_t count = std::min(into.size(), in_.size());
    std::copy_n(in_.begin(), count, into.begin());
    in_.erase(in_.begin(), in_.begin() + static_cast<long>(count));
    return count;
  }
  [[nodiscard]] bool end_of_stream() const override { return in_closed_ && in_.empty(); }
  void close(Instant) override { out_closed_ = true; }

 private:
  static constexpr std::size_t capacity = 37;
  std::deque<std::uint8_t>& out_;
  bool& out_closed_;
  std::deque<std::uint8_t>& in_;
  bool& in_closed_;
};

struct NarrowPair {
  std::deque<std::uint8_t> there;
  std::deque<std::uint8_t> back;
  bool there_closed = false;
  bool back_closed = false;
  NarrowPipe client{there, there_closed, back, back_closed};
  NarrowPipe server{back, back_closed, there, there_closed};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(bulk)

BOOST_AUTO_TEST_CASE(a_narrow_stream_carries_every_record_and_both_sides_finish) {
  const Workload job = Bulk{.bytes = 10'001, .message_bytes = 100};
  Books books{job, 5};
  const Ledger& ledger = books.there;
  const auto sides = make_stream_sides(job, books);
  NarrowPair pipes;
  Instant now{};
  for (int round = 0; round < 1000 && !sides.client->finished(); ++round) {
    now += milliseconds{1};
    sides.client->progress(now, pipes.client);
    sides.server->progress(now, pipes.server);
  }
  BOOST_TEST(sides.client->finished());
  BOOST_TEST(sides.server->finished());
  BOOST_TEST(ledger.verdict().is_perfect());
  BOOST_TEST(ledger.verdict().intact_bytes == 10'001U);
  // 37 octets a round: the first in round 1, the last in round 271.
  BOOST_TEST((ledger.arrivals().first == Instant{milliseconds{1}}));
  BOOST_TEST((ledger.arrivals().last_intact == Instant{milliseconds{271}}));
}

BOOST_AUTO_TEST_CASE(only_records_handed_over_whole_count_as_sent) {
  const Workload job = Bulk{.bytes = 1000, .message_bytes = 100};
  Books books{job, 5};
  const Ledger& ledger = books.there;
  const auto sides = make_stream_sides(job, books);
  NarrowPair pipes;
  sides.client->progress(Instant{}, pipes.client);
  BOOST_TEST(ledger.sent() == 0U);
  sides.server->progress(Instant{}, pipes.server);
  sides.client->progress(Instant{}, pipes.client);
  sides.server->progress(Instant{}, pipes.server);
  sides.client->progress(Instant{}, pipes.client);
  BOOST_TEST(ledger.sent() == 1U);
  BOOST_TEST(!sides.client->finished());
}

BOOST_AUTO_TEST_CASE(messages_are_the_records_in_order) {
  const Workload job = Bulk{.bytes = 1050, .message_bytes = 100};
  Books books{job, 5};
  const Ledger& ledger = books.there;
  const auto sides = make_message_sides(job, books);
  std::uint64_t number = 0;
  while (const auto message = sides.client->poll_message(Instant{})) {
    BOOST_TEST(ledger.records().is_intact(number, *message));
    BOOST_TEST(!sides.server->finished());
    sides.server->handle_message(Instant{milliseconds{number}}, *message);
    ++number;
  }
  BOOST_TEST(number == 11U);
  BOOST_TEST(sides.client->finished());
  BOOST_TEST(sides.server->finished());
  BOOST_TEST(ledger.verdict().is_perfect());
  BOOST_TEST((ledger.arrivals().last == Instant{milliseconds{10}}));
}

BOOST_AUTO_TEST_SUITE_END()
