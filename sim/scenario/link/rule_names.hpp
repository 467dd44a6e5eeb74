#pragma once

#include <string>

#include "sim/link/script/rule.hpp"
#include "sim/scenario/names.hpp"

namespace acklab::scenario {

inline constexpr std::array protocol_names{Name<link::Protocol>{"tcp", link::Protocol::tcp},
                                           Name<link::Protocol>{"udp", link::Protocol::udp},
                                           Name<link::Protocol>{"icmp", link::Protocol::icmp},
                                           Name<link::Protocol>{"other", link::Protocol::other}};

inline constexpr std::array role_names{
    Name<link::PacketRole>{"data", link::PacketRole::data},
    Name<link::PacketRole>{"ack_only", link::PacketRole::ack_only}};

inline constexpr std::array flag_names{
    Name<std::uint8_t>{"SYN", link::TcpFlags::syn}, Name<std::uint8_t>{"FIN", link::TcpFlags::fin},
    Name<std::uint8_t>{"RST", link::TcpFlags::rst}, Name<std::uint8_t>{"ACK", link::TcpFlags::ack},
    Name<std::uint8_t>{"PSH", link::TcpFlags::psh}, Name<std::uint8_t>{"URG", link::TcpFlags::urg},
    Name<std::uint8_t>{"ECE", link::TcpFlags::ece}, Name<std::uint8_t>{"CWR", link::TcpFlags::cwr}};

inline constexpr std::array mark_names{Name<bool>{"ce", true}};

/// "SYN,ACK"
[[nodiscard]] std::string format_flags(link::TcpFlags flags);

/// Which directions a rule at the link speaks about.
enum class RuleDirections : std::uint8_t { both, forward, reverse };
inline constexpr std::array rule_direction_names{
    Name<RuleDirections>{"both", RuleDirections::both},
    Name<RuleDirections>{"forward", RuleDirections::forward},
    Name<RuleDirections>{"reverse", RuleDirections::reverse}};

}  // namespace acklab::scenario
