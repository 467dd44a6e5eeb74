#include "sim/contender/event_log.hpp"

#include <iterator>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/link/settings.hpp"

namespace acklab::contender {
namespace {

constexpr std::size_t most_waiting_text = 65'536;
/// The same while it is not known of all lines which packets they are of.
constexpr std::size_t most_open_text = std::size_t{1} << 20U;

const char* name_of(path::Host host) {
  return host == path::Host::client ? "client" : "server";
}

/// Sequence numbers count from the SYN's; what lies before it is that of a keep-alive at the start.
std::uint64_t relative(Seq32 field, std::optional<Seq32> initial) {
  return initial ? (field - initial->value()).value() : field.value();
}

std::string flags_in_words(const wire::Segment& segment) {
  std::string words;
  const auto add = [&words](bool set, std::string_view name) {
    if (!set) return;
    if (!words.empty()) words += ' ';
    words += name;
  };
  add(segment.sender.syn, "SYN");
  add(segment.sender.fin, "FIN");
  add(segment.rst, "RST");
  add(segment.receiver.acknowledgment.has_value(), "ACK");
  add(segment.sender.push, "PSH");
  add(segment.sender.urgent_pointer.has_value(), "URG");
  add(segment.ece, "ECE");
  add(segment.cwr, "CWR");
  return words;
}

void append_told_by(std::string& text, const std::vector<std::uint64_t>& told_by) {
  if (told_by.empty()) return;
  fmt::format_to(std::back_inserter(text), R"(,"told_by":[{}])", fmt::join(told_by, ","));
}

}  // namespace

EventLog::EventLog(const link::FateLogHeader& header, Output output)
    : of_flows_(!header.flows.empty()), output_(std::move(output)) {
  // The first line of the fate log says of which run it is; so does this one.
  std::string line = link::header_line(header);
  const std::size_t version = line.find("\"acklab_fates\":");
  const std::size_t end = line.find(',', version);
  line.replace(version, end - version, fmt::format("\"acklab_events\":{}", event_log_version));
  text_ = std::move(line);
}

std::int64_t EventLog::since_origin(Instant at) {
  if (!origin_) origin_ = at;
  return (at - *origin_).count();
}

void EventLog::begin_line(Instant now, std::uint32_t flow) {
  fmt::format_to(std::back_inserter(text_), R"({{"at_ns":{})", since_origin(now));
  if (of_flows_) fmt::format_to(std::back_inserter(text_), R"(,"flow":{})", flow);
}

void EventLog::end_line() {
  text_ += "}\n";
  ++events_;
  if (text_.size() < (open_.empty() ? most_waiting_text : most_open_text)) return;
  output_(text_);
  text_.clear();
  open_.forget();
}

void EventLog::append_segment(const wire::Segment& segment, bool sent, const HostEvent& event) {
  const std::uint16_t local = sent ? segment.source_port : segment.destination_port;
  const std::uint16_t remote = sent ? segment.destination_port : segment.source_port;
  Numbers& numbers = numbers_[{event.flow, event.host, local, remote}];
  if (segment.sender.syn) {
    (sent ? numbers.sent_from : numbers.received_from) = segment.sender.sequence;
    (sent ? numbers.sent_scale : numbers.received_scale) = segment.syn_options.window_scale;
  }
  const auto& own = sent ? numbers.sent_from : numbers.received_from;
  const auto& other = sent ? numbers.received_from : numbers.sent_from;
  const bool scales = numbers.sent_scale && numbers.received_scale && !segment.sender.syn;
  const auto& scale = sent ? numbers.sent_scale : numbers.received_scale;
  const std::uint64_t window = std::uint64_t{segment.receiver.window} << (scales ? *scale : 0U);
  const auto out = std::back_inserter(text_);
  fmt::format_to(out, R"(,"flags":"{}","sequence":{},"payload_bytes":{})", flags_in_words(segment),
                 relative(segment.sender.sequence, own), segment.sender.payload.size());
  if (segment.receiver.acknowledgment) {
    fmt::format_to(out, R"(,"acknowledgment":{})",
                   relative(*segment.receiver.acknowledgment, other));
  }
  fmt::format_to(out, R"(,"window_bytes":{})", window);
  if (segment.receiver.sack.empty()) return;
  text_ += ",\"sack\":[";
  const char* between = "";
  for (const wire::SackBlock block : segment.receiver.sack) {
    fmt::format_to(out, "{}[{},{}]", between, relative(block.left, other),
                   relative(block.right, other));
    between = ",";
  }
  text_ += ']';
}

/// The keys of each kind of event.
class EventLog::Line {
 public:
  Line(EventLog& log, const HostEvent& event) : log_(log), text_(log.text_), event_(event) {}

  void operator()(const transport::SegmentSent& sent) {
    say(R"("sent","segment":{})", sent.number);
    if (log_.of_flows_) {
      log_.open_.leave_open(text_, event_.flow, direction_from(event_.host), event_.packets_sent);
    } else {
      say(R"(,"packet":{})", event_.packets_sent);
    }
    say(R"(,"why":"{}")", transport::to_string(sent.why));
    if (sent.cause) say(R"(,"cause":"{}")", transport::to_string(*sent.cause));
    if (sent.why == transport::Sending::retransmission) append_evidence(sent.segment);
    say(R"(,"transmission":{})", sent.transmission);
    log_.append_segment(sent.segment, true, event_);
  }
  void operator()(const transport::SegmentReceived& received) {
    say(R"("received","segment":{})", received.number);
    log_.append_segment(received.segment, false, event_);
    if (received.congestion_experienced) text_ += R"(,"marked_ce":true)";
  }
  void operator()(const transport::LossFound& loss) {
    say(R"("lost","begin":{},"end":{},"cause":"{}")", loss.range.begin, loss.range.end,
        transport::to_string(loss.cause));
    append_told_by(text_, loss.told_by);
    if (!loss.told_by.empty()) {
      log_.told_by_[{event_.flow, event_.host, event_.connection, loss.range.begin}] = loss.told_by;
    }
  }
  void operator()(const transport::TimerChanged& changed) {
    say(R"("timer","timer":"{}")", transport::to_string(changed.timer));
    if (changed.at) say(R"(,"until_ns":{})", log_.since_origin(*changed.at));
  }
  void operator()(const transport::TimerExpired& expired) {
    say(R"("expired","timer":"{}","due_ns":{})", transport::to_string(expired.timer),
        log_.since_origin(expired.at));
  }
  void operator()(const transport::WindowChanged& window) {
    say(R"("window","congestion_window_bytes":{})", window.congestion_window_bytes);
    if (window.slow_start_threshold_bytes) {
      say(R"(,"slow_start_threshold_bytes":{})", *window.slow_start_threshold_bytes);
    }
    say(R"(,"in_flight_bytes":{})", window.in_flight_bytes);
  }
  void operator()(const transport::RoundTripMeasured& measured) {
    say(R"("round_trip","sample_ns":{},"smoothed_ns":{},"variation_ns":{})",
        measured.sample.count(), measured.smoothed.count(), measured.variation.count());
    say(R"(,"retransmission_timeout_ns":{})", measured.retransmission_timeout.count());
  }
  void operator()(const transport::RoundTripRefused&) { text_ += "\"round_trip_refused\""; }
  void operator()(const transport::DuplicateReported& report) {
    say(R"("duplicate_reported","begin":{},"end":{},"needless_retransmissions":{})",
        report.range.begin, report.range.end, report.needless_retransmissions);
  }
  void operator()(const transport::ReductionUndone& undone) {
    say(R"("reduction_undone","after_timeout":{})", undone.after_timeout);
  }
  void operator()(const transport::StateChanged& changed) {
    say(R"("state","state":"{}")", transport::to_string(changed.state));
  }

 private:
  template <typename... Values>
  void say(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
  }
  /// Which ACKs made it necessary, as the loss that came before says.
  void append_evidence(const wire::Segment& segment) {
    const auto& numbers =
        log_.numbers_[{event_.flow, event_.host, segment.source_port, segment.destination_port}];
    const std::uint64_t begin = relative(segment.sender.sequence, numbers.sent_from);
    const auto loss = log_.told_by_.find({event_.flow, event_.host, event_.connection, begin});
    if (loss == log_.told_by_.end()) return;
    append_told_by(text_, loss->second);
    log_.told_by_.erase(loss);
  }

  EventLog& log_;
  std::string& text_;
  const HostEvent& event_;
};

void EventLog::crossed(const link::Crossing& crossing) {
  const auto turn = turn_.take();
  if (!origin_) origin_ = crossing.at;
  if (of_flows_ && crossing.where == link::Crossing::Where::entering) {
    open_.entered(text_, crossing);
  }
}

void EventLog::happened(const HostEvent& event) {
  const auto turn = turn_.take();
  begin_line(event.now, event.flow);
  fmt::format_to(std::back_inserter(text_), R"(,"host":"{}","connection":{},"event":)",
                 name_of(event.host), event.connection);
  std::visit(Line{*this, event}, event.what);
  end_line();
}

void EventLog::judged(const link::RetransmissionVerdict& verdict) {
  const auto turn = turn_.take();
  begin_line(verdict.arrival, verdict.flow);
  const auto out = std::back_inserter(text_);
  fmt::format_to(out, R"(,"event":"verdict","direction":"{}","packet":{},"transmission":{})",
                 verdict.direction == link::Direction::forward ? "forward" : "reverse",
                 verdict.index, verdict.transmission);
  fmt::format_to(out, R"(,"needless":{})", verdict.needless);
  if (verdict.earlier) {
    const link::EarlierPacket& earlier = *verdict.earlier;
    fmt::format_to(out, R"(,"earlier_packet":{},"earlier_fate":"{}")", earlier.index,
                   earlier.dropped     ? link::to_string(*earlier.dropped)
                   : earlier.corrupted ? "damaged"
                                       : "delivered");
  }
  end_line();
}

void EventLog::finish(bool complete) {
  const auto turn = turn_.take();
  fmt::format_to(std::back_inserter(text_), "{{\"events\":{},\"complete\":{}}}\n", events_,
                 complete);
  output_(text_);
  text_.clear();
}

}  // namespace acklab::contender
