#include "sim/scenario/link/replay_reader.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/scenario/link/fate_log_reader.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/read_file.hpp"

namespace acklab::scenario {
namespace {

constexpr std::array after_names{Name<link::AfterLog>{"pass", link::AfterLog::pass},
                                 Name<link::AfterLog>{"drop", link::AfterLog::drop}};

/// The log in the file that stands here; null: refused.
std::shared_ptr<const link::Recording> read_recording(const Cursor& cursor,
                                                      const std::string& name) {
  const std::string file = beside(cursor.refusals().origin(), name);
  const auto text = read_octets(file, "fate log", max_fate_log_bytes);
  if (!text) {
    cursor.refuse(fmt::format("the log {} cannot be replayed: {}", in_quotes(file), text.error()));
    return nullptr;
  }
  auto recording = read_fate_log(*text);
  if (recording) return std::make_shared<const link::Recording>(*std::move(recording));
  const std::uint64_t line = recording.error().line;
  cursor.refuse(fmt::format("the log {} cannot be replayed{}: {}", in_quotes(file),
                            line > 0 ? fmt::format(", line {}", line) : "",
                            recording.error().what));
  return nullptr;
}

std::optional<Cursor> read_file_and_after(const Cursor& cursor, link::ReplaySettings& into) {
  if (cursor.is_string()) return cursor;
  const Members members{
      cursor, "the name of a fate log, or an object with \"file\"", {"file", "after"}};
  if (const auto after = members.find("after")) {
    into.after = after->choice<link::AfterLog>(after_names).value_or(into.after);
  }
  return members.require("file");
}

}  // namespace

std::optional<link::ReplaySettings> read_replay(const Cursor& cursor) {
  link::ReplaySettings replay;
  const auto file = read_file_and_after(cursor, replay);
  if (!file) return std::nullopt;
  if (!file->is_string()) {
    file->refuse_type("the name of a fate log");
    return std::nullopt;
  }
  replay.file = read_text_line(*file);
  if (replay.file.empty()) {
    file->refuse("expected the name of a fate log, found \"\"");
    return std::nullopt;
  }
  if (file->refusals().is_recorded()) return std::nullopt;
  replay.recording = read_recording(*file, replay.file);
  if (!replay.recording) return std::nullopt;
  return replay;
}

void check_beside_replay(const Members& members, std::span<const std::string_view> keys) {
  constexpr std::array<std::string_view, 5> allowed{"replay", "rate", "delay", "forward",
                                                    "reverse"};
  for (const std::string_view key : keys) {
    if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
    if (const auto found = members.find(key)) {
      found->refuse(
          "a \"replay\" decides about every packet, so beside it only \"rate\" and \"delay\" may "
          "stand, for the packets that the log does not know");
    }
  }
}

nlohmann::ordered_json replay_json(const link::ReplaySettings& replay) {
  return {{"file", replay.file}, {"after", name_of(replay.after, after_names)}};
}

}  // namespace acklab::scenario
