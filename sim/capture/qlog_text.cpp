#include "sim/capture/qlog_text.hpp"

#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/link/record/json_string.hpp"

namespace acklab::capture {
namespace {

using link::json_string;

constexpr std::int64_t nanos_in_millisecond = 1'000'000;

/// A number of milliseconds, to the nanosecond.
std::string qlog_milliseconds(Duration span) {
  const std::int64_t nanos = span.count();
  return fmt::format("{}.{:06}", nanos / nanos_in_millisecond, nanos % nanos_in_millisecond);
}

const char* packet_type(const wire::Segment& segment) {
  return segment.sender.syn ? "initial" : "1RTT";
}

std::string segment_head(const LoggedSegment& logged) {
  return fmt::format(
      R"("header":{{"packet_type":"{}","packet_number":{}}},"raw":{{"length":{},"payload_length":{}}})",
      packet_type(logged.segment), logged.number, logged.tcp_bytes,
      logged.segment.sender.payload.size());
}

/// The stream's octets begin behind the SYN.
std::string stream_frame(const LoggedSegment& logged) {
  const wire::SenderMessage& sender = logged.segment.sender;
  return fmt::format(R"({{"frame_type":"stream","stream_id":0,"offset":{},"length":{},"fin":{}}})",
                     logged.offset > 0 ? logged.offset - 1 : 0, sender.payload.size(), sender.fin);
}

std::vector<std::string> frames_sent(const LoggedSegment& logged) {
  std::vector<std::string> frames;
  const wire::Segment& segment = logged.segment;
  if (segment.sender.syn) frames.emplace_back(R"({"frame_type":"ping"})");
  if (segment.rst) {
    frames.emplace_back(
        R"({"frame_type":"connection_close","error_space":"transport","raw_error_code":0,"reason":"RST"})");
  }
  if (!segment.sender.payload.empty() || segment.sender.fin) frames.push_back(stream_frame(logged));
  return frames;
}

std::string ack_frame(std::span<const std::uint64_t> numbers) {
  std::string ranges;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    fmt::format_to(std::back_inserter(ranges), "{}[{},{}]", ranges.empty() ? "" : ",", numbers[i],
                   numbers[last]);
    i = last + 1;
  }
  return fmt::format(R"({{"frame_type":"ack","acked_ranges":[{}]}})", ranges);
}

std::string with_frames(const LoggedSegment& logged, const std::vector<std::string>& frames) {
  return fmt::format(R"({},"frames":[{}])", segment_head(logged), fmt::join(frames, ","));
}

}  // namespace

std::string sent_data(const LoggedSegment& logged, std::string_view trigger) {
  std::vector<std::string> frames = frames_sent(logged);
  // What only acknowledges: the numbers stand where it is received.
  if (frames.empty()) frames.emplace_back(R"({"frame_type":"padding"})");
  std::string data = with_frames(logged, frames);
  if (!trigger.empty()) data += fmt::format(R"(,"trigger":"{}")", trigger);
  return data;
}

std::string received_data(const LoggedSegment& logged, std::span<const std::uint64_t> acknowledged,
                          std::optional<std::uint64_t> limit) {
  std::vector<std::string> frames = frames_sent(logged);
  if (!acknowledged.empty()) frames.push_back(ack_frame(acknowledged));
  if (limit) frames.push_back(fmt::format(R"({{"frame_type":"max_data","maximum":{}}})", *limit));
  if (frames.empty()) frames.emplace_back(R"({"frame_type":"padding"})");
  return with_frames(logged, frames);
}

std::string lost_data(std::uint64_t number, std::string_view trigger) {
  std::string data = fmt::format(R"("header":{{"packet_type":"1RTT","packet_number":{}}})", number);
  if (!trigger.empty()) data += fmt::format(R"(,"trigger":"{}")", trigger);
  return data;
}

std::string marker_data(std::string_view type, std::string_view message) {
  return fmt::format(R"("type":{},"message":{})", json_string(type), json_string(message));
}

std::string metrics_data(const QlogMetrics& metrics) {
  std::vector<std::string> parts;
  const auto number = [&parts](const char* name, const std::optional<std::uint64_t>& value) {
    if (value) parts.push_back(fmt::format(R"("{}":{})", name, *value));
  };
  const auto time = [&parts](const char* name, const std::optional<Duration>& value) {
    if (value) parts.push_back(fmt::format(R"("{}":{})", name, qlog_milliseconds(*value)));
  };
  number("congestion_window", metrics.congestion_window_bytes);
  number("ssthresh", metrics.slow_start_threshold_bytes);
  number("bytes_in_flight", metrics.in_flight_bytes);
  time("latest_rtt", metrics.latest_rtt);
  time("smoothed_rtt", metrics.smoothed_rtt);
  time("min_rtt", metrics.min_rtt);
  return fmt::format("{}", fmt::join(parts, ","));
}

std::string event_line(Duration at, std::string_view name, std::string_view data) {
  return fmt::format(R"({{"time":{},"name":"{}","data":{{{}}}}})", qlog_milliseconds(at), name,
                     data);
}

std::string file_head(const link::FateLogHeader& header) {
  return fmt::format(
      R"({{"qlog_version":"0.3","qlog_format":"JSON","title":{},"description":{},"traces":[)",
      json_string(header.scenario + ", " + header.contender),
      json_string(fmt::format(
          "TCP in the words of QUIC, written by acklab {}: repetition {}, seed {}, path {}. Packet "
          "numbers count transmissions, each direction from 0; instants count from the first "
          "packet.",
          header.acklab_version, header.repetition, header.seed, header.path)));
}

std::string trace_head(std::string_view host, std::uint64_t connection,
                       std::string_view contender) {
  return fmt::format(
      R"({{"title":{},"vantage_point":{{"name":"{}","type":"{}"}},)"
      R"("common_fields":{{"group_id":{},"protocol_type":["TCP"],"time_format":"relative","reference_time":"0"}},)"
      R"("configuration":{{"time_offset":"0.001","time_units":"ms"}},"events":[)",
      json_string(fmt::format("{}, connection {}, {}", contender, connection, host)), host, host,
      json_string(fmt::format("{} {}", contender, connection)));
}

}  // namespace acklab::capture
