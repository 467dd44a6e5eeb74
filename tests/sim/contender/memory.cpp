// In virtual time a run keeps what is in flight, however many packets it sends; and what the oracle
// must know of messages that may still come.

#include <algorithm>
#include <cstdint>

#include <boost/test/unit_test.hpp>
#include <malloc.h>

#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;
using workload::Integrity;

namespace {

struct HeapUse {
  std::uint64_t packets = 0;
  std::uint64_t most_bytes = 0;  // in use at once
  Integrity integrity;
};

/// What lies in the arena and what was mapped by itself: which of both a large block does changes.
std::uint64_t bytes_in_use() {
  const auto heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

/// The same job each time, so that what is kept for each of its records is the same too.
HeapUse heap_use_of(Kind kind, std::chrono::seconds time_limit) {
  link::LinkSettings link;
  link.forward.rate = BitRate::from_bits_per_s(20'000'000);
  link.forward.delay = link.reverse.delay = milliseconds{25};
  link.forward.queue.limit = link::QueueLimit::bytes(125'000);
  link.forward.duplicate.probability = Probability::from_percent(1);
  link.forward.loss = Probability::from_percent(1);
  RunRequest request = request_for(kind, link, 500'000'000, 1);
  request.time_limit = time_limit;
  HeapUse use;
  RunHooks hooks;
  hooks.fates = [&use](const link::FateRecord&) {
    constexpr std::uint64_t packets_between_looks = 256;
    if (use.packets++ % packets_between_looks != 0) return;
    use.most_bytes = std::max<std::uint64_t>(use.most_bytes, bytes_in_use());
  };
  const RunResult result = run(request, hooks);
  BOOST_TEST((result.outcome == Outcome::time_limit));
  use.integrity = result.integrity;
  return use;
}

/// What more a run of ten times the length may use.
constexpr std::uint64_t allowance = 64 * 1024;

}  // namespace

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(of_a_stream_it_does_not_grow_with_what_is_sent) {
  const HeapUse brief = heap_use_of(Kind::reliable_udp, std::chrono::seconds{12});
  if (brief.most_bytes == 0) return;  // a sanitizer's allocator, which does not say
  const HeapUse longer = heap_use_of(Kind::reliable_udp, std::chrono::seconds{120});
  BOOST_TEST_CONTEXT(brief.packets << " and " << longer.packets << " packets") {
    BOOST_TEST(longer.packets > 7 * brief.packets);
    BOOST_TEST(longer.most_bytes < brief.most_bytes + allowance);
  }
}

BOOST_AUTO_TEST_CASE(of_messages_it_grows_with_those_that_are_lost) {
  const HeapUse brief = heap_use_of(Kind::udp, std::chrono::seconds{12});
  if (brief.most_bytes == 0) return;
  const HeapUse longer = heap_use_of(Kind::udp, std::chrono::seconds{120});
  // Two bits a message, none where 4096 in a row have come; and for each gap 24 octets in a vector
  // that doubles; and 48 octets for each that came again or late, of at most 20,000.
  const std::uint64_t for_messages = longer.integrity.sent / 4;
  const std::uint64_t for_gaps = 2 * 24 * longer.integrity.missing;
  const std::uint64_t for_odd_ones =
      48 * (longer.integrity.duplicated + longer.integrity.out_of_order);
  BOOST_TEST_CONTEXT(brief.packets << " and " << longer.packets << " packets, "
                                   << longer.integrity.missing << " messages missing") {
    BOOST_TEST(longer.packets > 8 * brief.packets);
    BOOST_TEST(longer.most_bytes <
               brief.most_bytes + allowance + for_messages + for_gaps + for_odd_ones);
  }
}

BOOST_AUTO_TEST_SUITE_END()
