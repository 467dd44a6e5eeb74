#include "sim/workload/record_marks.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"

using namespace acklab;
using workload::RecordMarks;

namespace {

constexpr std::uint64_t many = 10'000;  // two whole blocks and a part of one

void require_same(const RecordMarks& marks, const std::vector<RecordMarks::Mark>& naive) {
  for (std::uint64_t number = 0; number < naive.size(); ++number) {
    const RecordMarks::Mark mark = marks.at(number);
    BOOST_REQUIRE_MESSAGE(
        mark.intact == naive[number].intact && mark.damaged == naive[number].damaged,
        "record " << number);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(record_marks)

BOOST_AUTO_TEST_CASE(each_record_keeps_how_it_arrived) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      const RandomStream random{seed, "marks"};
      RecordMarks marks{many};
      std::vector<RecordMarks::Mark> naive(many);
      for (std::uint64_t draw = 0; draw < 5 * many; ++draw) {
        const std::uint64_t word = random.at(draw);
        const std::uint64_t number = word % many;
        const bool intact = (word >> 60U) != 0;
        marks.note(number, intact);
        (intact ? naive[number].intact : naive[number].damaged) = true;
      }
      require_same(marks, naive);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_block_that_is_complete_can_still_be_damaged) {
  RecordMarks marks{many};
  std::vector<RecordMarks::Mark> naive(many);
  for (std::uint64_t number = 0; number < many; ++number) {
    marks.note(number, true);
    naive[number].intact = true;
  }
  require_same(marks, naive);
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{4095}, many - 1}) {
    marks.note(number, false);
    naive[number].damaged = true;
    marks.note(number, true);
  }
  require_same(marks, naive);
}

BOOST_AUTO_TEST_SUITE_END()
