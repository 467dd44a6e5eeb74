#include "tests/net/properties/property_runner.hpp"

#include <cstdlib>
#include <optional>
#include <string>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace acklab::properties {
namespace {

/// After so many failures the rest would only hide the first.
constexpr int most_failures = 5;

std::optional<std::uint64_t> environment_number(const char* name) {
  const char* const text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  return std::strtoull(text, nullptr, 10);
}

std::string command_for(std::uint64_t seed) {
  namespace tests = boost::unit_test::framework;
  return fmt::format("ACKLAB_PROPERTY_SEED={} ACKLAB_PROPERTY_CASES=1 {} --run_test={}", seed,
                     tests::master_test_suite().argv[0], tests::current_test_case().full_name());
}

}  // namespace

void for_each_seed(std::uint64_t usual_cases, const std::function<void(std::uint64_t)>& property) {
  const std::uint64_t first = environment_number("ACKLAB_PROPERTY_SEED").value_or(1);
  const std::uint64_t cases = environment_number("ACKLAB_PROPERTY_CASES").value_or(usual_cases);
  int failures = 0;
  for (std::uint64_t seed = first; seed < first + cases && failures < most_failures; ++seed) {
    try {
      property(seed);
    } catch (const Violation& violation) {
      ++failures;
      BOOST_ERROR("seed " << seed << ": " << violation.what
                          << "\nrepeat with: " << command_for(seed));
    }
  }
  BOOST_TEST_MESSAGE(cases << " seeds from " << first << " on, " << failures << " failures");
}

}  // namespace acklab::properties
