#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

std::optional<link::MtuSettings> read_mtu_limit(const Cursor& cursor) {
  const auto as_settings = [](std::optional<std::uint64_t> bytes) {
    return bytes ? std::optional{link::MtuSettings{static_cast<std::uint32_t>(*bytes), {}}}
                 : std::nullopt;
  };
  if (cursor.is_string() || cursor.is_number()) {
    return as_settings(read_size(cursor, link::min_mtu_bytes, link::max_mtu_bytes));
  }
  const Members members{
      cursor, "a size such as \"1400B\" or an object with \"bytes\"", {"bytes", "oversize"}};
  std::optional<link::MtuSettings> mtu;
  if (const auto bytes = members.require("bytes")) {
    mtu = as_settings(bytes->is_number()
                          ? bytes->whole_number(link::min_mtu_bytes, link::max_mtu_bytes)
                          : read_size(*bytes, link::min_mtu_bytes, link::max_mtu_bytes));
  }
  if (const auto oversize = members.find("oversize")) {
    const auto chosen = oversize->choice<link::Oversize>(oversize_names);
    if (chosen && mtu) mtu->oversize = *chosen;
  }
  return mtu;
}

}  // namespace

void read_mtu(const Members& members, link::DirectionSettings& into) {
  if (const auto mtu = members.find("mtu")) {
    into.mtu = says_unlimited(*mtu) ? std::nullopt : read_mtu_limit(*mtu);
  }
}

}  // namespace acklab::scenario
