#include "sim/path/kernel_counters.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "sim/path/system_setting.hpp"

namespace acklab::path {

namespace {

/// The next word of `text`, which it is taken from; empty at the end.
std::string_view take_word(std::string_view& text) {
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) {
    text = {};
    return {};
  }
  const std::size_t end = std::min(text.find_first_of(" \t", start), text.size());
  const std::string_view word = text.substr(start, end - start);
  text.remove_prefix(end);
  return word;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::optional<std::uint64_t> to_number(std::string_view word) {
  std::uint64_t value = 0;
  const auto result = std::from_chars(word.data(), word.data() + word.size(), value);
  if (result.ec != std::errc{}) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::uint64_t> counter_in(std::string_view table, std::string_view protocol,
                                        std::string_view name) {
  // Lines come in pairs: "Udp: InDatagrams NoPorts …" and "Udp: 5 0 …".
  while (!table.empty()) {
    std::string_view names = take_line(table);
    std::string_view values = take_line(table);
    const std::string_view label = take_word(names);
    take_word(values);
    if (label.empty() || label.substr(0, label.size() - 1) != protocol) continue;
    for (auto word = take_word(names); !word.empty(); word = take_word(names)) {
      const std::string_view value = take_word(values);
      if (word == name) return to_number(value);
    }
  }
  return std::nullopt;
}

std::optional<std::uint64_t> counter_by_line(std::string_view table, std::string_view name) {
  while (!table.empty()) {
    std::string_view line = take_line(table);
    if (take_word(line) == name) return to_number(take_word(line));
  }
  return std::nullopt;
}

HostDrops host_drops() {
  // Not /proc/net: that shows the namespace of the process's first thread.
  const std::string snmp = read_small_file("/proc/thread-self/net/snmp").value_or("");
  const std::string netstat = read_small_file("/proc/thread-self/net/netstat").value_or("");
  const std::string snmp6 = read_small_file("/proc/thread-self/net/snmp6").value_or("");
  HostDrops drops;
  drops.full_buffers = counter_in(snmp, "Udp", "RcvbufErrors").value_or(0) +
                       counter_in(snmp, "Udp", "MemErrors").value_or(0) +
                       counter_by_line(snmp6, "Udp6RcvbufErrors").value_or(0) +
                       counter_by_line(snmp6, "Udp6MemErrors").value_or(0) +
                       counter_in(netstat, "TcpExt", "TCPBacklogDrop").value_or(0) +
                       counter_in(netstat, "TcpExt", "TCPRcvQDrop").value_or(0) +
                       counter_in(netstat, "TcpExt", "TCPOFODrop").value_or(0);
  const auto udp = [&](std::string_view name) {
    return counter_in(snmp, "Udp", name).value_or(0) +
           counter_by_line(snmp6, "Udp6" + std::string(name)).value_or(0);
  };
  // Among the errors are full buffers; the rest is wrong checksums and lengths. What TCP counts, it
  // counts over both versions of IP.
  const std::uint64_t without_room = udp("RcvbufErrors") + udp("MemErrors");
  drops.bad_checksum = udp("InErrors") - std::min(udp("InErrors"), without_room) +
                       counter_in(snmp, "Tcp", "InErrs").value_or(0);
  drops.no_port = udp("NoPorts");
  return drops;
}

}  // namespace acklab::path
