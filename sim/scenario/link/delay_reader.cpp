#include <memory>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/read_file.hpp"
#include "sim/scenario/refusal.hpp"

namespace acklab::scenario {
namespace {

using link::Jitter;

/// The table in the file of that name; null: refused.
std::shared_ptr<const link::DelayTable> read_delay_table(const Cursor& cursor,
                                                         const std::string& name) {
  const std::string file = beside(cursor.refusals().origin(), name);
  const auto text = read_octets(file, "table", link::max_delay_table_bytes);
  if (!text) {
    cursor.refuse(fmt::format("the table {} cannot be used: {}", in_quotes(file), text.error()));
    return nullptr;
  }
  auto table = link::parse_delay_table(*text);
  if (table) return std::make_shared<const link::DelayTable>(std::move(*table));
  const std::uint64_t line = table.error().line;
  cursor.refuse(fmt::format("the table {} cannot be used{}: {}", in_quotes(file),
                            line > 0 ? fmt::format(", line {}", line) : "", table.error().what));
  return nullptr;
}

void read_distribution(const Cursor& cursor, Jitter& jitter) {
  if (cursor.is_string() || cursor.is_number()) {
    jitter.distribution = cursor.choice<link::JitterDistribution>(distribution_names)
                              .value_or(link::JitterDistribution::uniform);
    return;
  }
  const Members members{
      cursor, "the name of a distribution or an object with a \"table\"", {"table"}};
  const auto file = members.require("table");
  if (!file) return;
  if (!file->is_string()) return file->refuse_type("the name of a file in iproute2's format");
  jitter.file = read_text_line(*file);
  if (jitter.file.empty()) return file->refuse("expected the name of a table, found \"\"");
  if (file->refusals().is_recorded()) return;
  jitter.table = read_delay_table(*file, jitter.file);
  if (jitter.table) jitter.distribution = link::JitterDistribution::table;
}

Jitter read_jitter(const Cursor& cursor) {
  Jitter jitter;
  if (cursor.is_string() || cursor.is_number()) {
    jitter.amount = read_duration(cursor, Duration{0}, max_delay).value_or(Duration{});
    return jitter;
  }
  const Members members{cursor,
                        "a duration such as \"2ms\" or an object with \"amount\"",
                        {"amount", "distribution", "reorder"}};
  if (const auto amount = members.require("amount")) {
    jitter.amount = read_duration(*amount, Duration{0}, max_delay).value_or(Duration{});
  }
  if (const auto distribution = members.find("distribution")) {
    read_distribution(*distribution, jitter);
  }
  if (const auto reorder = members.find("reorder")) {
    jitter.may_reorder = reorder->boolean("true or false").value_or(false);
    if (jitter.may_reorder && jitter.amount == Duration{}) {
      reorder->refuse("without an amount of jitter there is nothing that could reorder");
    }
  }
  return jitter;
}

}  // namespace

void read_delay(const Members& members, link::DirectionSettings& into) {
  if (const auto delay = members.find("delay")) {
    into.delay = read_duration(*delay, Duration{0}, max_delay).value_or(into.delay);
  }
  if (const auto jitter = members.find("jitter")) into.jitter = read_jitter(*jitter);
}

}  // namespace acklab::scenario
