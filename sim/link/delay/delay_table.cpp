#include "sim/link/delay/delay_table.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "sim/link/delay/normal_quantile.hpp"

namespace acklab::link {
namespace {

__extension__ using TableWide = unsigned __int128;
__extension__ using SignedTableWide = __int128;

TableWide whole_square_root(TableWide square) {
  TableWide root = 0;
  for (TableWide bit = TableWide{1} << 62U; bit > 0; bit >>= 1U) {
    if ((root + bit) * (root + bit) <= square) root += bit;
  }
  return root;
}

std::int64_t rounded_ratio(SignedTableWide dividend, SignedTableWide divisor) {
  const SignedTableWide half = divisor / 2;
  return static_cast<std::int64_t>((dividend < 0 ? dividend - half : dividend + half) / divisor);
}

bool is_blank(char character) {
  return character == ' ' || character == '\t' || character == '\r';
}

/// The numbers of one line behind those before it; what is wrong with it otherwise.
std::optional<std::string> read_line(std::string_view line, std::vector<std::int16_t>& entries) {
  while (true) {
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    if (line.empty()) return std::nullopt;
    const auto* const end_of_word = std::find_if(line.begin(), line.end(), is_blank);
    const std::string_view word{line.begin(), end_of_word};
    std::int16_t entry = 0;
    const auto [end, error] = std::from_chars(word.begin(), word.end(), entry);
    if (error != std::errc{} || end != word.end()) {
      constexpr std::size_t shown = 20;
      std::string found{word.substr(0, shown)};
      std::replace_if(
          found.begin(), found.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
      return fmt::format("expected a whole number from -32768 to 32767, found \"{}\"", found);
    }
    if (entries.size() == max_delay_table_entries) {
      return fmt::format("a table has at most {} numbers", max_delay_table_entries);
    }
    entries.push_back(entry);
    line.remove_prefix(word.size());
  }
}

}  // namespace

DelayTable::DelayTable(const std::vector<std::int16_t>& entries) {
  constexpr unsigned root_bits = 16;
  const auto count = static_cast<std::int64_t>(entries.size());
  std::int64_t sum = 0;
  for (const std::int16_t entry : entries) sum += entry;
  // All of it times the count, so that the mean is whole.
  TableWide squares = 0;
  for (const std::int16_t entry : entries) {
    const std::int64_t centred = entry * count - sum;
    squares += static_cast<TableWide>(static_cast<SignedTableWide>(centred) * centred);
  }
  const TableWide variance = squares / static_cast<TableWide>(count);
  const auto deviation =
      static_cast<SignedTableWide>(whole_square_root(variance << (2 * root_bits)));
  values_.reserve(entries.size());
  for (const std::int16_t entry : entries) {
    const auto centred = static_cast<SignedTableWide>(entry * count - sum);
    values_.push_back(
        rounded_ratio(centred * (SignedTableWide{normal_one} << root_bits), deviation));
  }
}

Expected<DelayTable, DelayTableProblem> parse_delay_table(std::string_view text) {
  std::vector<std::int16_t> entries;
  for (std::uint64_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('#')) continue;
    if (auto wrong = read_line(line, entries)) {
      return failure(DelayTableProblem{number, *std::move(wrong)});
    }
  }
  const bool varies = std::any_of(entries.begin(), entries.end(),
                                  [&](std::int16_t entry) { return entry != entries.front(); });
  if (!varies) return failure(DelayTableProblem{0, "it has no two different numbers"});
  return DelayTable{entries};
}

}  // namespace acklab::link
