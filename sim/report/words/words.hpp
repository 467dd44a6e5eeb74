#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace acklab::report {

/// acklab's own words in one language: what terminals show, by keys such as "grid.intact". They
/// come from sim/report/words/LANGUAGE.json; each language has the same keys with the same blanks.
class Words {
 public:
  [[nodiscard]] static const Words& english();
  /// The words for a reader of this language ("zh-CN": those of "zh"); English where there are
  /// none.
  [[nodiscard]] static const Words& in(std::string_view language);
  /// The languages there are words in.
  [[nodiscard]] static std::vector<std::string> languages();

  /// The tag of the language that these words are in.
  [[nodiscard]] const std::string& language() const { return language_; }
  /// The words of a key, which must exist.
  [[nodiscard]] const std::string& operator()(std::string_view key) const;
  /// The same with its blanks filled in, as fmt does.
  template <typename... Values>
  [[nodiscard]] std::string say(std::string_view key, const Values&... values) const {
    return fmt::format(fmt::runtime((*this)(key)), values...);
  }

  /// All whose keys begin so, by key.
  [[nodiscard]] std::map<std::string, std::string> with_prefix(std::string_view beginning) const;

  Words(std::string language, std::string_view json);

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> by_key_;
};

}  // namespace acklab::report
