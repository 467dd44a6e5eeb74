#include "sim/contender/open_packets.hpp"

#include <fmt/format.h>

namespace acklab::contender {

void OpenPackets::leave_open(const std::string& text, std::uint32_t flow, link::Direction direction,
                             std::uint64_t ordinal) {
  places_.push_back({flow, direction, ordinal, text.size()});
}

void OpenPackets::entered(std::string& text, const link::Crossing& crossing) {
  const std::uint64_t ordinal = ordinals_.take(crossing);
  std::size_t shift = 0;
  for (auto place = places_.begin(); place != places_.end();) {
    place->at += shift;
    if (place->flow != crossing.packet.flow || place->direction != crossing.direction ||
        place->ordinal > ordinal) {
      ++place;
      continue;
    }
    if (place->ordinal == ordinal) {
      const std::string told = fmt::format(R"(,"packet":{})", crossing.index);
      text.insert(place->at, told);
      shift += told.size();
    }
    place = places_.erase(place);
  }
}

}  // namespace acklab::contender
