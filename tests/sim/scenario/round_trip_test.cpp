#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/corruption_names.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/read_file.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "tests/sim/scenario/invented_contenders.hpp"
#include "tests/sim/scenario/invented_jobs.hpp"
#include "tests/sim/scenario/invented_texts.hpp"
#include "tests/sim/scenario/invented_theory.hpp"
#include "tests/sim/scenario/scenario_support.hpp"
#include "tests/support/effort.hpp"

namespace {

using namespace acklab;
using namespace acklab::scenario;

bool same(const link::DirectionSettings& a, const link::DirectionSettings& b) {
  return a.mtu == b.mtu && a.outages == b.outages && a.loss == b.loss && a.policer == b.policer &&
         a.duplicate == b.duplicate && a.corrupt == b.corrupt && a.queue == b.queue &&
         a.rate == b.rate && a.delay == b.delay && a.jitter == b.jitter && a.reorder == b.reorder;
}

bool same(const contender::Spec& a, const contender::Spec& b) {
  return a.kind == b.kind && a.name == b.name && a.udp_rate == b.udp_rate && a.copies == b.copies &&
         a.connected == b.connected && a.ecn == b.ecn && a.congestion == b.congestion &&
         a.carriage == b.carriage && a.hosts == b.hosts &&
         a.kernel_congestion == b.kernel_congestion && a.arq == b.arq &&
         a.mechanisms == b.mechanisms && a.max_ack_delay == b.max_ack_delay && a.tuning == b.tuning;
}

/// The numbers of a condition; which one it is comes first.
std::array<double, 3> numbers(const Expectation& expectation) {
  const auto& condition = expectation.condition;
  const auto kind = static_cast<double>(condition.index());
  if (const auto* near = std::get_if<Near>(&condition)) return {kind, near->value, near->tolerance};
  if (const auto* bound = std::get_if<AtLeast>(&condition)) return {kind, bound->value, 0};
  if (const auto* bound = std::get_if<AtMost>(&condition)) return {kind, bound->value, 0};
  const auto& equals = std::get<Equals>(condition).value;
  if (const auto* truth = std::get_if<bool>(&equals)) return {kind, *truth ? 1.0 : 0.0, 1};
  return {kind, std::get<double>(equals), 2};
}

bool same(const Expectation& a, const Expectation& b) {
  return a.contender == b.contender && a.metric == b.metric && a.note == b.note &&
         numbers(a) == numbers(b);
}

bool same(const Scenario& a, const Scenario& b) {
  const auto equal = [](const auto& x, const auto& y) { return same(x, y); };
  return a.name == b.name && a.title == b.title && a.question == b.question &&
         a.explanation == b.explanation && a.duration_estimate == b.duration_estimate &&
         a.try_next == b.try_next && same(a.link.forward, b.link.forward) &&
         same(a.link.reverse, b.link.reverse) && a.link.fate_key == b.link.fate_key &&
         a.workload == b.workload &&
         std::equal(a.contenders.begin(), a.contenders.end(), b.contenders.begin(),
                    b.contenders.end(), equal) &&
         a.repeat == b.repeat && a.seed == b.seed && a.time_limit == b.time_limit &&
         a.path == b.path && a.ip_version == b.ip_version &&
         std::equal(a.expectations.begin(), a.expectations.end(), b.expectations.begin(),
                    b.expectations.end(), equal) &&
         test::same(a.theory, b.theory);
}

/// Makes scenarios up, each of its number.
class Inventor {
 public:
  explicit Inventor(std::uint64_t number)
      : random_(RandomStream{7, "scenarios"}.substream(number)) {}

  Scenario scenario() {
    Scenario made;
    made.name = std::string(1 + below(64), static_cast<char>('a' + below(26)));
    made.question = std::string(below(5), 'Q') + "ü \"\\/ ?";
    const auto draw = [this](std::uint64_t limit) { return below(limit); };
    made.explanation = test::invented_lines(draw);
    made.title = test::invented_languages(std::string(below(5), 'T'), draw);
    if (below(2) == 0) made.try_next.push_back({"a/b", test::invented_languages("why ü", draw)});
    if (below(2) == 0) made.duration_estimate = std::chrono::milliseconds{1 + below(1'000'000)};
    made.link.forward = direction();
    made.link.reverse = below(2) == 0 ? made.link.forward : direction();
    made.link.fate_key = fate_key_names.at(below(2)).second;
    made.workload = test::invented_job(random_.substream(counter_++));
    for (std::uint64_t count = 1 + below(4); count > 0; --count) {
      made.contenders.push_back(
          test::invented_contender(made.contenders.size(), random_.substream(counter_++)));
      add_copies(made);
    }
    if (std::holds_alternative<workload::Periodic>(made.workload) &&
        !workload::has_server(made.workload)) {
      for (contender::Spec& spec : made.contenders) {
        if (spec.kind == contender::Kind::udp) spec.connected = below(2) == 0;
      }
    }
    made.repeat = static_cast<std::uint32_t>(1 + below(max_repeat));
    made.seed = below(max_seed + 1);
    made.time_limit = min_time_limit + duration(max_time_limit - min_time_limit);
    made.path = path_names.at(below(path_names.size())).second;
    made.ip_version = below(2) == 0 ? path::IpVersion::v4 : path::IpVersion::v6;
    for (std::uint64_t count = below(4); count > 0; --count) {
      made.expectations.push_back(expectation(made.contenders.front().name));
    }
    made.theory = test::invented_theory(made.contenders.front().name, number(),
                                        [this] { return below(2) == 0; });
    return made;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, counter_++); }

  /// To the last contender, where its kind and the job know them.
  void add_copies(Scenario& scenario) {
    contender::Spec& last = scenario.contenders.back();
    const auto* exchange = std::get_if<workload::Exchange>(&scenario.workload);
    if (last.kind != contender::Kind::udp || !workload::copies_of(scenario.workload)) return;
    if (exchange != nullptr && exchange->retries > 0) return;
    if (below(2) == 0) last.copies = static_cast<std::uint32_t>(1 + below(max_message_copies));
  }

  /// Round and crooked ones.
  Duration duration(Duration max) {
    const Duration crooked{
        static_cast<std::int64_t>(below(static_cast<std::uint64_t>(max.count()) + 1))};
    return below(2) == 0 ? crooked : std::chrono::floor<std::chrono::milliseconds>(crooked);
  }

  Probability probability() {
    return below(2) == 0 ? Probability::from_percent(below(101))
                         : Probability::from_parts(below(Probability::parts_in_one + 1));
  }

  /// Any double above 0 that is a number, near 0 as well as large.
  double number() {
    const double whole = static_cast<double>(below(1ULL << 53U) + 1);
    return below(2) == 0 ? whole / 1e15 : whole * 1e20;
  }

  link::DuplicateSettings duplication() {
    link::DuplicateSettings made{probability()};
    if (below(2) == 0) return made;
    made.copies = static_cast<std::uint32_t>(1 + below(link::max_duplicate_copies));
    made.spacing = duration(max_delay);
    return made;
  }

  link::ReorderSettings reordering() {
    link::ReorderSettings made{probability()};
    if (below(2) == 0) return made;
    if (below(2) == 0) {
      made.gap = static_cast<std::uint32_t>(1 + below(link::max_reorder_gap));
    } else {
      made.by = static_cast<std::uint32_t>(1 + below(link::max_displacement));
      made.at_most = Duration{1} + duration(max_delay - Duration{1});
    }
    return made;
  }

  link::CorruptSettings corruption() {
    link::CorruptSettings made{probability()};
    if (below(2) == 0) return made;
    made.kind = damage_kind_names.at(below(damage_kind_names.size())).second;
    if (made.kind == link::DamageKind::bits) {
      made.count = static_cast<std::uint32_t>(1 + below(link::max_damaged_bits));
    }
    if (made.kind == link::DamageKind::burst) {
      made.length_bits = static_cast<std::uint32_t>(1 + below(link::max_burst_bits));
    }
    made.region = damage_region_names.at(below(damage_region_names.size())).second;
    const bool is_seen = made.kind < link::DamageKind::swapped_words;
    if (is_seen) made.checksum = damaged_checksum_names.at(below(2)).second;
    return made;
  }

  link::MtuSettings mtu() {
    return {static_cast<std::uint32_t>(1280 + below(link::max_mtu_bytes - 1279)),
            oversize_names.at(below(oversize_names.size())).second};
  }

  link::OutageWindow outage() {
    link::OutageWindow made{duration(max_link_time), Duration{1} + duration(max_link_time / 2), {}};
    if (below(2) == 0) made.every = made.length + Duration{1} + duration(max_link_time / 3);
    return made;
  }

  link::LossSettings loss() {
    link::LossSettings made = random_loss();
    if (below(3) == 0) made.max_burst = 1 + below(max_max_burst);
    if (below(2) == 0) return made;
    switch (below(3)) {
      case 0:
        return link::LossPattern{std::string(1 + below(9), 'x') + std::string(below(99), '.')};
      case 1:
        return link::PeriodicLoss{100 + below(999), 1 + below(99), below(max_packet_index)};
      default:
        break;
    }
    link::LostPackets list;
    std::uint64_t next = 0;
    for (std::uint64_t count = 1 + below(5); count > 0; --count) {
      const std::uint64_t first = next + below(9);
      const std::uint64_t last = first + below(3);
      list.ranges.emplace_back(first, last);
      next = last + 1;
    }
    return list;
  }

  link::LossSettings random_loss() {
    const auto at_most = [this](Probability most) {
      return Probability::from_parts(below(most.parts() + 1));
    };
    const auto rest_of = [](Probability part) {
      return Probability::from_parts(Probability::parts_in_one - part.parts());
    };
    const Probability first = probability();
    const Probability second = probability();
    switch (below(4)) {
      case 0:
        return first;
      case 1:
        return link::GilbertElliott{first, Probability::from_percent(1 + below(100)), second,
                                    probability()};
      case 2:
        return link::FourStateLoss{first, second, at_most(rest_of(second)), probability(),
                                   at_most(rest_of(first))};
      default:
        return link::BurstyLoss{Probability::from_parts(below(Probability::parts_in_one / 2)),
                                link::BurstyLoss::parts_in_one + below(1'000'000'000)};
    }
  }

  link::DirectionSettings direction() {
    link::DirectionSettings made;
    if (below(3) == 0) made.policer = link::PolicerSettings{rate(), min_burst_bytes + below(100)};
    made.loss = loss();
    if (below(2) == 0) made.mtu = mtu();
    for (std::uint64_t count = below(4); count > 0; --count) made.outages.push_back(outage());
    made.duplicate = duplication();
    made.corrupt = corruption();
    made.delay = Duration{1} + duration(max_delay - Duration{1});
    made.jitter.amount = Duration{1} + duration(max_delay - Duration{1});
    made.jitter.distribution = distribution_names.at(below(distribution_names.size())).second;
    made.jitter.may_reorder = below(2) == 0;
    made.reorder = reordering();
    if (below(2) == 0) return made;
    made.rate = rate_model();
    if (below(3) > 0) made.queue = queue();
    return made;
  }

  link::QueueSettings queue() {
    link::QueueSettings made;
    const std::uint64_t unit = below(4);
    if (unit == 0) made.limit = link::QueueLimit::bytes(1'000'000'000 + below(10'000'000));
    if (unit == 1) made.limit = link::QueueLimit::packets(1 + below(max_queue_packets));
    if (unit == 2)
      made.limit =
          link::QueueLimit::time(min_queue_time + duration(max_queue_time - min_queue_time));
    const auto time = [&] { return min_aqm_update + duration(max_aqm_time / 2); };
    const std::uint64_t rule = below(5);
    if (rule == 1 && made.limit) made.discipline = link::DropHeadSettings{};
    if (rule == 2)
      made.discipline = link::CoDelSettings{time(), max_aqm_time - duration(min_aqm_update)};
    if (rule == 3) made.discipline = link::PieSettings{time(), time(), duration(max_aqm_time)};
    if (rule == 4) {
      const std::uint64_t min = 1 + below(900'000'000);
      made.discipline = link::RedSettings{
          min, min + 1 + below(10'000), probability(),
          Probability::from_parts(1 + below(Probability::parts_in_one)), below(2) == 0};
    }
    made.ecn = rule > 1 && below(2) == 0;
    return made;
  }

  BitRate rate() {
    return BitRate::from_bits_per_s(static_cast<std::int64_t>(1 + below(BitRate::max_bits_per_s)));
  }

  link::RateModel rate_model() {
    const auto overhead = [this](std::int32_t least) {
      const auto range = static_cast<std::uint64_t>(max_overhead_bytes - least) + 1;
      return static_cast<std::int32_t>(below(range)) + least;
    };
    switch (below(4)) {
      case 0: {
        link::FixedRate made{rate(), overhead(-max_overhead_bytes)};
        if (below(2) == 0) {
          made.cell_bytes = static_cast<std::uint32_t>(1 + below(max_cell_bytes));
          made.cell_overhead_bytes = overhead(1 - static_cast<std::int32_t>(*made.cell_bytes));
        }
        return made;
      }
      case 1: {
        link::TokenBucketRate made{rate(), min_burst_bytes + below(10'000'000)};
        if (made.rate.bits_per_s() < BitRate::max_bits_per_s && below(2) == 0) {
          made.peak_rate = BitRate::from_bits_per_s(made.rate.bits_per_s() + 1);
        }
        return made;
      }
      case 2: {
        const std::string file = ACKLAB_SCENARIOS "/traces/fade.trace";
        static const auto trace = std::make_shared<const link::Trace>(
            *link::parse_trace(*read_octets(file, "trace", link::max_trace_bytes)));
        return link::TraceRate{trace, file, below(2) == 0};
      }
      default:
        return rate();
    }
  }

  Expectation expectation(const std::string& name) {
    const auto metrics = contender::metrics();
    const contender::Metric& metric = metrics[below(metrics.size())];
    Expectation made{name, std::string{metric.name}, AtLeast{}, below(2) == 0 ? "" : "why"};
    if (metric.boolean) {
      made.condition = Equals{below(2) == 0};
      return made;
    }
    switch (below(4)) {
      case 0:
        made.condition = Near{-number(), number()};
        break;
      case 1:
        made.condition = AtLeast{number()};
        break;
      case 2:
        made.condition = AtMost{number()};
        break;
      default:
        made.condition = Equals{number()};
    }
    return made;
  }

  RandomStream random_;
  std::uint64_t counter_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(round_trip_suite)

BOOST_AUTO_TEST_CASE(a_scenario_written_and_read_back_is_the_same) {
  for (std::uint64_t number = 0; number < acklab::effort::trials(2'000); ++number) {
    const Scenario made = Inventor{number}.scenario();
    const std::string text = write_scenario(made);
    const auto read = read_scenario(text, "x.json");
    BOOST_TEST_REQUIRE(read.has_value(), read.error().sentence << "\nscenario " << number << "\n"
                                                               << text);
    // Written only to show a difference: it takes as long as the rest.
    const bool is_same = same(*read, made);
    const std::string again = is_same ? "" : write_scenario(*read);
    BOOST_TEST_REQUIRE(is_same, "scenario " << number << "\n" << text << again);
  }
}

BOOST_AUTO_TEST_CASE(writing_fills_in_every_default) {
  const auto smallest = read_scenario(test::smallest_text, "x.json");
  BOOST_TEST_REQUIRE(smallest.has_value());
  const std::string text = write_scenario(*smallest);
  for (const std::string_view key :
       {"question", "explanation", "rate", "policer",    "delay",     "jitter",     "distribution",
        "queue",    "loss",        "mtu",  "outage",     "duplicate", "corrupt",    "reorder",
        "message",  "repeat",      "seed", "time_limit", "path",      "ip_version", "expect"}) {
    BOOST_TEST(text.find("\"" + std::string{key} + "\": ") != std::string::npos, key);
  }
}

BOOST_AUTO_TEST_CASE(names_are_those_of_the_rooms) {
  for (const auto& [name, kind] : kind_names) BOOST_TEST(name == contender::to_string(kind));
  for (const auto& [name, distribution] : distribution_names) {
    BOOST_TEST(name == link::to_string(distribution));
  }
}

BOOST_AUTO_TEST_SUITE_END()
