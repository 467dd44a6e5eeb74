#include "tests/sim/scenario/invented_contenders.hpp"

#include <optional>
#include <string>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"

namespace acklab::scenario::test {
namespace {

class ContenderInventor {
 public:
  explicit ContenderInventor(const RandomStream& random) : random_(random) {}

  contender::Spec contender(std::size_t index) {
    contender::Spec made;
    made.kind = kind_names.at(below(kind_names.size())).second;
    made.name = "way " + std::to_string(index);
    if (made.kind == contender::Kind::udp && below(2) == 0) {
      made.udp_rate = BitRate::from_bits_per_s(static_cast<std::int64_t>(1 + below(1'000'000'000)));
    }
    if (made.kind != contender::Kind::reliable_udp) made.ecn = below(2) == 0;
    if (made.kind == contender::Kind::reliable_udp) {
      made.congestion = congestion_names.at(below(congestion_names.size())).second;
      made.carriage = carriage_names.at(below(carriage_names.size())).second;
      tell_transport(made);
    }
    if (made.kind == contender::Kind::kernel_tcp) {
      if (below(2) == 0) made.kernel_congestion = "dctcp_2-x";
      tell_kernel_tcp(made);
    }
    return made;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, counter_++); }

  /// Round and crooked ones.
  Duration duration(Duration max) {
    const Duration crooked{
        static_cast<std::int64_t>(below(static_cast<std::uint64_t>(max.count()) + 1))};
    return below(2) == 0 ? crooked : std::chrono::floor<std::chrono::milliseconds>(crooked);
  }

  void tell_transport(contender::Spec& made) {
    transport::ArqConfig& arq = made.arq;
    arq.kind = arq_names.at(below(arq_names.size())).second;
    const bool textbook = arq.kind != transport::Arq::tcp;
    if (textbook) made.congestion = transport::CongestionControl::none;
    if (below(2) == 0) {
      const bool alone = arq.kind == transport::Arq::stop_and_wait;
      arq.window_segments = alone ? 1U : static_cast<std::uint32_t>(1 + below(max_window_segments));
    }
    if (below(2) == 0) arq.fixed_rto = min_rto + duration(max_rto - min_rto);
    if (textbook) arq.sequence_bits = static_cast<std::uint8_t>(1 + below(32));
    made.mechanisms.checksum = checksum_names.at(below(checksum_names.size())).second;
    for (const SwitchName& mechanism : switch_names) {
      if (textbook && !mechanism.on_textbook_rungs) continue;
      made.mechanisms.*mechanism.member = below(2) == 0;
    }
    if (!textbook && below(2) == 0) made.max_ack_delay = duration(longest_ack_delay);
    if (!textbook && made.mechanisms.acks) made.ecn = below(2) == 0;
    if (!textbook && made.mechanisms.fast_retransmit && below(2) == 0) {
      made.mechanisms.loss_detection = transport::LossDetection::duplicate_acks;
    }
    tell_own_tcp(made);
  }

  template <typename Value>
  void perhaps(std::optional<Value>& into, Value value) {
    if (below(2) == 0) into = value;
  }

  void tell_any_tcp(contender::Tuning& tuning, bool keeps_alive, bool one_stream) {
    const auto buffer = [this] {
      return static_cast<std::uint32_t>(min_tcp_buffer_bytes + below(max_tcp_buffer_bytes - 600));
    };
    if (one_stream) {  // else a message must fit
      perhaps(tuning.max_segment_bytes,
              static_cast<std::uint16_t>(min_mss_bytes + below(max_mss_bytes - min_mss_bytes + 1)));
    }
    perhaps(tuning.send_buffer_bytes, buffer());
    perhaps(tuning.receive_buffer_bytes, buffer());
    perhaps(tuning.user_timeout, min_user_timeout + duration(max_user_timeout - min_user_timeout));
    const auto pause = [this] {
      return min_keep_alive + duration(max_keep_alive - min_keep_alive);
    };
    if (keeps_alive) {
      perhaps(tuning.keep_alive, transport::KeepAliveConfig{
                                     pause(), pause(), static_cast<std::uint32_t>(2 + below(126))});
    }
  }

  void tell_own_tcp(contender::Spec& made) {
    const bool textbook = made.arq.kind != transport::Arq::tcp;
    tell_any_tcp(made.tuning, !textbook, made.mechanisms.promise_one_stream());
    if (!made.arq.fixed_rto) {
      perhaps(made.tuning.min_rto, min_rto + duration(max_rto - min_rto));
      perhaps(made.tuning.initial_rto, min_rto + duration(max_rto - min_rto));
    }
    if (made.congestion != transport::CongestionControl::none) {
      perhaps(made.tuning.initial_window_segments, static_cast<std::uint32_t>(1 + below(1000)));
    }
    if (made.congestion == transport::CongestionControl::newreno ||
        made.congestion == transport::CongestionControl::cubic) {
      perhaps(made.tuning.pacing, below(2) == 0);
    }
    if (!textbook && below(2) == 0) {
      made.tuning.cheat = cheat_names.at(below(cheat_names.size())).second;
    }
  }

  void tell_kernel_tcp(contender::Spec& made) {
    tell_any_tcp(made.tuning, true, true);
    for (const SwitchName& mechanism : switch_names) {
      if (mechanism.in_kernel) made.mechanisms.*mechanism.member = below(2) == 0;
    }
    if (below(2) == 0) {
      made.mechanisms.loss_detection = transport::LossDetection::duplicate_acks;
    }
  }

  RandomStream random_;
  std::uint64_t counter_ = 0;
};

}  // namespace

contender::Spec invented_contender(std::size_t index, const RandomStream& random) {
  return ContenderInventor{random}.contender(index);
}

}  // namespace acklab::scenario::test
