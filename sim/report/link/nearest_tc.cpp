#include "sim/report/link/nearest_tc.hpp"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include "sim/report/link/tc_line.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::report {
namespace {

using link::DirectionSettings;

/// So many packets that netem's own queue, which holds the delay line too, never drops one.
constexpr std::uint64_t ample_packets = 1'000'000;
/// netem keeps a jitter in 32 bits of nanoseconds.
constexpr Duration longest_netem_jitter{2'147'483'647};

std::string tc_percent(Probability probability) {
  return scenario::format_percentage(probability);
}

std::string tc_share(double share) {
  return fmt::format("{:.6f}%", share * 100);
}

/// What stands behind netem's "loss"; nothing where it has no such model.
struct NetemLoss {
  std::string operator()(Probability each) const { return "random " + tc_percent(each); }
  std::string operator()(const link::GilbertElliott& model) const {
    return fmt::format("gemodel {} {} {} {}", tc_percent(model.p), tc_percent(model.r),
                       tc_percent(model.loss_in_bad), tc_percent(model.loss_in_good));
  }
  std::string operator()(const link::BurstyLoss& model) const {
    const double mean = model.mean.as_double();
    const double r = static_cast<double>(link::BurstyLoss::parts_in_one) /
                     static_cast<double>(model.mean_burst_parts);
    if (mean >= 1) return "random 100%";
    return fmt::format("gemodel {} {}", tc_share(mean * r / (1 - mean)), tc_share(r));
  }
  std::string operator()(const link::FourStateLoss& model) const {
    return fmt::format("state {} {} {} {} {}", tc_percent(model.p13), tc_percent(model.p31),
                       tc_percent(model.p32), tc_percent(model.p23), tc_percent(model.p14));
  }
  std::string operator()(const link::LossPattern&) const { return {}; }
  std::string operator()(const link::LostPackets&) const { return {}; }
  std::string operator()(const link::PeriodicLoss&) const { return {}; }
};

/// Builds the commands part by part.
class TcWriter {
 public:
  explicit TcWriter(const DirectionSettings& settings) : settings_(settings) {}

  NearestTc write() {
    add_loss();
    add_damage();
    add_delay();
    add_rate();
    if (settings_.policer) add(tc_policer(*settings_.policer));
    if (!netem_.empty()) found_.commands.push_back(netem_command());
    if (has_tbf(settings_)) add(tc_tbf(settings_, !netem_.empty()));
    if (settings_.mtu) differs("Nothing in tc has an MTU: set the device's with \"ip link\".");
    if (!settings_.outages.empty()) {
      differs("Nothing in tc follows a timetable: change the loss to 100% and back yourself.");
    }
    if (!settings_.rules.empty()) differs("Nothing in tc follows the rules: they are left out.");
    if (!found_.commands.empty()) add_common_differences();
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool jitters() const { return settings_.jitter.amount > Duration{}; }
  [[nodiscard]] bool skips() const { return !settings_.reorder.is_zero() && !settings_.reorder.by; }
  void differs(std::string sentence) { found_.differences.push_back(std::move(sentence)); }
  void add(const TcPart& part) {
    found_.commands.insert(found_.commands.end(), part.commands.begin(), part.commands.end());
    found_.differences.insert(found_.differences.end(), part.differences.begin(),
                              part.differences.end());
  }

  [[nodiscard]] std::string netem_command() const {
    const bool holds = settings_.delay > Duration{} || jitters() || settings_.rate;
    return fmt::format("tc qdisc add dev DEV root{} netem{}{}",
                       has_tbf(settings_) ? " handle 1:" : "",
                       holds ? fmt::format(" limit {}", ample_packets) : "", netem_);
  }

  void add_loss() {
    if (settings_.loss.is_zero()) return;
    const std::string model = std::visit(NetemLoss{}, settings_.loss.model);
    if (model.empty()) {
      differs("Nothing in tc loses packets by their number: that loss is left out.");
      return;
    }
    netem_ += " loss " + model;
    if (settings_.loss.max_burst) differs("Nothing ends a run of lost packets early.");
    if (!settings_.duplicate.is_zero()) {
      differs("A packet both lost and duplicated arrives once; here it is gone.");
    }
  }

  void add_damage() {
    if (!settings_.duplicate.is_zero()) {
      netem_ += " duplicate " + tc_percent(settings_.duplicate.probability);
      differs(
          "The copy enters anew at the root, so it meets the loss and the rest as any packet does; "
          "here it was spared the loss with the first.");
      if (settings_.duplicate != link::DuplicateSettings{settings_.duplicate.probability}) {
        differs("netem makes one copy and no more, and hands it on at once.");
      }
    }
    if (!settings_.corrupt.is_zero()) {
      netem_ += " corrupt " + tc_percent(settings_.corrupt.probability);
      differs(
          "corrupt flips a bit in what lies in one piece in memory, from the link layer's header "
          "on: often a header, not the payload; here anything behind the IP header.");
      if (settings_.corrupt != link::CorruptSettings{settings_.corrupt.probability}) {
        differs("It flips one bit and no more, and lets every checksum see it.");
      }
    }
  }

  void add_delay() {
    if (settings_.delay > Duration{} || jitters()) {
      netem_ += " delay " + tc_time(settings_.delay);
    }
    if (jitters()) add_jitter();
    if (settings_.reorder.by && !settings_.reorder.is_zero()) {
      differs("Nothing in tc holds a packet back for so many later ones: that is left out.");
    }
    if (skips()) {
      netem_ += " reorder " + tc_percent(settings_.reorder.probability);
      if (settings_.reorder.gap > 1) netem_ += fmt::format(" gap {}", settings_.reorder.gap);
      if (settings_.rate)
        differs("A packet that skips the delay still queues for the line behind.");
    }
  }

  void add_distribution() {
    switch (settings_.jitter.distribution) {
      case link::JitterDistribution::uniform:
        break;
      case link::JitterDistribution::normal:
        netem_ += " distribution normal";
        differs("The normal distribution is a table that ends at about 4 standard deviations.");
        break;
      case link::JitterDistribution::pareto:
      case link::JitterDistribution::paretonormal:
        netem_ += fmt::format(" distribution {}", link::to_string(settings_.jitter.distribution));
        differs(
            "The distribution is a table whose mean is not 0 and whose standard deviation is not "
            "the jitter, and which ends far earlier than the one here.");
        break;
      case link::JitterDistribution::exponential:
        differs(
            "netem would need a table of its own for the exponential distribution: the jitter is "
            "uniform here.");
        break;
      case link::JitterDistribution::table:
        differs(
            fmt::format("netem would need {} as a table of its own, in the folder where tc looks "
                        "for tables: the jitter is uniform here.",
                        settings_.jitter.file));
        break;
    }
  }

  void add_jitter() {
    netem_ += ' ' + tc_time(settings_.jitter.amount);
    add_distribution();
    if (settings_.jitter.amount > longest_netem_jitter) {
      differs("netem cuts a jitter at 2.147 s.");
    }
    if (!settings_.jitter.may_reorder && !has_netem_rate()) {
      netem_ += " rate 1tbit";
      differs("\"rate 1tbit\" is there to keep packets in order, which netem's jitter does not.");
    }
  }

  [[nodiscard]] bool has_netem_rate() const { return settings_.rate && !has_tbf(settings_); }

  void add_rate() {
    if (!settings_.rate) return;
    if (has_netem_rate()) netem_ += ' ' + netem_rate(*settings_.rate);
    for (std::string& sentence : line_differences(settings_)) differs(std::move(sentence));
    if (!has_netem_rate()) return;
    if (std::holds_alternative<link::TraceRate>(settings_.rate->kind())) {
      differs("Nothing in tc follows a trace: this is its mean rate, always the same.");
    }
    differs(
        fmt::format("The queue ends at {} packets, those in the delay line counted; here it "
                    "has no end.",
                    ample_packets));
  }

  [[nodiscard]] bool is_random() const {
    return (!settings_.loss.is_zero() && !settings_.loss.is_scripted()) ||
           !settings_.duplicate.is_zero() || !settings_.corrupt.is_zero() || skips() || jitters();
  }

  void add_common_differences() {
    if (is_random()) {
      differs(
          "Chances fall anew each time. \"seed N\" repeats them from Linux 6.6 on, but all draw "
          "from "
          "one sequence: turning one impairment on changes what the others strike.");
    }
    differs(
        "tc acts on what a host hands over: unless \"ethtool -K DEV tso off gso off\" was said, "
        "that is up to 64 kB at a time, lost or delayed as one.");
  }

  const DirectionSettings& settings_;
  std::string netem_;  // what stands behind "netem limit N"
  NearestTc found_;
};

}  // namespace

NearestTc nearest_tc(const link::DirectionSettings& settings) {
  return TcWriter{settings}.write();
}

}  // namespace acklab::report
