#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace acklab::scenario {

/// Where the text stops being JSON and why, for people: the usual slips (trailing comma, comment,
/// single quotes, NaN, a second document, …) are told by name.
struct SyntaxError {
  std::size_t offset = 0;
  std::string what;
};

/// Explains a parser's refusal. `offset` is that of the first octet which could not be accepted
/// (the size of the text: it ended too soon); `parser_message` is what the parser itself said.
[[nodiscard]] SyntaxError explain_syntax_error(std::string_view text, std::size_t offset,
                                               std::string_view parser_message);

}  // namespace acklab::scenario
