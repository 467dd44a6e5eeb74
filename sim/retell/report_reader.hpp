#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/report/json/json_value.hpp"

namespace acklab::retell {

/// A report read back from its file, as JSON of this version's schema.
class ReadReport {
 public:
  /// The error is one sentence.
  [[nodiscard]] static Expected<ReadReport, std::string> from_file(const std::string& file);

  [[nodiscard]] std::string scenario() const;
  [[nodiscard]] std::vector<std::string> contenders() const;
  /// What kind of way across that contender is: "udp", "reliable-udp", "kernel-tcp".
  [[nodiscard]] std::string kind(const std::string& contender) const;
  /// Whether its sequence numbers count segments, as on the textbook rungs.
  [[nodiscard]] bool counts_segments(const std::string& contender) const;
  /// Whether its contenders were flows on one link: what a run says of the link is then of all.
  [[nodiscard]] bool shares_link() const;
  /// How many runs that contender has.
  [[nodiscard]] std::size_t runs(const std::string& contender) const;
  /// Its run of that number, from 0; null when there is none.
  [[nodiscard]] const report::Json& run(const std::string& contender, std::size_t number) const;
  [[nodiscard]] const report::Json& json() const { return *json_; }

 private:
  explicit ReadReport(std::shared_ptr<const report::Json> json) : json_(std::move(json)) {}
  [[nodiscard]] const report::Json& contender(const std::string& name) const;

  std::shared_ptr<const report::Json> json_;
};

/// The number at a place such as "cost.retransmissions"; a truth value is 0 or 1.
[[nodiscard]] std::optional<double> number_at(const report::Json& json, std::string_view place);
/// The text there; empty when there is none.
[[nodiscard]] std::string text_at(const report::Json& json, std::string_view place);

}  // namespace acklab::retell
