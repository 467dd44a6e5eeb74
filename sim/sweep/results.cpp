#include "sim/sweep/results.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/contender/run_result.hpp"

namespace acklab::sweep {
namespace {

using journal::Head;
using journal::Journal;
using journal::Row;

/// Why two journals cannot be put together; nothing: they can.
std::optional<std::string> differ(const Journal& a, const Journal& b) {
  const auto sentence = [&](std::string_view what) {
    return fmt::format("'{}' and '{}' cannot be merged: {}.", a.file(), b.file(), what);
  };
  const Head& one = a.head();
  const Head& other = b.head();
  if (one.scenario_hash != other.scenario_hash || one.runs != other.runs) {
    return sentence("they are of two different sweeps");
  }
  if (one.path != other.path) {
    return sentence(
        fmt::format("one has runs on the path {}, the other on {}", one.path, other.path));
  }
  if (one.acklab_version != other.acklab_version || one.metrics != other.metrics) {
    return sentence(fmt::format("they are of two versions of acklab, {} and {}", one.acklab_version,
                                other.acklab_version));
  }
  return std::nullopt;
}

/// Which of `runs` runs are in which journal; nobody's are 0, others count from 1.
using Owners = std::vector<std::uint16_t>;

Expected<Owners, std::string> owners_of(std::span<Journal> journals) {
  Owners owners(journals.front().head().runs, 0);
  for (std::size_t number = 0; number < journals.size(); ++number) {
    if (auto why = differ(journals.front(), journals[number])) return failure(std::move(*why));
    const auto done = journals[number].done();
    if (!done) return failure(done.error());
    for (const std::uint64_t run : *done) {
      if (run >= owners.size()) continue;
      if (owners[run] != 0) {
        return failure(
            fmt::format("Run {} is in '{}' and in '{}'; each run may be in one journal "
                        "only.",
                        run, journals[owners[run] - 1U].file(), journals[number].file()));
      }
      owners[run] = static_cast<std::uint16_t>(number + 1);
    }
  }
  return owners;
}

GroupResult result_of(const std::vector<Row>& rows, std::size_t metrics) {
  GroupResult result;
  result.runs = rows.size();
  for (const Row& row : rows) {
    ++result.outcomes[row.outcome];
    if (result.reason.empty()) result.reason = row.reason;
  }
  for (std::size_t metric = 0; metric < metrics; ++metric) {
    std::vector<double> values;
    for (const Row& row : rows) {
      if (row.metrics[metric]) values.push_back(*row.metrics[metric]);
    }
    result.metrics.push_back(summarise_median(std::move(values)));
  }
  return result;
}

/// The repetitions of a group from all journals.
Expected<std::vector<Row>, std::string> rows_of(std::span<Journal> journals, std::uint64_t point,
                                                const std::string& contender) {
  std::vector<Row> all;
  for (Journal& journal : journals) {
    auto rows = journal.runs_of(point, contender);
    if (!rows) return failure(rows.error());
    std::move(rows->begin(), rows->end(), std::back_inserter(all));
  }
  std::sort(all.begin(), all.end(), [](const Row& a, const Row& b) { return a.run < b.run; });
  return all;
}

}  // namespace

Expected<std::uint64_t, std::string> count_runs(std::span<Journal> journals) {
  const auto owners = owners_of(journals);
  if (!owners) return failure(owners.error());
  const auto nobodys = std::count(owners->begin(), owners->end(), 0);
  return owners->size() - static_cast<std::uint64_t>(nobodys);
}

Expected<ResultTexts, std::string> results_of(std::span<Journal> journals) {
  const Head& head = journals.front().head();
  const auto design = read_design(head.design);
  if (!design) {
    return failure(fmt::format("The journal '{}' cannot be read: {}.", journals.front().file(),
                               design.error()));
  }
  const auto count = count_runs(journals);
  if (!count) return failure(count.error());
  if (*count < head.runs) {
    return failure(
        fmt::format("{} of the {} runs of '{}' are missing; make them with 'acklab "
                    "sweep', or name the other journals too.",
                    head.runs - *count, head.runs, head.name));
  }
  ResultTexts texts{csv_head(*design), json_head(*design, head)};
  for (const Group& group : groups_of(*design)) {
    const auto rows =
        rows_of(journals, group.point, design->points[group.point].contenders[group.contender]);
    if (!rows) return failure(rows.error());
    const GroupResult result = result_of(*rows, head.metrics.size());
    add_csv(texts.csv, *design, group, result, head.metrics);
    add_json(texts.json, *design, group, result, head.metrics);
  }
  end_json(texts.json);
  return texts;
}

}  // namespace acklab::sweep
