#include "sim/scenario/decimal.hpp"

#include <algorithm>
#include <limits>

namespace acklab::scenario {
namespace {

__extension__ using Wide = unsigned __int128;

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char digit) { return digit >= '0' && digit <= '9'; });
}

Wide digits_value(std::string_view digits) {
  Wide value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<unsigned>(digit - '0');
  return value;
}

}  // namespace

Expected<std::uint64_t, DecimalProblem> parse_scaled(std::string_view text, std::uint64_t scale) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const bool has_point = point != std::string_view::npos;
  const std::string_view fraction = has_point ? text.substr(point + 1) : std::string_view{};
  if (!all_digits(whole) || (has_point && !all_digits(fraction))) {
    return failure(DecimalProblem::malformed);
  }
  if (whole.size() > 1 && whole.front() == '0') return failure(DecimalProblem::malformed);
  if (whole.size() > max_decimal_digits || fraction.size() > max_decimal_digits) {
    return failure(DecimalProblem::too_many_digits);
  }
  Wide parts_in_one = 1;
  for (std::size_t i = 0; i < fraction.size(); ++i) parts_in_one *= 10;
  const Wide fraction_scaled = digits_value(fraction) * scale;
  if (fraction_scaled % parts_in_one != 0) return failure(DecimalProblem::too_fine);
  const Wide value = digits_value(whole) * scale + fraction_scaled / parts_in_one;
  if (value > static_cast<Wide>(std::numeric_limits<std::int64_t>::max())) {
    return failure(DecimalProblem::too_large);
  }
  return static_cast<std::uint64_t>(value);
}

std::optional<std::string> format_scaled(std::uint64_t value, std::uint64_t scale) {
  std::string text = std::to_string(value / scale);
  Wide rest = value % scale;
  if (rest == 0) return text;
  text += '.';
  for (std::size_t digits = 0; rest != 0; ++digits) {
    if (digits == max_decimal_digits) return std::nullopt;
    rest *= 10;
    text += static_cast<char>('0' + static_cast<int>(rest / scale));
    rest %= scale;
  }
  return text;
}

}  // namespace acklab::scenario
