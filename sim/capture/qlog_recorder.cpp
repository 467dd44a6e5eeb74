#include "sim/capture/qlog_recorder.hpp"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "sim/capture/comments.hpp"
#include "sim/capture/ip_image.hpp"

namespace acklab::capture {
namespace {

std::size_t sender_of(link::Direction direction) {
  return direction == link::Direction::forward ? 0 : 1;
}

std::size_t place_of(path::Host host) {
  return host == path::Host::client ? 0 : 1;
}

constexpr std::array host_names{"client", "server"};

/// How far the receiver of an ACK may send, in octets of its stream.
std::optional<std::uint64_t> limit_of(const wire::Segment& segment, const Transmissions& receiver,
                                      const Transmissions& sender) {
  if (!segment.receiver.acknowledgment || segment.sender.syn) return std::nullopt;
  const bool scales = sender.window_scale && receiver.window_scale;
  const std::uint64_t window = std::uint64_t{segment.receiver.window}
                               << (scales ? *sender.window_scale : 0U);
  const std::uint64_t offset = receiver.offset_of(*segment.receiver.acknowledgment);
  return (offset > 0 ? offset - 1 : 0) + window;
}

}  // namespace

QlogRecorder::QlogRecorder(link::FateLogHeader header, Output output, std::uint64_t event_limit)
    : header_(std::move(header)), output_(std::move(output)), event_limit_(event_limit) {}

void QlogRecorder::add(View& view, Instant now, std::string_view name, std::string_view data) {
  if (events_ > event_limit_ || !origin_) return;
  const Duration at = std::max(now - *origin_, Duration{});
  if (++events_ <= event_limit_) {
    view.events.push_back({at, event_line(at, name, data)});
    return;
  }
  const std::string cut =
      fmt::format("The log is cut here: it holds {} events at most.", event_limit_);
  for (Connection& connection : connections_) {
    for (View& other : connection.views) {
      other.events.push_back({at, event_line(at, "simulation:marker", marker_data("cut", cut))});
    }
  }
}

std::size_t QlogRecorder::connection_of(link::Direction direction, std::uint32_t flow,
                                        const wire::Segment& segment) {
  const bool forward = direction == link::Direction::forward;
  const std::tuple ports{flow, forward ? segment.source_port : segment.destination_port,
                         forward ? segment.destination_port : segment.source_port};
  const bool opens = segment.sender.syn && !segment.receiver.acknowledgment;
  const auto found = by_ports_.find(ports);
  if (found != by_ports_.end()) {
    // The ports may serve again, once somebody has closed the connection before.
    const auto& sides = connections_[found->second].sides;
    const std::size_t opener = sender_of(direction);
    if (!opens || !sides[opener].is_another(segment.sender.sequence)) return found->second;
  }
  const auto before = std::count_if(connections_.begin(), connections_.end(),
                                    [flow](const Connection& one) { return one.flow == flow; });
  Connection& added = connections_.emplace_back();
  added.flow = flow;
  added.number = static_cast<std::uint64_t>(before) + 1;
  by_ports_[ports] = connections_.size() - 1;
  return connections_.size() - 1;
}

void QlogRecorder::crossed(const link::Crossing& crossing) {
  const auto turn = turn_.take();
  if (!origin_) origin_ = crossing.at;
  const bool enters = crossing.where == link::Crossing::Where::entering;
  const std::uint64_t ordinal = enters ? ordinals_.take(crossing) : 0;
  const auto tcp = tcp_view(ip_image(crossing.packet, crossing.direction));
  if (!tcp) return;
  if (enters) {
    enter(crossing, ordinal, *tcp);
  } else {
    leave(crossing, *tcp);
  }
}

void QlogRecorder::enter(const link::Crossing& crossing, std::uint64_t ordinal,
                         const TcpView& tcp) {
  const std::size_t index = connection_of(crossing.direction, crossing.packet.flow, tcp.segment);
  Connection& connection = connections_[index];
  const std::size_t host = sender_of(crossing.direction);
  View& view = connection.views[host];
  Transmissions& side = connection.sides[host];
  if (view.events.empty()) {
    add(view, crossing.at, "connectivity:connection_started",
        fmt::format(R"("src_port":{},"dst_port":{})", tcp.segment.source_port,
                    tcp.segment.destination_port));
  }
  if (tcp.segment.sender.syn) side.window_scale = tcp.segment.syn_options.window_scale;
  // What the kernel takes for lost shows when it sends that again; our transport tells.
  if (!tellers_.contains(crossing.packet.flow)) {
    add_lost(view, crossing.at, side.lose(side.octets_of(tcp.segment)), "retransmitted");
  }
  const Transmissions::Sent sent = side.send(tcp.segment);
  packets_[{crossing.direction, crossing.index}] = {index, sent.number};
  std::string trigger;
  if (const auto told = triggers_.find({crossing.packet.flow, crossing.direction, ordinal});
      told != triggers_.end()) {
    trigger = std::move(told->second);
    triggers_.erase(told);
  }
  add(view, crossing.at, "transport:packet_sent",
      sent_data({sent.number, sent.octets.begin, tcp.tcp_bytes, tcp.segment}, trigger));
}

void QlogRecorder::leave(const link::Crossing& crossing, const TcpView& tcp) {
  const auto found = packets_.find({crossing.direction, crossing.index});
  if (found == packets_.end()) return;
  Connection& connection = connections_[found->second.connection];
  const std::size_t sender = sender_of(crossing.direction);
  const std::size_t receiver = 1 - sender;
  View& view = connection.views[receiver];
  if (!tcp.is_intact) {
    add(view, crossing.at, "simulation:marker",
        marker_data("damaged", fmt::format("Packet {} came damaged.", found->second.number)));
    return;
  }
  Transmissions& acknowledged = connection.sides[receiver];
  const auto numbers = acknowledged.acknowledge(tcp.segment.receiver);
  add(view, crossing.at, "transport:packet_received",
      received_data(
          {found->second.number, connection.sides[sender].offset_of(tcp.segment.sender.sequence),
           tcp.tcp_bytes, tcp.segment},
          numbers, limit_of(tcp.segment, acknowledged, connection.sides[sender])));
}

void QlogRecorder::decided(const link::FateRecord& fate) {
  if (!fate.dropped) return;
  const auto turn = turn_.take();
  const auto found = packets_.find({fate.direction, fate.index});
  if (found == packets_.end()) return;
  const Duration waited = fate.queued;
  add(connections_[found->second.connection].views[sender_of(fate.direction)],
      fate.arrival + waited, "simulation:marker",
      marker_data("dropped", fmt::format("Packet {}: {}", found->second.number, fate_words(fate))));
}

void QlogRecorder::add_lost(View& view, Instant now, const std::vector<std::uint64_t>& numbers,
                            std::string_view trigger) {
  for (const std::uint64_t number : numbers) {
    add(view, now, "recovery:packet_lost", lost_data(number, trigger));
  }
}

/// What our transport tells.
class QlogRecorder::Telling {
 public:
  Telling(QlogRecorder& recorder, const contender::HostEvent& event)
      : recorder_(recorder), event_(event) {}

  void operator()(const transport::SegmentSent& sent) const {
    const auto direction = contender::direction_from(event_.host);
    recorder_.tellers_.insert(event_.flow);
    recorder_.told_[{event_.flow, event_.host, event_.connection}] =
        recorder_.connection_of(direction, event_.flow, sent.segment);
    if (sent.why == transport::Sending::first || sent.why == transport::Sending::acknowledgment) {
      return;
    }
    recorder_.triggers_[{event_.flow, direction, event_.packets_sent}] =
        sent.cause ? transport::to_string(*sent.cause) : transport::to_string(sent.why);
  }
  void operator()(const transport::LossFound& loss) const {
    if (Connection* const connection = told()) {
      recorder_.add_lost(view(*connection), event_.now,
                         connection->sides[place_of(event_.host)].lose(loss.range),
                         transport::to_string(loss.cause));
    }
  }
  void operator()(const transport::WindowChanged& window) const {
    metrics({.congestion_window_bytes = window.congestion_window_bytes,
             .slow_start_threshold_bytes = window.slow_start_threshold_bytes,
             .in_flight_bytes = window.in_flight_bytes});
  }
  void operator()(const transport::RoundTripMeasured& measured) const {
    Connection* const connection = told();
    if (connection == nullptr) return;
    std::optional<Duration>& least = view(*connection).min_rtt;
    least = std::min(least.value_or(measured.sample), measured.sample);
    metrics({.latest_rtt = measured.sample, .smoothed_rtt = measured.smoothed, .min_rtt = least});
  }
  void operator()(const transport::TimerExpired& expired) const {
    if (expired.timer != transport::Timer::retransmission &&
        expired.timer != transport::Timer::tail_loss_probe &&
        expired.timer != transport::Timer::reordering) {
      return;
    }
    if (Connection* const connection = told()) {
      recorder_.add(view(*connection), event_.now, "recovery:loss_timer_triggered",
                    fmt::format(R"("timer_type":"{}")",
                                expired.timer == transport::Timer::reordering ? "ack" : "pto"));
    }
  }
  template <typename Other>
  void operator()(const Other&) const {}

 private:
  [[nodiscard]] Connection* told() const {
    const auto found = recorder_.told_.find({event_.flow, event_.host, event_.connection});
    return found == recorder_.told_.end() ? nullptr : &recorder_.connections_[found->second];
  }
  [[nodiscard]] View& view(Connection& connection) const {
    return connection.views[place_of(event_.host)];
  }
  void metrics(const QlogMetrics& values) const {
    if (Connection* const connection = told()) {
      recorder_.add(view(*connection), event_.now, "recovery:metrics_updated",
                    metrics_data(values));
    }
  }

  QlogRecorder& recorder_;
  const contender::HostEvent& event_;
};

void QlogRecorder::happened(const contender::HostEvent& event) {
  const auto turn = turn_.take();
  std::visit(Telling{*this, event}, event.what);
}

void QlogRecorder::sampled(const contender::Sample& sample) {
  const auto turn = turn_.take();
  if (tellers_.contains(sample.flow)) return;  // our transport tells more itself
  const auto latest =
      std::find_if(connections_.rbegin(), connections_.rend(),
                   [&sample](const Connection& one) { return one.flow == sample.flow; });
  if (latest == connections_.rend()) return;
  const contender::SeriesPoint& point = sample.point;
  const QlogMetrics metrics{.congestion_window_bytes = point.congestion_window_bytes,
                            .slow_start_threshold_bytes = point.slow_start_threshold_bytes,
                            .in_flight_bytes = point.in_flight_bytes,
                            .smoothed_rtt = point.smoothed_rtt};
  if (const std::string data = metrics_data(metrics); !data.empty()) {
    add(latest->views[place_of(path::Host::client)], sample.at, "recovery:metrics_updated", data);
  }
}

void QlogRecorder::finish() {
  const auto turn = turn_.take();
  output_(file_head(header_));
  const char* before = "\n";
  for (Connection& connection : connections_) {
    const std::string& whose =
        connection.flow < header_.flows.size() ? header_.flows[connection.flow] : header_.contender;
    for (std::size_t host = 0; host < host_names.size(); ++host) {
      std::vector<Event>& events = connection.views[host].events;
      if (events.empty()) continue;  // qvis takes no trace without
      std::stable_sort(events.begin(), events.end(),
                       [](const Event& a, const Event& b) { return a.at < b.at; });
      output_(before + trace_head(host_names.at(host), connection.number, whose));
      const char* between = "\n";
      for (const Event& event : events) {
        output_(between);
        output_(event.line);
        between = ",\n";
      }
      output_("\n]}");
      before = ",\n";
    }
  }
  output_("\n]}\n");
}

}  // namespace acklab::capture
