#include "sim/link/script/tcp_option_fields.hpp"

#include <algorithm>

#include "net/wire/byte_order.hpp"

namespace acklab::link {
namespace {

constexpr std::uint8_t end_of_options = 0;
constexpr std::uint8_t no_operation = 1;
constexpr std::uint8_t window_scale = 3;
constexpr std::uint8_t selective_acknowledgment = 5;
constexpr std::size_t option_header_bytes = 2;  // kind and length
constexpr std::size_t block_bytes = 8;
constexpr std::uint8_t most_shifts = 14;

}  // namespace

TcpOptionFields read_tcp_options(ByteView options) {
  TcpOptionFields fields;
  while (!options.empty() && options[0] != end_of_options) {
    if (options[0] == no_operation) {
      options = options.subspan(1);
      continue;
    }
    if (options.size() < option_header_bytes) return fields;
    const std::size_t length = options[1];
    if (length < option_header_bytes || length > options.size()) return fields;
    if (options[0] == window_scale && length == option_header_bytes + 1) {
      fields.window_scale = std::min(options[2], most_shifts);
    }
    if (options[0] == selective_acknowledgment) {
      for (std::size_t at = option_header_bytes; at + block_bytes <= length; at += block_bytes) {
        fields.sack.push_back(
            {Seq32{wire::read_u32(options, at)}, Seq32{wire::read_u32(options, at + 4)}});
      }
    }
    options = options.subspan(length);
  }
  return fields;
}

}  // namespace acklab::link
