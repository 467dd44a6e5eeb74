#include "sim/cli/terminal.hpp"

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <string_view>

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace acklab::cli {
namespace {

constexpr unsigned usual_columns = 80;

unsigned columns_of(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_columns;
  return std::min<unsigned>(size.ws_col, usual_columns);
}

bool is_capable_terminal(int descriptor) {
  const char* kind = std::getenv("TERM");
  return ::isatty(descriptor) == 1 && (kind == nullptr || std::string_view{kind} != "dumb");
}

std::string& spoken_language() {
  static std::string language{"en"};
  return language;
}

bool locale_is_utf8() {
  if (std::setlocale(LC_CTYPE, "") == nullptr) return false;
  return std::string_view{::nl_langinfo(CODESET)} == "UTF-8";
}

}  // namespace

report::TableStyle output_style() {
  const char* no_colour = std::getenv("NO_COLOR");
  const bool may_colour = no_colour == nullptr || *no_colour == '\0';
  return {columns_of(STDOUT_FILENO), may_colour && is_capable_terminal(STDOUT_FILENO),
          spoken_language() != "en" || locale_is_utf8(), spoken_language()};
}

void speak(const std::string& language) {
  spoken_language() = language;
}

bool progress_is_visible() {
  return is_capable_terminal(STDERR_FILENO);
}

unsigned progress_columns() {
  return columns_of(STDERR_FILENO);
}

}  // namespace acklab::cli
