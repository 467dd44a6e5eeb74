#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/json_value.hpp"
#include "sim/scenario/refusal.hpp"

namespace acklab::scenario {

/// A value together with its place in the file.
///
/// Every reading function records a refusal and gives nothing when the value is not what was asked
/// for: the reader goes on with a default and the whole reading fails in the end.
class Cursor {
 public:
  Cursor(const JsonValue& value, std::string path, FirstRefusal& refusals)
      : value_(&value), path_(std::move(path)), refusals_(&refusals) {}

  [[nodiscard]] const JsonValue& value() const { return *value_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] FirstRefusal& refusals() const { return *refusals_; }

  void refuse(std::string_view what) const { refusals_->record(value_->line, path_, what); }
  /// "expected WHAT, found …"
  void refuse_type(std::string_view expected) const;

  [[nodiscard]] bool is_string() const;
  [[nodiscard]] bool is_number() const;

  /// `expected` completes the sentence "expected …" when the value is of another type.
  [[nodiscard]] std::optional<std::string_view> string(std::string_view expected) const;
  [[nodiscard]] std::optional<bool> boolean(std::string_view expected) const;
  [[nodiscard]] std::optional<double> number(std::string_view expected) const;
  /// Written in digits alone, from `min` to `max`.
  [[nodiscard]] std::optional<std::uint64_t> whole_number(std::uint64_t min,
                                                          std::uint64_t max) const;
  /// The elements of an array with `min` to `max` of them; empty when it is none.
  [[nodiscard]] std::vector<Cursor> elements(std::string_view expected, std::size_t min,
                                             std::size_t max) const;

  /// The value that belongs to the name which stands here.
  template <typename T>
  [[nodiscard]] std::optional<T> choice(
      std::span<const std::pair<std::string_view, T>> choices) const {
    std::vector<std::string_view> names;
    for (const auto& [name, chosen] : choices) names.push_back(name);
    const std::optional<std::size_t> index = choice_index(names);
    if (!index) return std::nullopt;
    return choices[*index].second;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> choice_index(
      std::span<const std::string_view> names) const;

  const JsonValue* value_;
  std::string path_;
  FirstRefusal* refusals_;
};

/// The members of an object whose possible keys are known. Any other key is refused with the
/// nearest known one.
class Members {
 public:
  Members(const Cursor& object, std::string_view expected,
          std::span<const std::string_view> known_keys);
  Members(const Cursor& object, std::string_view expected,
          std::initializer_list<std::string_view> known_keys)
      : Members(object, expected, std::span{known_keys.begin(), known_keys.size()}) {}

  [[nodiscard]] bool is_object() const { return members_ != nullptr; }
  /// Where the object stands.
  [[nodiscard]] const Cursor& here() const { return object_; }
  [[nodiscard]] std::optional<Cursor> find(std::string_view key) const;
  /// Like find, and refuses the object when the key is absent.
  [[nodiscard]] std::optional<Cursor> require(std::string_view key) const;

 private:
  Cursor object_;
  const JsonValue::Object* members_ = nullptr;  // null: it was no object
};

}  // namespace acklab::scenario
