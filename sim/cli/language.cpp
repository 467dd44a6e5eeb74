#include "sim/cli/language.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/scenario/text.hpp"

namespace acklab::cli {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

Expected<std::string, std::string> checked(const std::string& text, std::string_view origin) {
  std::string tag = usual_tag(text);
  if (scenario::is_language_tag(tag)) return tag;
  return failure(fmt::format("'{}' expects a language such as en or zh, found '{}'.", origin,
                             report::printable(text, true)));
}

}  // namespace

std::string usual_tag(std::string text) {
  text = text.substr(0, text.find_first_of(".@"));
  std::replace(text.begin(), text.end(), '_', '-');
  std::transform(text.begin(), text.end(), text.begin(), lower);
  for (std::size_t begin = text.find('-'); begin != std::string::npos;
       begin = text.find('-', begin + 1)) {
    const std::size_t length = std::min(text.find('-', begin + 1), text.size()) - begin - 1;
    for (std::size_t i = 1; i <= length; ++i) {
      if (length == 2 || (length == 4 && i == 1)) text[begin + i] = upper(text[begin + i]);
    }
  }
  return text;
}

Expected<std::string, std::string> take_language(std::vector<std::string>& arguments) {
  constexpr std::string_view option = "--lang";
  std::optional<std::string> said;
  for (auto at = arguments.begin(); at != arguments.end() && *at != "--";) {
    const bool with_value = at->starts_with(std::string{option} + '=');
    if (*at != option && !with_value) {
      ++at;
      continue;
    }
    if (said) return failure(std::string{"'--lang' was given more than once; expected it once."});
    if (with_value) {
      said = at->substr(option.size() + 1);
      at = arguments.erase(at);
    } else if (at + 1 == arguments.end()) {
      return failure(std::string{"'--lang' expects a language such as en or zh behind it."});
    } else {
      said = *(at + 1);
      at = arguments.erase(at, at + 2);
    }
  }
  if (said) return checked(*said, option);
  const char* wanted = std::getenv("ACKLAB_LANG");
  if (wanted == nullptr || *wanted == '\0') return std::string{scenario::english_tag};
  return checked(wanted, "ACKLAB_LANG");
}

}  // namespace acklab::cli
