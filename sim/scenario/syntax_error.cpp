#include "sim/scenario/syntax_error.hpp"

#include <optional>

#include <fmt/format.h>

#include "sim/scenario/refusal.hpp"

namespace acklab::scenario {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '+' || c == '-' || c == '.';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Begin of the word around `offset`, which may be its last octet.
std::size_t word_begin(std::string_view text, std::size_t offset) {
  while (offset > 0 && is_word(text[offset - 1])) --offset;
  return offset;
}

std::string_view word_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(begin, end - begin);
}

/// The last octet before `offset` that is not blank; a NUL when there is none.
char before(std::string_view text, std::size_t offset) {
  const std::size_t last = text.substr(0, offset).find_last_not_of(blanks);
  return last == std::string_view::npos ? '\0' : text[last];
}

bool says(std::string_view message, std::string_view part) {
  // What was read last is the file's own text: it must not be taken for the parser's words.
  const std::string_view own = message.substr(0, message.find("; last read: "));
  return own.find(part) != std::string_view::npos;
}

bool expected(std::string_view message, std::string_view part) {
  const std::size_t at = message.rfind("; expected ");
  return at != std::string_view::npos && message.substr(at).find(part) != std::string_view::npos;
}

bool has_leading_zero(std::string_view word) {
  const std::string_view digits = word.starts_with('-') ? word.substr(1) : word;
  return digits.size() > 1 && digits[0] == '0' && is_digit(digits[1]);
}

std::string about_word(std::string_view word) {
  if (word == "NaN" || word == "nan" || word == "Infinity" || word == "-Infinity" ||
      word == "inf" || word == "-inf") {
    return fmt::format("{} is not a JSON number, a finite one was expected", word);
  }
  if (word == "True" || word == "TRUE") return "true is written in small letters";
  if (word == "False" || word == "FALSE") return "false is written in small letters";
  if (word == "None" || word == "undefined") {
    return fmt::format("{} is not JSON; leave the key out for its default", word);
  }
  if (word.starts_with('+')) return "a number is written without a plus sign";
  if (word.starts_with('.')) return "a number needs a digit before its point";
  if (has_leading_zero(word)) return "a number is written without leading zeros";
  if (is_digit(word.front()) || word.front() == '-') {
    return fmt::format(
        "{} is not a JSON number; a quantity with a unit is a string such as \"25ms\"",
        printable(word, 40));
  }
  return fmt::format("{} must stand in double quotes", printable(word, 40));
}

std::optional<std::string> about_string(std::string_view text, std::size_t offset,
                                        std::string_view message) {
  if (!says(message, "invalid string")) return std::nullopt;
  if (says(message, "control character")) {
    if (offset < text.size() && text[offset] == '\n') {
      return "the string is not closed with a double quote on its line";
    }
    return "a control character stands in a string; write it as an escape such as \\t or \\u0007";
  }
  if (says(message, "surrogate") || says(message, "'\\u' must be")) {
    return "a \\u escape in a string needs four hexadecimal digits and surrogates in pairs";
  }
  return "a string has an escape that JSON does not know; write \\\\ for a backslash";
}

/// A closing bracket that does not fit, told by what stands before it.
std::string about_bracket(char bracket, char previous) {
  if (previous == ',') return fmt::format("a comma stands before {}", bracket);
  if (previous == ':') return "a value is missing after the colon";
  return fmt::format("{} closes what was not opened with its counterpart", bracket);
}

std::string about_octet(std::string_view text, std::size_t offset, std::string_view message) {
  const char found = text[offset];
  if (found == '\'') return "a string stands in double quotes, not in single ones";
  if (expected(message, "end of input")) {
    return "something follows the end of the scenario, one JSON object was expected";
  }
  if (found == '}' || found == ']') return about_bracket(found, before(text, offset));
  if (expected(message, "':'")) return "a colon is missing after the key";
  if (expected(message, "'}'") || expected(message, "']'")) {
    return found == ':' ? "a colon stands where a comma was expected"
                        : "a comma is missing between two values";
  }
  if (found == ',') return "something is missing before the comma";
  if (found == ':') return "something is missing before the colon";
  if (expected(message, "string literal")) return "a key stands in double quotes";
  return fmt::format("{} is not JSON here", in_quotes(text.substr(offset, 1)));
}

/// A word or number that the parser could not take; nothing when its fault is only where it stands.
std::optional<SyntaxError> about_literal(std::string_view text, std::size_t offset,
                                         std::string_view message) {
  const std::size_t begin = word_begin(text, offset);
  const std::string_view word = word_at(text, begin);
  if (word.empty()) return std::nullopt;
  if (says(message, "invalid literal") || says(message, "invalid number")) {
    return SyntaxError{begin, about_word(word)};
  }
  if (says(message, "unexpected number literal") && has_leading_zero(word)) {
    return SyntaxError{begin, about_word(word)};
  }
  return std::nullopt;
}

/// Where the token that ends at `offset` begins, if it is a string.
std::size_t token_begin(std::string_view text, std::size_t offset) {
  if (text[offset] != '"' || offset == 0) return offset;
  const std::size_t opening = text.rfind('"', offset - 1);
  return opening == std::string_view::npos ? offset : opening;
}

}  // namespace

SyntaxError explain_syntax_error(std::string_view text, std::size_t offset,
                                 std::string_view parser_message) {
  if (offset >= text.size()) {
    const bool in_string = says(parser_message, "missing closing quote");
    return {text.size(), in_string ? "the text ends inside a string; the file seems incomplete"
                                   : "the text ends too soon; the file seems incomplete"};
  }
  if (auto what = about_string(text, offset, parser_message)) return {offset, *std::move(what)};
  if (text[offset] == '/' || text[offset] == '#') {
    return {offset, "JSON has no comments; use \"explanation\" or an expectation's \"note\""};
  }
  if (auto literal = about_literal(text, offset, parser_message)) return *std::move(literal);
  return {token_begin(text, offset), about_octet(text, offset, parser_message)};
}

}  // namespace acklab::scenario
