#pragma once

#include <vector>

#include <boost/test/unit_test.hpp>

#include "sim/workload/oracle.hpp"
#include "sim/workload/records.hpp"

namespace acklab::testing {

/// A record that reached the receiving application.
struct RecordArrival {
  std::uint64_t number = 0;
  bool damaged = false;
};

/// The definitions of workload::Integrity word for word, in quadratic time: nothing shared with the
/// oracle.
inline workload::Integrity naive_verdict(const workload::Records& records,
                                         const std::vector<RecordArrival>& arrivals,
                                         std::uint64_t sent) {
  workload::Integrity naive;
  naive.sent = sent;
  for (std::uint64_t number = 0; number < sent; ++number) {
    bool whole = false;
    bool any = false;
    for (const RecordArrival& arrival : arrivals) {
      if (arrival.number != number) continue;
      any = true;
      whole = whole || !arrival.damaged;
    }
    if (whole) {
      ++naive.intact;
      naive.intact_bytes += records.size_of(number);
    } else if (any) {
      ++naive.corrupted;
    } else {
      ++naive.missing;
    }
  }
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    bool first = true;
    bool behind_higher = false;
    for (std::size_t j = 0; j < i; ++j) {
      first = first && arrivals[j].number != arrivals[i].number;
      behind_higher = behind_higher || arrivals[j].number > arrivals[i].number;
    }
    if (arrivals[i].damaged) ++naive.corrupted_arrivals;
    if (!first) ++naive.duplicated;
    if (first && behind_higher) ++naive.out_of_order;
  }
  return naive;
}

inline void check_equal(const workload::Integrity& got, const workload::Integrity& expected) {
  BOOST_TEST(got.sent == expected.sent);
  BOOST_TEST(got.intact == expected.intact);
  BOOST_TEST(got.corrupted == expected.corrupted);
  BOOST_TEST(got.missing == expected.missing);
  BOOST_TEST(got.duplicated == expected.duplicated);
  BOOST_TEST(got.out_of_order == expected.out_of_order);
  BOOST_TEST(got.corrupted_arrivals == expected.corrupted_arrivals);
  BOOST_TEST(got.unrecognised_bytes == expected.unrecognised_bytes);
  BOOST_TEST(got.intact_bytes == expected.intact_bytes);
}

}  // namespace acklab::testing
