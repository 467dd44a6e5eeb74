#pragma once

#include <cstdint>

namespace acklab::wire {
struct Segment;
}

namespace acklab::transport {

struct ConnectionConfig;

/// What two SYNs agree about explicit congestion notification (RFC 3168 §6.1.1).
struct EcnAgreement {
  /// Marks that arrive are echoed: both SYNs were ECN-setup.
  bool echoes = false;
  /// Data may leave with ECT: the same, and no SYN has gone or come without.
  bool may_mark = false;
};

/// Whether a SYN asks for ECN: ECE and CWR (an ECN-setup SYN).
[[nodiscard]] bool is_ecn_setup_syn(const wire::Segment& syn);
/// What follows from the peer's SYN or SYN,ACK; `fell_back`: an own SYN has gone without ECE and
/// CWR.
[[nodiscard]] EcnAgreement agree_on_ecn(const ConnectionConfig& config, const wire::Segment& peer,
                                        bool fell_back);

/// The two halves of ECN in one connection (RFC 3168 §6.1.2, §6.1.3): the receiver repeats that a
/// mark has come until the sender says that it has heeded it; the sender heeds one in a window.
class Ecn {
 public:
  void settle(const EcnAgreement& agreement) { agreement_ = agreement; }
  [[nodiscard]] const EcnAgreement& agreement() const { return agreement_; }

  /// New data arrived inside the window. True when it bears the first mark since the sender heeded
  /// one: the sooner it hears of it, the better.
  [[nodiscard]] bool on_data(bool congestion_experienced, bool window_reduced) {
    if (!agreement_.echoes) return false;
    if (window_reduced) echoing_ = false;
    const bool first = congestion_experienced && !echoing_;
    if (congestion_experienced) echoing_ = true;
    return first;
  }
  /// Whether ACKs say ECE.
  [[nodiscard]] bool echoing() const { return echoing_; }

  /// An ACK said ECE, everything below `una` being acknowledged and below `next` sent. True when
  /// the window is to be reduced: at most once in a window of data.
  [[nodiscard]] bool on_echo(std::uint64_t una, std::uint64_t next, bool in_recovery) {
    // Until the peer has seen CWR, it speaks of what was answered already.
    if (!agreement_.may_mark || in_recovery || tell_reduction_ || una < told_until_) return false;
    answered_until_ = next;
    return true;
  }
  /// Whether the window was reduced for a mark on the data that is outstanding from `una` on: what
  /// of it is lost tells of the same congestion (§6.1.2).
  [[nodiscard]] bool answered_at(std::uint64_t una) const { return una < answered_until_; }

  /// The window was reduced for whatever reason: the next new data says so (CWR).
  void note_reduction() { tell_reduction_ = agreement_.may_mark; }
  /// New data leaves, up to `end`; true when it has to say CWR.
  [[nodiscard]] bool take_reduction(std::uint64_t end) {
    if (!tell_reduction_) return false;
    tell_reduction_ = false;
    told_until_ = end;
    return true;
  }

 private:
  EcnAgreement agreement_;
  bool echoing_ = false;
  bool tell_reduction_ = false;
  std::uint64_t told_until_ = 0;      // the end of what said CWR last
  std::uint64_t answered_until_ = 0;  // SND.NXT when a mark was answered last
};

}  // namespace acklab::transport
