#include <array>

#include "sim/link/mtu/mtu_settings.hpp"
#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 2> oversize_words{"drop", "fragment"};

constexpr std::array mtu_rows{
    Parameter{.key = "mtu",
              .kind = ValueKind::size | ValueKind::object | ValueKind::choice,
              .meaning = "The largest IP packet, header included, that the link carries in one "
                         "piece. A size alone drops what is larger. Over IPv6 at least 1280B.",
              .range = "68B to 65535B",
              .fallback = "\"unlimited\"",
              .netem = "ip link set DEV mtu BYTES",
              .choices = unlimited_word,
              .differs = "An interface's MTU is known to its host, which cuts packets or tells the "
                         "sender; netem has none. This one is somewhere on the way.",
              .examples = R"({"mtu": "1400B"}
{"mtu": {"bytes": 1500, "oversize": "fragment"}, "loss": "1%"})"},
    Parameter{.key = "mtu.bytes",
              .kind = ValueKind::count | ValueKind::size,
              .meaning = "The limit, as a number of bytes or a size.",
              .required = true,
              .min = min_mtu_bytes,
              .max = max_mtu_bytes},
    Parameter{.key = "mtu.oversize",
              .kind = ValueKind::choice,
              .meaning =
                  "drop: a larger packet vanishes and no message says so, a black hole as a "
                  "firewall makes that eats ICMP. fragment: it is cut as IP would cut it "
                  "(RFC 791), whatever \"don't fragment\" says; each fragment meets the loss "
                  "by itself and one lost fragment loses the packet; in queue and line each "
                  "is a packet of its own with its headers and framing, also those that "
                  "travel in vain; and the packet comes out when its last fragment does.",
              .fallback = "\"drop\"",
              .choices = oversize_words}};

}  // namespace

std::span<const Parameter> mtu_parameters() {
  return mtu_rows;
}

}  // namespace acklab::link
