#include "sim/path/kernel_honesty.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

namespace acklab::path {
namespace {

/// What a kernel does, as its setting says; nothing: it has no such setting.
struct Conduct {
  std::string words;
  bool differs = false;
};
using SettingText = std::optional<std::string>;

std::optional<std::uint64_t> number_of(const SettingText& text) {
  std::uint64_t value = 0;
  if (!text) return std::nullopt;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
  return read.ec == std::errc{} ? std::optional{value} : std::nullopt;
}

Conduct congestion_conduct(const SettingText& value) {
  const std::string name = value.value_or("unknown");
  return {fmt::format("the congestion control is {}", name), name != "reno"};
}

Conduct loss_conduct(const SettingText& value) {
  constexpr std::uint64_t rack = 1;
  const std::uint64_t flags = number_of(value).value_or(0);
  if ((flags & rack) == 0)
    return {"three duplicate ACKs mean a loss (from Linux 6.17 on RACK finds losses all the same)"};
  return {
      "RACK finds losses by time: what was sent earlier than something that has arrived is lost",
      true};
}

Conduct sack_conduct(const SettingText& value) {
  if (number_of(value).value_or(0) == 0) return {"ACKs name the first hole alone"};
  return {"SACK names what has arrived behind a hole", true};
}

/// Kernels without the setting have it as a constant.
Conduct shortest_timeout_conduct(const SettingText& value) {
  constexpr std::uint64_t linux_constant = 200'000;
  const std::uint64_t shortest = number_of(value).value_or(linux_constant);
  return {fmt::format("a timeout is {} ms at least, on top of the round trip",
                      static_cast<double>(shortest) / 1e3),
          shortest != 1'000'000};
}

Conduct longest_timeout_conduct(const SettingText& value) {
  constexpr std::uint64_t linux_constant = 120'000;
  return {fmt::format("a timeout doubles up to {} s",
                      static_cast<double>(number_of(value).value_or(linux_constant)) / 1e3)};
}

Conduct syn_conduct(const SettingText& value) {
  const std::uint64_t linear = number_of(value).value_or(0);
  if (linear == 0) return {"the timeout of a SYN is 1 s and doubles each time"};
  return {fmt::format("the timeout of a SYN is 1 s and doubles only after {} of them", linear),
          true};
}

Conduct initial_window_conduct(const SettingText& /*none*/) {
  return {"slow start begins with 10 segments (RFC 6928)", true};
}

Conduct ack_conduct(const SettingText& /*none*/) {
  return {
      "an ACK is held back 40 ms at least and 200 ms at most, the first ones of a connection not "
      "at all",
      true};
}

Conduct needless_timeout_conduct(const SettingText& value) {
  if (number_of(value).value_or(0) == 0) return {"a timeout that was needless is not noticed"};
  return {"F-RTO undoes a timeout that was needless (RFC 5682)", true};
}

Conduct tail_conduct(const SettingText& value) {
  if (number_of(value).value_or(0) < 3) return {"a lost tail waits for the timeout"};
  return {"a probe goes out behind a silent tail after about two round trips (TLP, RFC 8985)",
          true};
}

/// Linux counts in time: that of so many retransmissions, the first after 200 ms, none after more
/// than 120 s, whatever they really took (ip-sysctl.rst, tcp_retries2).
Conduct giving_up_conduct(const SettingText& value) {
  constexpr double book_s = 100;
  constexpr double longest_s = 120;
  const std::uint64_t retries = std::min<std::uint64_t>(number_of(value).value_or(15), 255);
  double sum_s = 0;
  double timeout_s = 0.2;
  for (std::uint64_t made = 0; made <= retries; ++made) {
    sum_s += std::min(timeout_s, longest_s);
    timeout_s *= 2;
  }
  return {fmt::format("it gives up at the first timeout after {:.1f} s", sum_s), sum_s < book_s};
}

/// The last of three numbers.
Conduct buffer_conduct(const SettingText& value) {
  const std::string text = value.value_or("");
  const auto most = number_of(text.substr(text.find_last_of(' ') + 1));
  if (!most) return {"buffers grow by themselves", true};
  return {fmt::format("buffers grow by themselves, up to {:.4g} MiB",
                      static_cast<double>(*most) / (1 << 20)),
          true};
}

Conduct memory_conduct(const SettingText& value) {
  if (number_of(value).value_or(0) != 0)
    return {"nothing is remembered from connection to connection"};
  return {"what one connection learned is remembered for the next", true};
}

struct HonestyTopic {
  std::string_view name;
  const char* setting;  // as in tcp_setting_names; null: none
  bool pinned;
  Conduct (*conduct)(const SettingText&);
  std::string_view book;
  std::string_view source;
};
constexpr std::array honesty_table{
    HonestyTopic{"congestion_control", "tcp_congestion_control", true, congestion_conduct,
                 "Reno halves its window at a loss", "RFC 5681 section 3"},
    HonestyTopic{"loss_detection", "tcp_recovery", false, loss_conduct,
                 "three duplicate ACKs mean a loss", "RFC 5681 section 3.2"},
    HonestyTopic{"sack", "tcp_sack", false, sack_conduct, "ACKs name the first hole alone",
                 "RFC 9293 section 3.4"},
    HonestyTopic{"min_rto", "tcp_rto_min_us", false, shortest_timeout_conduct,
                 "a timeout is 1 s at least", "RFC 6298 section 2"},
    HonestyTopic{"max_rto", "tcp_rto_max_ms", false, longest_timeout_conduct,
                 "a timeout doubles up to 60 s or more", "RFC 6298 section 2"},
    HonestyTopic{"syn_timeouts", "tcp_syn_linear_timeouts", false, syn_conduct,
                 "the timeout of a SYN is 1 s and doubles each time", "RFC 6298 section 5"},
    HonestyTopic{"initial_window", nullptr, false, initial_window_conduct,
                 "slow start begins with 2 to 4 segments", "RFC 5681 section 3.1"},
    HonestyTopic{"delayed_ack", nullptr, false, ack_conduct,
                 "an ACK is held back 500 ms at most, and every second segment has one",
                 "RFC 9293 section 3.8.6.3"},
    HonestyTopic{"f_rto", "tcp_frto", false, needless_timeout_conduct,
                 "a timeout that was needless is not noticed", "RFC 6298 section 5"},
    HonestyTopic{"tail_loss_probe", "tcp_early_retrans", false, tail_conduct,
                 "a lost tail waits for the timeout", "RFC 5681 section 3.2"},
    HonestyTopic{"give_up", "tcp_retries2", false, giving_up_conduct,
                 "it gives up after a time, 100 s at least", "RFC 9293 section 3.8.3"},
    HonestyTopic{"buffers", "tcp_wmem", true, buffer_conduct, "a window is 65535 bytes at most",
                 "RFC 9293 section 3.1"},
    HonestyTopic{"metrics", "tcp_no_metrics_save", true, memory_conduct,
                 "nothing is remembered from connection to connection", "RFC 5681 section 3.1"}};

constexpr auto honesty_names = [] {
  std::array<std::string_view, honesty_table.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = honesty_table[i].name;
  return names;
}();

SettingText setting_in(const TcpSettings& settings, std::string_view name) {
  const auto found = std::find_if(settings.begin(), settings.end(),
                                  [name](const auto& one) { return one.first == name; });
  return found == settings.end() ? std::nullopt : found->second;
}

}  // namespace

std::span<const std::string_view> honesty_topics() {
  return honesty_names;
}

std::vector<HonestyLine> kernel_honesty(const TcpSettings& settings, std::string_view congestion) {
  std::vector<HonestyLine> lines;
  for (const HonestyTopic& topic : honesty_table) {
    SettingText value;
    if (topic.setting != nullptr) value = setting_in(settings, topic.setting);
    // The sockets' own counts, not the default of new ones.
    if (topic.name == "congestion_control") value = congestion;
    Conduct conduct = topic.conduct(value);
    lines.push_back({topic.name, topic.setting == nullptr ? "" : topic.setting, std::move(value),
                     topic.pinned, conduct.differs, std::move(conduct.words), topic.book,
                     topic.source});
  }
  return lines;
}

}  // namespace acklab::path
