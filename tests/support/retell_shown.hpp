#pragma once

#include <fstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/base/expected.hpp"
#include "sim/report/report.hpp"
#include "sim/retell/restored_batch.hpp"
#include "tests/support/report_folder.hpp"

// What is made of a report that was read back.
namespace acklab::testing {

/// The results that the text of a report tells of, or one sentence.
[[nodiscard]] inline Expected<run::BatchResult, std::string> read_again(const std::string& text) {
  const samples::Folder folder;
  const std::string file = (folder.path() / "report.json").string();
  std::ofstream{file, std::ios::binary} << text;
  const auto read = retell::ReadReport::from_file(file);
  if (!read) return failure(read.error());
  return retell::restored_batch(*read, file);
}

/// Every look that a terminal may ask for.
[[nodiscard]] inline std::vector<report::TableStyle> table_styles() {
  std::vector<report::TableStyle> styles;
  for (const char* language : {"en", "zh", "fr"}) {
    styles.push_back({.language = language});
    styles.push_back({.columns = 61, .colour = true, .language = language});
  }
  styles.push_back({.utf8 = false});
  return styles;
}

/// The comparison made of its report is the one made of the results, octet for octet.
inline void check_shown_again(const run::BatchResult& batch) {
  const auto restored = read_again(report::to_json(batch, false));
  BOOST_TEST_REQUIRE(restored.has_value(), restored.error());
  for (const report::TableStyle& style : table_styles()) {
    BOOST_TEST_CONTEXT(style.language << ", " << style.columns << " columns") {
      BOOST_TEST(report::to_table(*restored, style) == report::to_table(batch, style));
    }
  }
}

}  // namespace acklab::testing
