#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 2> fate_keys{"index", "content"};

constexpr std::array record_rows{Parameter{
    .key = "fate_key",
    .kind = ValueKind::choice,
    .meaning = "By what the chance of a packet is counted. With index, the n-th packet of "
               "a direction meets the n-th fate, whatever it is. With content, a packet "
               "is known by what it is (connection, byte range, which transmission of it; "
               "a pure ACK by its number and how often that was seen; a datagram by its "
               "payload), so the same segment meets the same fate in every run, although "
               "packets race in real time. Which segments there are, and which ACKs, may "
               "still differ between such runs.",
    .fallback = "\"index\"",
    .choices = fate_keys,
    .examples = R"({"loss": "1%", "fate_key": "content"})"}};

}  // namespace

std::span<const Parameter> record_parameters() {
  return record_rows;
}

}  // namespace acklab::link
