#include "sim/capture/pcapng.hpp"

#include <algorithm>

namespace acklab::capture {
namespace {

constexpr std::uint32_t section_header_block = 0x0A0D0D0A;
constexpr std::uint32_t interface_description_block = 1;
constexpr std::uint32_t enhanced_packet_block = 6;
constexpr std::uint32_t byte_order_magic = 0x1A2B3C4D;
constexpr std::uint16_t link_type_raw_ip = 101;

// Options: their codes in the blocks where they stand.
constexpr std::uint16_t end_of_options = 0;
constexpr std::uint16_t comment_option = 1;
constexpr std::uint16_t section_program = 4;
constexpr std::uint16_t interface_name = 2;
constexpr std::uint16_t interface_text = 3;
constexpr std::uint16_t time_resolution = 9;
constexpr std::uint16_t packet_flags = 2;
constexpr std::size_t longest_option = 0xffff;

constexpr char nanoseconds = 9;  // 10^-9
constexpr std::uint32_t inbound = 1;
constexpr std::uint32_t outbound = 2;

void append_u16(std::string& block, std::uint16_t number) {
  block += static_cast<char>(number & 0xffU);
  block += static_cast<char>(number >> 8U);
}

void append_u32(std::string& block, std::uint32_t number) {
  append_u16(block, static_cast<std::uint16_t>(number & 0xffffU));
  append_u16(block, static_cast<std::uint16_t>(number >> 16U));
}

void pad(std::string& block) {
  while (block.size() % 4 != 0) block += '\0';
}

/// As much of a text as an option holds, whole characters of UTF-8.
std::string_view fitting(std::string_view text) {
  if (text.size() <= longest_option) return text;
  std::size_t end = longest_option;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end);
}

void append_option(std::string& block, std::uint16_t code, std::string_view value) {
  const std::string_view held = fitting(value);
  append_u16(block, code);
  append_u16(block, static_cast<std::uint16_t>(held.size()));
  block += held;
  pad(block);
}

void append_text(std::string& block, std::uint16_t code, std::string_view text) {
  if (!text.empty()) append_option(block, code, text);
}

std::string begin_block(std::uint32_t type) {
  std::string block;
  append_u32(block, type);
  append_u32(block, 0);  // the length, known at the end
  return block;
}

std::string end_block(std::string block) {
  const auto length = static_cast<std::uint32_t>(block.size() + sizeof(std::uint32_t));
  append_u32(block, length);
  std::string said;
  append_u32(said, length);
  std::copy(said.begin(), said.end(), block.begin() + sizeof(std::uint32_t));
  return block;
}

std::string end_options(std::string block) {
  append_option(block, end_of_options, {});
  return end_block(std::move(block));
}

}  // namespace

std::string section_header(std::string_view program, std::string_view comment) {
  std::string block = begin_block(section_header_block);
  append_u32(block, byte_order_magic);
  append_u16(block, 1);  // version 1.0
  append_u16(block, 0);
  append_u32(block, 0xffffffff);  // the section's length: not said
  append_u32(block, 0xffffffff);
  append_text(block, comment_option, comment);
  append_text(block, section_program, program);
  return end_options(std::move(block));
}

std::string interface_description(std::string_view name, std::string_view description) {
  std::string block = begin_block(interface_description_block);
  append_u16(block, link_type_raw_ip);
  append_u16(block, 0);
  append_u32(block, 0);  // packets are never cut
  append_text(block, interface_name, name);
  append_text(block, interface_text, description);
  append_option(block, time_resolution, std::string_view(&nanoseconds, 1));
  return end_options(std::move(block));
}

std::string enhanced_packet(const CapturedPacket& packet) {
  const auto at = static_cast<std::uint64_t>(packet.at.count());
  const auto size = static_cast<std::uint32_t>(packet.octets.size());
  std::string block = begin_block(enhanced_packet_block);
  append_u32(block, packet.interface_number);
  append_u32(block, static_cast<std::uint32_t>(at >> 32U));
  append_u32(block, static_cast<std::uint32_t>(at & 0xffffffffU));
  append_u32(block, size);
  append_u32(block, size);
  block.append(packet.octets.begin(), packet.octets.end());
  pad(block);
  append_text(block, comment_option, packet.comment);
  std::string flags;
  append_u32(flags, packet.is_received ? inbound : outbound);
  append_option(block, packet_flags, flags);
  return end_options(std::move(block));
}

}  // namespace acklab::capture
