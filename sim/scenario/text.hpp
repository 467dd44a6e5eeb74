#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace acklab::scenario {

inline constexpr std::string_view english_tag = "en";

/// Whether this names a language as RFC 5646 does, in its usual letters: a language ("zh"), then
/// perhaps a script ("zh-Hans"), then perhaps a region ("zh-Hans-CN").
[[nodiscard]] bool is_language_tag(std::string_view tag);

/// A text for people in one language or several. It is in English or empty; other languages come
/// beside English.
class Text {
 public:
  using ByLanguage = std::map<std::string, std::string, std::less<>>;

  Text() = default;
  /// In English alone.
  Text(std::string english) {  // a text without translations is a text
    if (!english.empty()) put(std::string{english_tag}, std::move(english));
  }
  Text(const char* english) : Text(std::string{english}) {}

  [[nodiscard]] bool empty() const { return by_language_.empty(); }
  [[nodiscard]] const std::string& english() const;
  /// The text for a reader of `language`: in it, in a wider one ("zh" for "zh-CN", RFC 4647 §3.4),
  /// in another one of the same family ("zh-Hans" for "zh"), or in English.
  [[nodiscard]] const std::string& in(std::string_view language) const;
  /// Whether `in` needs no English in place of `language`.
  [[nodiscard]] bool speaks(std::string_view language) const;

  /// Each text by its language, as written.
  [[nodiscard]] const ByLanguage& by_language() const { return by_language_; }
  void put(std::string language, std::string text);

  bool operator==(const Text&) const = default;

 private:
  [[nodiscard]] ByLanguage::const_iterator find(std::string_view language) const;

  ByLanguage by_language_;
};

}  // namespace acklab::scenario
