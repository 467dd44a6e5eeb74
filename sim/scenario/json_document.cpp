#include "sim/scenario/json_document.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/scenario/refusal.hpp"
#include "sim/scenario/syntax_error.hpp"
#include "sim/scenario/text_position.hpp"
#include "sim/scenario/utf8.hpp"

namespace acklab::scenario {
namespace {

/// What the parser has read so far: its last octet, and the line on which that stands.
struct ReadProgress {
  char last = 0;
  std::uint32_t line = 1;
};

/// Hands the text to the parser and keeps track, so that values know their lines.
class TrackingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackingIterator(const char* at, ReadProgress* progress) : at_(at), progress_(progress) {}
  reference operator*() const { return *at_; }
  TrackingIterator& operator++() {
    if (progress_->last == '\n') ++progress_->line;
    progress_->last = *at_;
    ++at_;
    return *this;
  }
  friend bool operator==(const TrackingIterator& a, const TrackingIterator& b) {
    return a.at_ == b.at_;
  }
  friend bool operator!=(const TrackingIterator& a, const TrackingIterator& b) { return !(a == b); }

 private:
  const char* at_;
  ReadProgress* progress_;
};

/// Builds the tree from the parser's events and stops it at the first thing that is not strict.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::string_view text, const std::string& origin, const ReadProgress& progress)
      : text_(text), origin_(origin), progress_(progress) {}

  bool null() override { return add({nullptr, line()}); }
  bool boolean(bool value) override { return add({value, line()}); }
  bool number_integer(number_integer_t value) override { return add_number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override {
    return add_number(std::to_string(value));
  }
  bool number_float(number_float_t /*value*/, const string_t& text) override {
    return add_number(text);
  }
  bool string(string_t& value) override { return add({std::move(value), line()}); }
  bool binary(binary_t& /*value*/) override { return false; }  // JSON text has none

  bool start_object(std::size_t /*elements*/) override { return open(JsonValue::Object{}); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*elements*/) override { return open(JsonValue::Array{}); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Frame& frame = frames_.back();
    if (!frame.keys.insert(name).second) {
      frame.key.clear();
      refuse(fmt::format("the key {} occurs twice in one object", in_quotes(name)));
      return false;
    }
    frame.key = name;
    return true;
  }

  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::detail::exception& error) override {
    constexpr int number_overflow = 406;
    if (error.id == number_overflow) {
      refuse(fmt::format("the number {} is too large", printable(last_token, 40)));
      return false;
    }
    // The parser counts what it read: the octet that it could not accept was the last.
    const std::size_t offset = ended_early(error.what()) ? text_.size() : position - 1;
    const SyntaxError syntax = explain_syntax_error(text_, offset, error.what());
    const TextPosition at = position_of(text_, syntax.offset);
    error_ = refusal(Place{origin_, at.line, at.column, path()}, syntax.what);
    return false;
  }

  Expected<JsonValue, ScenarioError> result() && {
    if (error_) return failure(*std::move(error_));
    return std::move(root_);
  }

 private:
  struct Frame {
    JsonValue value;
    std::string key;  // of the member under way
    std::set<std::string> keys;
  };

  static bool ended_early(std::string_view message) {
    return message.find("unexpected end of input") != std::string_view::npos ||
           message.find("missing closing quote") != std::string_view::npos;
  }

  [[nodiscard]] std::uint32_t line() const { return progress_.line; }

  /// Where the value under way stands.
  [[nodiscard]] std::string path() const {
    std::string path;
    for (const Frame& frame : frames_) {
      if (const auto* array = std::get_if<JsonValue::Array>(&frame.value.content)) {
        path += fmt::format("[{}]", array->size());
      } else if (!frame.key.empty()) {
        path += fmt::format("{}{}", path.empty() ? "" : ".", frame.key);
      }
    }
    return path;
  }

  void refuse(std::string_view what) { error_ = refusal(Place{origin_, line(), 0, path()}, what); }

  bool add_number(std::string text) { return add({JsonNumber{std::move(text)}, line()}); }

  bool open(decltype(JsonValue::content) container) {
    if (frames_.size() == max_depth) {
      refuse(fmt::format("more than {} objects and arrays lie inside each other", max_depth));
      return false;
    }
    frames_.push_back(Frame{{std::move(container), line()}, {}, {}});
    return true;
  }

  bool close() {
    JsonValue value = std::move(frames_.back().value);
    frames_.pop_back();
    return add(std::move(value));
  }

  bool add(JsonValue value) {
    if (frames_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Frame& frame = frames_.back();
    if (auto* array = std::get_if<JsonValue::Array>(&frame.value.content)) {
      array->push_back(std::move(value));
    } else {
      auto& object = std::get<JsonValue::Object>(frame.value.content);
      object.push_back(JsonMember{std::move(frame.key), std::move(value)});
      frame.key.clear();
    }
    return true;
  }

  std::string_view text_;
  const std::string& origin_;
  const ReadProgress& progress_;
  std::vector<Frame> frames_;
  JsonValue root_;
  std::optional<ScenarioError> error_;
};

/// The first control octet that no JSON text has, not even between its values. Blanks inside of
/// strings are left to the parser.
std::optional<std::size_t> find_control_octet(std::string_view text) {
  const auto is_control = [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return (octet < 0x20 && c != '\t' && c != '\n' && c != '\r') || octet == 0x7F;
  };
  const auto found = std::find_if(text.begin(), text.end(), is_control);
  if (found == text.end()) return std::nullopt;
  return static_cast<std::size_t>(found - text.begin());
}

/// What must be refused before a parser sees the text; nothing: it may.
std::optional<ScenarioError> refuse_text(std::string_view text, const std::string& origin) {
  if (text.size() > max_file_bytes) {
    return refusal(
        Place{origin, 0, 0, {}},
        fmt::format("the text has {} bytes, a scenario at most {}", text.size(), max_file_bytes));
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return refusal(Place{origin, 0, 0, {}},
                   "the file is empty, a JSON object with a scenario was expected");
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    return refusal(Place{origin, 1, 1, {}},
                   "the file begins with a byte order mark; save it as UTF-8 without one");
  }
  if (const std::optional<std::size_t> bad = find_bad_utf8(text)) {
    const TextPosition at = position_of(text, *bad);
    return refusal(Place{origin, at.line, at.column, {}},
                   fmt::format("the octet 0x{:02X} is not UTF-8; save the file as UTF-8",
                               static_cast<unsigned char>(text[*bad])));
  }
  // The parser would take a NUL for the end and ignore what follows.
  if (const std::optional<std::size_t> control = find_control_octet(text)) {
    const TextPosition at = position_of(text, *control);
    return refusal(Place{origin, at.line, at.column, {}},
                   fmt::format("a control character (0x{:02X}) stands in the text",
                               static_cast<unsigned char>(text[*control])));
  }
  return std::nullopt;
}

}  // namespace

Expected<JsonValue, ScenarioError> parse_json(std::string_view text, const std::string& origin) {
  if (std::optional<ScenarioError> error = refuse_text(text, origin)) {
    return failure(*std::move(error));
  }
  ReadProgress progress;
  TreeBuilder builder{text, origin, progress};
  nlohmann::json::sax_parse(TrackingIterator{text.data(), &progress},
                            TrackingIterator{text.data() + text.size(), &progress}, &builder);
  return std::move(builder).result();
}

}  // namespace acklab::scenario
