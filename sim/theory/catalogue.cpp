#include "sim/theory/catalogue.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include <fmt/format.h>

#include "sim/theory/congestion/cubic_response.hpp"
#include "sim/theory/congestion/jain.hpp"
#include "sim/theory/congestion/limit.hpp"
#include "sim/theory/congestion/mathis.hpp"
#include "sim/theory/congestion/pftk.hpp"
#include "sim/theory/congestion/queue_delay.hpp"
#include "sim/theory/congestion/slow_start_rounds.hpp"
#include "sim/theory/congestion/slow_start_time.hpp"
#include "sim/theory/cost/connect_time.hpp"
#include "sim/theory/cost/first_answer_time.hpp"
#include "sim/theory/cost/handshake_cost.hpp"
#include "sim/theory/cost/largest_datagram.hpp"
#include "sim/theory/cost/silly_window_efficiency.hpp"
#include "sim/theory/integrity/checksum_miss.hpp"
#include "sim/theory/integrity/crc32c_burst_miss.hpp"
#include "sim/theory/integrity/sequence_wrap_time.hpp"
#include "sim/theory/integrity/swapped_words_miss.hpp"
#include "sim/theory/loss/expected_retransmissions.hpp"
#include "sim/theory/loss/expected_transmissions.hpp"
#include "sim/theory/loss/failed_rounds.hpp"
#include "sim/theory/loss/fragment_loss.hpp"
#include "sim/theory/loss/fragments.hpp"
#include "sim/theory/loss/gilbert_burst.hpp"
#include "sim/theory/loss/gilbert_elliott_mean.hpp"
#include "sim/theory/loss/independent_burst.hpp"
#include "sim/theory/timer/backoff_time.hpp"
#include "sim/theory/timer/give_up_time.hpp"
#include "sim/theory/timer/keep_alive_time.hpp"
#include "sim/theory/timer/late_messages.hpp"
#include "sim/theory/timer/lost_syn_connect_time.hpp"
#include "sim/theory/timer/retransmission_timeout.hpp"
#include "sim/theory/timer/time_wait.hpp"
#include "sim/theory/window/bandwidth_delay_product.hpp"
#include "sim/theory/window/go_back_n_utilisation.hpp"
#include "sim/theory/window/go_back_n_window_limit.hpp"
#include "sim/theory/window/selective_repeat_utilisation.hpp"
#include "sim/theory/window/selective_repeat_window_limit.hpp"
#include "sim/theory/window/stop_and_wait_loss_goodput.hpp"
#include "sim/theory/window/stop_and_wait_rate.hpp"
#include "sim/theory/window/stop_and_wait_utilisation.hpp"
#include "sim/theory/window/window_rate.hpp"
#include "sim/theory/window/window_to_fill.hpp"
#include "sim/theory/window/window_utilisation.hpp"

namespace acklab::theory {
namespace {

constexpr std::array formulas{StopAndWaitUtilisation::formula,
                              StopAndWaitRate::formula,
                              StopAndWaitLossGoodput::formula,
                              WindowUtilisation::formula,
                              WindowToFill::formula,
                              GoBackNUtilisation::formula,
                              SelectiveRepeatUtilisation::formula,
                              GoBackNWindowLimit::formula,
                              SelectiveRepeatWindowLimit::formula,
                              BandwidthDelayProduct::formula,
                              WindowRate::formula,
                              SlowStartRounds::formula,
                              SlowStartTime::formula,
                              Mathis::formula,
                              Pftk::formula,
                              CubicResponse::formula,
                              QueueDelay::formula,
                              Jain::formula,
                              Limit::formula,
                              RetransmissionTimeout::formula,
                              BackoffTime::formula,
                              GiveUpTime::formula,
                              LostSynConnectTime::formula,
                              KeepAliveTime::formula,
                              TimeWait::formula,
                              LateMessages::formula,
                              FragmentCount::formula,
                              FragmentLoss::formula,
                              GilbertElliottMean::formula,
                              GilbertBurst::formula,
                              IndependentBurst::formula,
                              ExpectedTransmissions::formula,
                              ExpectedRetransmissions::formula,
                              FailedRounds::formula,
                              ChecksumMiss::formula,
                              SwappedWordsMiss::formula,
                              Crc32cBurstMiss::formula,
                              SequenceWrapTime::formula,
                              SillyWindowEfficiency::formula,
                              ConnectTime::formula,
                              FirstAnswerTime::formula,
                              HandshakeCost::formula,
                              LargestDatagram::formula};

std::string bound(std::string_view excluded, std::string_view included, bool is_excluded,
                  double value) {
  return fmt::format("{} {:.6g}", is_excluded ? excluded : included, value);
}

}  // namespace

const char* to_string(Unit unit) {
  switch (unit) {
    case Unit::ratio:
      return "ratio";
    case Unit::count:
      return "count";
    case Unit::seconds:
      return "s";
    case Unit::bytes:
      return "bytes";
    case Unit::bits_per_s:
      return "bit/s";
    case Unit::per_s:
      return "1/s";
  }
  return "unknown";
}

const char* to_string(Theme theme) {
  switch (theme) {
    case Theme::windows:
      return "windows";
    case Theme::congestion:
      return "congestion";
    case Theme::timers:
      return "timers";
    case Theme::loss:
      return "loss";
    case Theme::integrity:
      return "integrity";
    case Theme::cost:
      return "cost";
  }
  return "unknown";
}

std::span<const Formula> catalogue() {
  return formulas;
}

const Formula* find_formula(std::string_view name) {
  const auto found = std::find_if(formulas.begin(), formulas.end(),
                                  [&](const Formula& formula) { return formula.name == name; });
  return found == formulas.end() ? nullptr : &*found;
}

std::vector<Input> all_inputs() {
  std::vector<Input> all;
  for (const Formula& formula : formulas) {
    for (const Input& input : formula.inputs) {
      const bool known = std::any_of(all.begin(), all.end(),
                                     [&](const Input& one) { return one.name == input.name; });
      if (!known) all.push_back(input);
    }
  }
  return all;
}

const Input* find_input(const Formula& formula, std::string_view name) {
  const auto found = std::find_if(formula.inputs.begin(), formula.inputs.end(),
                                  [&](const Input& input) { return input.name == name; });
  return found == formula.inputs.end() ? nullptr : &*found;
}

std::optional<std::string> range_problem(const Input& input, double value) {
  const bool low = input.min_excluded ? value <= input.min : value < input.min;
  const bool high = input.max_excluded ? value >= input.max : value > input.max;
  if (!low && !high) return std::nullopt;
  std::string range = bound("above", "at least", input.min_excluded, input.min);
  if (input.max < std::numeric_limits<double>::infinity()) {
    range += " and " + bound("below", "at most", input.max_excluded, input.max);
  }
  return fmt::format("{} must be {}", input.name, range);
}

double evaluate(const Formula& formula, Values values) {
  assert(formula.of != nullptr && values.size() >= formula.inputs.size());
  return formula.of(values);
}

double rounded(double value) {
  return std::strtod(fmt::format("{:.{}e}", value, printed_digits - 1).c_str(), nullptr);
}

}  // namespace acklab::theory
