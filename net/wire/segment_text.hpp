#pragma once

#include <optional>
#include <string>

#include "net/base/seq32.hpp"
#include "net/wire/segment.hpp"

namespace acklab::wire {

/// Where the sequence numbers of a connection begin, as the sender of a segment sees it: both
/// initial sequence numbers, so that the first byte of a stream has the relative number 1.
struct SequenceOrigin {
  Seq32 sender;
  Seq32 receiver;
};

/// One line about a segment in tcpdump's notation, for example
/// `Flags [P.], seq 1:1001, ack 1, win 512, options [nop,nop,TS val 10 ecr 700], length 1000`.
///
/// Without an origin all numbers are as on the wire (tcpdump -S). With one they are relative where
/// tcpdump's are: not on a SYN, nor on a segment without ACK. The window is not scaled. Options
/// stand in the order in which encode writes them.
[[nodiscard]] std::string to_text(const Segment& segment,
                                  std::optional<SequenceOrigin> origin = std::nullopt);

}  // namespace acklab::wire
