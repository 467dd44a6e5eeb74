#include "sim/contender/theory_inputs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>
#include <variant>

#include "sim/contender/full_packet.hpp"
#include "sim/contender/theory_job_inputs.hpp"

namespace acklab::contender {
namespace {

using Known = std::optional<TheoryInput>;
using transport::Arq;

/// What there is to ask.
struct Question {
  const RunRequest& request;
  const path::TcpSettings& kernel;

  [[nodiscard]] const Spec& contender() const { return request.contender; }
  [[nodiscard]] const link::LinkSettings& link() const { return request.link; }
  [[nodiscard]] bool is_kernel() const { return contender().kind == Kind::kernel_tcp; }
  [[nodiscard]] bool is_udp() const { return contender().kind == Kind::udp; }
  /// The number that a setting of the kernel begins with; nothing when it is not known.
  [[nodiscard]] std::optional<double> setting(std::string_view name) const {
    for (const auto& [key, text] : kernel) {
      double value = 0;
      if (key != name || !text) continue;
      const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
      if (read.ec == std::errc{}) return value;
    }
    return std::nullopt;
  }
};

double seconds_of(Duration span) {
  return to_seconds(span);
}

Known payload_of(const Question& asked) {
  return TheoryInput{static_cast<double>(full_packet(asked.request).payload_bytes),
                     asked.is_udp() ? "workload.message" : "a full segment"};
}

/// What one full packet occupies on the line beside its payload.
Known headers_of(const Question& asked) {
  const FullPacket full = full_packet(asked.request);
  std::uint64_t on_line = full.size.ip_bytes;
  std::string from = "the headers of a full packet";
  const auto& rate = asked.link().forward.rate;
  const auto* fixed = rate ? std::get_if<link::FixedRate>(&rate->kind()) : nullptr;
  if (fixed != nullptr && full.size.line_packets == 1 && fixed->bytes_on_line(on_line) != on_line) {
    on_line = fixed->bytes_on_line(on_line);
    from += " and what the line adds";
  }
  return TheoryInput{static_cast<double>(on_line) - full.payload_bytes, from};
}

Known rate_of(const link::DirectionSettings& direction, std::string from) {
  if (!direction.rate) return std::nullopt;
  return TheoryInput{static_cast<double>(direction.rate->configured().bits_per_s()),
                     std::move(from)};
}

Known round_trip_of(const Question& asked) {
  const auto& link = asked.link();
  return TheoryInput{seconds_of(link.forward.delay + link.reverse.delay),
                     link.forward.delay == link.reverse.delay
                         ? "link.delay, both ways"
                         : "link.forward.delay + link.reverse.delay"};
}

/// A list of lost packets has no mean.
Known loss_of(const link::DirectionSettings& direction, std::string from) {
  if (std::holds_alternative<link::LostPackets>(direction.loss.model)) return std::nullopt;
  return TheoryInput{direction.loss.mean(), std::move(from)};
}

Known rto_of(const Question& asked) {
  const auto& fixed = asked.contender().arq.fixed_rto;
  if (asked.contender().kind != Kind::reliable_udp || !fixed) return std::nullopt;
  return TheoryInput{seconds_of(*fixed), "the contender's rto"};
}

Known window_of(const Question& asked) {
  constexpr double textbook_window = 8;
  const Spec& spec = asked.contender();
  if (spec.kind != Kind::reliable_udp) return std::nullopt;
  if (spec.arq.window_segments) {
    return TheoryInput{static_cast<double>(*spec.arq.window_segments),
                       "the contender's window_segments"};
  }
  if (spec.arq.kind == Arq::tcp) return std::nullopt;
  const bool alone = spec.arq.kind == Arq::stop_and_wait;
  return TheoryInput{alone ? 1 : textbook_window,
                     alone ? "stop-and-wait" : "the default of window_segments"};
}

/// What the job alone says.
template <Known (*Of)(const RunRequest&)>
Known of_job(const Question& asked) {
  return Of(asked.request);
}

Known handshakes_of(const Question& asked) {
  return TheoryInput{asked.is_udp() ? 0.0 : 1.0,
                     asked.is_udp() ? "udp connects nothing" : "SYN and its answer"};
}

Known initial_window_of(const Question& asked) {
  if (asked.is_udp()) return std::nullopt;
  if (const auto& told = asked.contender().tuning.initial_window_segments) {
    return TheoryInput{static_cast<double>(*told), "the contender's initial_window"};
  }
  return TheoryInput{10, "RFC 6928"};
}

Known line_goodput_of(const Question& asked) {
  const auto limit = goodput_limit(asked.request);
  if (!limit) return std::nullopt;
  return TheoryInput{*limit, "limit_bits_per_s"};
}

Known delay_of(const Question& asked) {
  return TheoryInput{seconds_of(asked.link().forward.delay), "link.forward.delay"};
}

/// Of a queue that is limited in time it is what the rate lets through in that time.
Known queue_of(const Question& asked) {
  const auto& limit = asked.link().forward.queue.limit;
  if (!limit) return std::nullopt;
  const auto amount = static_cast<double>(limit->amount());
  switch (limit->unit()) {
    case link::QueueUnit::bytes:
      return TheoryInput{amount, "link.forward.queue"};
    case link::QueueUnit::packets:
      return TheoryInput{amount * full_packet(asked.request).size.ip_bytes,
                         "link.forward.queue, in full packets"};
    case link::QueueUnit::time:
      break;
  }
  const auto rate = rate_of(asked.link().forward, {});
  if (!rate) return std::nullopt;
  return TheoryInput{amount / 1e9 * rate->value / 8, "link.forward.queue at link.forward.rate"};
}

Known mtu_of(const Question& asked) {
  const auto& mtu = asked.link().forward.mtu;
  if (mtu) return TheoryInput{static_cast<double>(mtu->bytes), "link.forward.mtu"};
  return std::nullopt;
}

Known fragments_of_message(const Question& asked) {
  const workload::Workload& job = asked.request.workload;
  const bool cut_evenly = std::holds_alternative<workload::Bulk>(job) ||
                          std::holds_alternative<workload::PictureJob>(job);
  const auto& mtu = asked.link().forward.mtu;
  if (!asked.is_udp() || !cut_evenly || !link::cuts_large_packets(mtu)) return std::nullopt;
  const path::IpVersion version = asked.request.ip_version;
  const std::uint32_t message = workload::largest_messages(job).there;
  const std::uint32_t ip_bytes = message + udp_header_bytes + ip_header_bytes(version);
  const link::Fragments cut = link::fragments_of(ip_bytes, mtu->bytes, version);
  return TheoryInput{static_cast<double>(cut.count), "workload.message and link.forward.mtu"};
}

/// The chances of a chain of a good and a bad state, however they are written.
struct TwoStates {
  double p = 0;
  double r = 0;
  double loss_in_bad = 1;
  double loss_in_good = 0;
};
std::optional<TwoStates> two_states(const Question& asked) {
  const auto& model = asked.link().forward.loss.model;
  if (const auto* chain = std::get_if<link::GilbertElliott>(&model)) {
    return TwoStates{chain->p.as_double(), chain->r.as_double(), chain->loss_in_bad.as_double(),
                     chain->loss_in_good.as_double()};
  }
  if (const auto* bursty = std::get_if<link::BurstyLoss>(&model)) {
    const double r = static_cast<double>(link::BurstyLoss::parts_in_one) /
                     static_cast<double>(bursty->mean_burst_parts);
    const double mean = bursty->mean.as_double();
    return TwoStates{mean * r / (1 - mean), r};
  }
  return std::nullopt;
}
template <double TwoStates::*Chance>
Known chance_of(const Question& asked) {
  const auto states = two_states(asked);
  if (!states) return std::nullopt;
  return TheoryInput{(*states).*Chance, "link.forward.loss"};
}

/// How many SYNs a rule drops that speaks of nothing else.
Known lost_syns_of(const Question& asked) {
  for (const link::Rule& rule : asked.link().forward.rules) {
    link::RuleCondition only_syn;
    only_syn.flags = link::TcpFlags{link::TcpFlags::syn};
    if (!rule.act.drop || rule.skip != 0 || !rule.times || rule.when != only_syn) continue;
    return TheoryInput{static_cast<double>(*rule.times), "link.rules"};
  }
  return std::nullopt;
}

Known linear_timeouts_of(const Question& asked) {
  if (asked.is_udp()) return std::nullopt;
  if (!asked.is_kernel()) return TheoryInput{0, "RFC 6298"};
  if (asked.kernel.empty()) return std::nullopt;
  const auto setting = asked.setting("tcp_syn_linear_timeouts");
  return TheoryInput{setting.value_or(0),
                     setting ? "net.ipv4.tcp_syn_linear_timeouts" : "this kernel has none"};
}

Known initial_rto_of(const Question& asked) {
  if (asked.is_udp()) return std::nullopt;
  if (const auto& told = asked.contender().tuning.initial_rto) {
    return TheoryInput{seconds_of(*told), "the contender's initial_rto"};
  }
  return TheoryInput{1, "RFC 6298"};
}

Known max_rto_of(const Question& asked) {
  if (asked.is_udp()) return std::nullopt;
  if (!asked.is_kernel()) return TheoryInput{60, "the transport's longest timeout"};
  const auto setting = asked.setting("tcp_rto_max_ms");
  if (setting) return TheoryInput{*setting / 1e3, "net.ipv4.tcp_rto_max_ms"};
  return TheoryInput{120, "Linux's longest timeout"};
}

Known retries_of(const Question& asked) {
  const auto setting = asked.setting("tcp_retries2");
  if (!asked.is_kernel() || !setting) return std::nullopt;
  return TheoryInput{*setting, "net.ipv4.tcp_retries2"};
}

Known sequence_bits_of(const Question& asked) {
  if (asked.is_udp()) return std::nullopt;
  return TheoryInput{
      static_cast<double>(asked.is_kernel() ? 32 : asked.contender().arq.sequence_bits),
      "the contender's sequence_bits"};
}

/// A part of what the contender was told about keep-alive.
template <auto Part>
Known keep_alive_of(const Question& asked) {
  const auto& told = asked.contender().tuning.keep_alive;
  if (!told) return std::nullopt;
  const auto part = (*told).*Part;
  if constexpr (std::is_same_v<decltype(part), const Duration>) {
    return TheoryInput{seconds_of(part), "the contender's keep_alive"};
  } else {
    return TheoryInput{static_cast<double>(part), "the contender's keep_alive"};
  }
}

/// Of an ACK without data: all headers, and timestamps where they are on.
Known ack_of(const Question& asked) {
  if (asked.is_udp()) return std::nullopt;
  const Spec& spec = asked.contender();
  const bool timestamps = spec.mechanisms.timestamps;
  const bool in_udp = !asked.is_kernel() && spec.carriage == CarriageKind::udp;
  return TheoryInput{static_cast<double>(ip_header_bytes(asked.request.ip_version) +
                                         tcp_header_bytes + (in_udp ? udp_header_bytes : 0) +
                                         (timestamps ? tcp_timestamps_bytes : 0)),
                     "the headers of an ACK"};
}

struct Derivation {
  std::string_view input;
  Known (*of)(const Question&);
  bool after_run = false;  // of the kernel's TCP
};
constexpr std::array derivations{
    Derivation{"payload", payload_of},
    Derivation{"headers", headers_of},
    Derivation{"rate",
               [](const Question& q) { return rate_of(q.link().forward, "link.forward.rate"); }},
    Derivation{"ack_rate",
               [](const Question& q) { return rate_of(q.link().reverse, "link.reverse.rate"); }},
    Derivation{"ack", ack_of},
    Derivation{"round_trip", round_trip_of},
    Derivation{"delay", delay_of},
    Derivation{"loss",
               [](const Question& q) { return loss_of(q.link().forward, "link.forward.loss"); }},
    Derivation{"ack_loss",
               [](const Question& q) { return loss_of(q.link().reverse, "link.reverse.loss"); }},
    Derivation{"rto", rto_of},
    Derivation{"window", window_of},
    Derivation{"bytes", of_job<bytes_of_job>},
    Derivation{"exchanges", of_job<exchanges_on_a_connection>},
    Derivation{"interval", of_job<interval_of_job>},
    Derivation{"slack", of_job<slack_of_job>},
    Derivation{"copies", of_job<copies_of_job>},
    Derivation{"handshakes", handshakes_of},
    Derivation{"initial_window", initial_window_of},
    Derivation{"line_goodput", line_goodput_of},
    Derivation{"queue", queue_of},
    Derivation{"mtu", mtu_of},
    Derivation{"fragments", fragments_of_message},
    Derivation{"p", chance_of<&TwoStates::p>},
    Derivation{"r", chance_of<&TwoStates::r>},
    Derivation{"loss_in_bad", chance_of<&TwoStates::loss_in_bad>},
    Derivation{"loss_in_good", chance_of<&TwoStates::loss_in_good>},
    Derivation{"lost_syns", lost_syns_of},
    Derivation{"linear_timeouts", linear_timeouts_of, true},
    Derivation{"initial_rto", initial_rto_of},
    Derivation{"max_rto", max_rto_of},
    Derivation{"retries", retries_of, true},
    Derivation{"keep_alive_idle", keep_alive_of<&transport::KeepAliveConfig::idle>},
    Derivation{"keep_alive_interval", keep_alive_of<&transport::KeepAliveConfig::probe_interval>},
    Derivation{"keep_alive_probes", keep_alive_of<&transport::KeepAliveConfig::probes>},
    Derivation{"sequence_bits", sequence_bits_of}};

const Derivation* derivation_of(std::string_view input) {
  const auto found = std::find_if(derivations.begin(), derivations.end(),
                                  [&](const Derivation& one) { return one.input == input; });
  return found == derivations.end() ? nullptr : &*found;
}

}  // namespace

std::optional<TheoryInput> theory_input(std::string_view name, const RunRequest& request,
                                        const path::TcpSettings& kernel) {
  const Derivation* const derivation = derivation_of(name);
  return derivation == nullptr ? std::nullopt : derivation->of({request, kernel});
}

bool known_after_run(std::string_view name, const Spec& contender) {
  const Derivation* const derivation = derivation_of(name);
  return derivation != nullptr && derivation->after_run && contender.kind == Kind::kernel_tcp;
}

MetricUnit metric_unit(std::string_view metric) {
  if (metric.ends_with("_bits_per_s")) return {theory::Unit::bits_per_s, 1};
  if (metric.ends_with("_ms")) return {theory::Unit::seconds, 1e-3};
  if (metric.ends_with("_us")) return {theory::Unit::seconds, 1e-6};
  if (metric.ends_with("_s")) return {theory::Unit::seconds, 1};
  if (metric.ends_with("_bytes")) return {theory::Unit::bytes, 1};
  if (metric.ends_with("_ratio")) return {theory::Unit::ratio, 1};
  return {};
}

}  // namespace acklab::contender
