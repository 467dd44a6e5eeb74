#include "sim/link/fate.hpp"
#include "sim/link/script/packet_reading.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

const char* to_string(Direction direction) {
  switch (direction) {
    case Direction::forward:
      return "forward";
    case Direction::reverse:
      return "reverse";
  }
  return "unknown";
}

const char* to_string(JitterDistribution distribution) {
  if (distribution == JitterDistribution::table) return "table";
  return jitter_distribution_words[static_cast<std::size_t>(distribution)].data();
}

const char* to_string(Protocol protocol) {
  switch (protocol) {
    case Protocol::tcp:
      return "tcp";
    case Protocol::udp:
      return "udp";
    case Protocol::icmp:
      return "icmp";
    case Protocol::other:
      return "other";
  }
  return "unknown";
}

const char* to_string(Oversize oversize) {
  switch (oversize) {
    case Oversize::drop:
      return "drop";
    case Oversize::fragment:
      return "fragment";
  }
  return "unknown";
}

const char* to_string(DropCause cause) {
  switch (cause) {
    case DropCause::mtu:
      return "mtu";
    case DropCause::outage:
      return "outage";
    case DropCause::rule:
      return "rule";
    case DropCause::loss:
      return "loss";
    case DropCause::policer:
      return "policer";
    case DropCause::queue:
      return "queue";
    case DropCause::aqm:
      return "aqm";
    case DropCause::replay:
      return "replay";
  }
  return "unknown";
}

std::optional<DropCause> drop_cause_named(std::string_view name) {
  for (std::uint8_t number = 0; number <= static_cast<std::uint8_t>(DropCause::replay); ++number) {
    const auto cause = static_cast<DropCause>(number);
    if (name == to_string(cause)) return cause;
  }
  return std::nullopt;
}

const char* to_string(FateLabel label) {
  switch (label) {
    case FateLabel::scripted:
      return "scripted";
    case FateLabel::random:
      return "random";
    case FateLabel::time_driven:
      return "time-driven";
  }
  return "unknown";
}

FateLabel label_of(DropCause cause) {
  switch (cause) {
    case DropCause::mtu:
    case DropCause::rule:
      return FateLabel::scripted;
    case DropCause::loss:
      return FateLabel::random;
    case DropCause::replay:
      return FateLabel::scripted;
    case DropCause::policer:
    case DropCause::outage:
    case DropCause::queue:
    case DropCause::aqm:
      break;
  }
  return FateLabel::time_driven;
}

}  // namespace acklab::link
