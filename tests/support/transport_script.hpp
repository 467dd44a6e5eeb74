#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/transport/config.hpp"

namespace acklab::support {

/// Plays a script of exact segments at exact instants against one connection, in virtual time.
/// Nothing when everything came as written; else the whole script, with the line that failed and
/// what came instead. A script that cannot be read throws std::invalid_argument with the same.
///
/// Each line is an instant, counted from the line before, and what happens then:
///
///     +0      connect                     # the application calls; or `listen` for a passive open
///     +0      > syn mss 1452 wscale 7 sackok        # the connection sends exactly this,
///     +100ms  < syn ack 1 mss 1000 win 60000        # this arrives from the peer
///     +0      > ack 1
///     +0      write 3000
///     +0      > data 1:3001 each 1000 push          # three segments, PSH on the last
///     +100ms  < ack 1 sack 1001:2001 2001:3001
///     +25ms   > data 1:1001
///     +0      check cwnd 2000
///     +5s     silence                     # nothing was sent since
///
/// Whatever the connection sends must have its line, in its order and at its instant. Offsets count
/// in the streams (SYN 0, first byte 1); both sequence spaces wrap within the first kilobytes. A
/// segment says `syn`, `data A:B [each N]`, `fin [A]`, `rst [A]`, `seq A`, `push`, `urg N`, `ack
/// N`, `noack`, `sack A:B…`, `win N` (as on the wire), `mss N`, `wscale N`, `sackok`, `ts VALUE
/// ECHO`. What a line leaves out: on `<` the sequence number follows on what the peer sent, `ack`
/// and `win` stay as they were, timestamps, once both sides use them, count milliseconds and echo
/// what came last; on `>` the sequence number is the next one and `ack` the one before, while `win`
/// and `ts` may be anything. Timestamps of the connection count from its first segment's.
///
/// The application's calls: `connect`, `listen`, `write N`, `read N` (takes exactly so many),
/// `close`, `release`, `abort`. And `check NAME VALUE`: see script_value. Payloads are
/// checked byte by byte in both directions.
[[nodiscard]] std::optional<std::string> play(std::string_view script,
                                              const transport::ConnectionConfig& config = {});

}  // namespace acklab::support
