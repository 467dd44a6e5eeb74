#include "sim/advise/comparison.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sim/advise/message_size.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/words/words.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/takeapart/scenario_file.hpp"

namespace acklab::advise {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint32_t most_repetitions = 20;
constexpr Duration comfortable = minutes{1};  // for all runs together
constexpr Duration longest_job = minutes{15};
constexpr Duration shortest_timeout = milliseconds{20};
constexpr std::uint32_t request_retries = 5;
constexpr std::uint32_t copies_of_urgent = 2;

std::uint64_t rounded_up(std::uint64_t whole, std::uint64_t part) {
  return (whole + part - 1) / part;
}

/// Asks again after more than a round trip, so that the answer had its time.
Duration timeout_for(const Circumstances& seen) {
  const Duration patience = std::max(seen.shortest + seen.round_trip / 2, shortest_timeout);
  return std::chrono::ceil<milliseconds>(patience);
}

/// Sent twice at once, because what is sent again comes too late.
bool sends_copies(const Circumstances& seen, Choice choice) {
  return choice == Choice::own && seen.answers.deadline &&
         *seen.answers.deadline < seen.shortest_again &&
         size_class(seen.answers.message_bytes) != SizeClass::too_large;
}

workload::Exchange exchange_for(const Circumstances& seen, Choice choice) {
  const Answers& answers = seen.answers;
  workload::Exchange job;
  job.request_bytes = static_cast<std::uint32_t>(answers.request_bytes);
  job.answer_bytes = static_cast<std::uint32_t>(answers.message_bytes);
  job.count = answers.talk == Talk::one
                  ? 1
                  : rounded_up(answers.bytes, answers.request_bytes + answers.message_bytes);
  job.timeout = std::max<Duration>(job.timeout, 2 * seen.shortest);
  if (sends_copies(seen, choice)) {
    job.copies = copies_of_urgent;
  } else if (choice == Choice::own) {
    job.timeout = timeout_for(seen);
    job.retries = request_retries;
  }
  return job;
}

workload::Workload job_for(const Circumstances& seen, Choice choice) {
  const Answers& answers = seen.answers;
  if (answers.talk != Talk::none) return exchange_for(seen, choice);
  const auto message =
      static_cast<std::uint32_t>(std::min(answers.message_bytes, largest_datagram_bytes));
  if (!answers.every) return workload::Bulk{.bytes = answers.bytes, .message_bytes = message};
  workload::Periodic job;
  job.count = rounded_up(answers.bytes, answers.message_bytes);
  job.message_bytes = message;
  job.interval = *answers.every;
  job.deadline = answers.deadline;
  if (sends_copies(seen, choice)) job.copies = copies_of_urgent;
  return job;
}

/// How long TCP takes for so many bytes where it halves its window at each loss: the square-root
/// law of Mathis et al. (1997).
Duration length_by_loss(std::uint64_t bytes, Duration round_trip, double loss) {
  constexpr double law = 1.22;
  constexpr double segment_bytes = 1460;
  if (loss <= 0) return {};
  const double round_trips = static_cast<double>(bytes) * std::sqrt(loss) / (law * segment_bytes);
  const double longest = to_seconds(scenario::max_time_limit);
  const double seconds_long = std::min(round_trips * to_seconds(round_trip), longest);
  return Duration{static_cast<Duration::rep>(seconds_long * 1e9)};
}

/// How long one run takes, about.
Duration length_of(const workload::Workload& job, const Circumstances& seen,
                   const link::LinkSettings& link) {
  if (seen.shortest > longest_job) return seen.shortest;  // so often that no duration holds it
  if (const auto* exchange = std::get_if<workload::Exchange>(&job)) {
    return static_cast<std::int64_t>(exchange->count + 1) * seen.shortest;
  }
  if (const auto* periodic = std::get_if<workload::Periodic>(&job)) {
    return static_cast<std::int64_t>(periodic->count) * periodic->interval;
  }
  return std::max(seen.shortest,
                  length_by_loss(seen.answers.bytes, seen.round_trip, link.forward.loss.mean()));
}

/// What acklab's jobs cannot be.
std::optional<std::string> why_no_job(const Circumstances& seen, const workload::Workload& job,
                                      const link::LinkSettings& link) {
  const Answers& answers = seen.answers;
  const auto* exchange = std::get_if<workload::Exchange>(&job);
  const auto* periodic = std::get_if<workload::Periodic>(&job);
  const std::uint64_t messages = exchange != nullptr   ? exchange->count
                                 : periodic != nullptr ? periodic->count
                                                       : 1;
  if (messages > scenario::max_messages) {
    return fmt::format(
        "These are {} messages, and acklab's jobs have at most {}: give fewer "
        "'--bytes', or use '--no-run'.",
        messages, scenario::max_messages);
  }
  const auto* bulk = std::get_if<workload::Bulk>(&job);
  if (bulk != nullptr && rounded_up(bulk->bytes, bulk->message_bytes) > scenario::max_records) {
    return fmt::format(
        "These are more than {} messages, too many to check: give fewer '--bytes', "
        "or use '--no-run'.",
        scenario::max_records);
  }
  if (periodic != nullptr && answers.message_bytes > largest_datagram_bytes) {
    return fmt::format(
        "acklab's periodic messages have at most {} bytes: leave '--every' out, or "
        "use '--no-run'.",
        largest_datagram_bytes);
  }
  if (const Duration length = length_of(job, seen, link); length > longest_job) {
    return fmt::format(
        "One run of this job takes {} on this link: give fewer '--bytes', or use "
        "'--no-run'.",
        report::duration_text(to_milliseconds(length)));
  }
  return std::nullopt;
}

bool needs_fragments(const workload::Workload& job) {
  const workload::MessageSizes largest = workload::largest_messages(job);
  return std::max(largest.there, largest.back) > ethernet_datagram_bytes;
}

/// Tells the link to cut large packets, as an Ethernet path would, unless it has an MTU of its own.
bool cut_large_packets(link::LinkSettings& link) {
  if (link.forward.mtu || link.reverse.mtu || link.replay) return false;
  constexpr link::MtuSettings ethernet{.bytes = 1500, .oversize = link::Oversize::fragment};
  link.forward.mtu = ethernet;
  link.reverse.mtu = ethernet;
  for (auto* schedule : {&link.forward_schedule, &link.reverse_schedule}) {
    for (link::ScheduledChange& change : *schedule) change.settings.mtu = ethernet;
  }
  return true;
}

bool carries(const link::LinkSettings& link, const workload::Workload& job) {
  const auto most = [&link](link::Direction direction) {
    return link.takes_large_packets(direction) ? largest_datagram_bytes : ethernet_datagram_bytes;
  };
  const workload::MessageSizes largest = workload::largest_messages(job);
  return largest.there <= most(link::Direction::forward) &&
         largest.back <= most(link::Direction::reverse);
}

/// All three; what the kernel's TCP does by itself.
std::vector<contender::Spec> contenders_of(bool with_udp) {
  std::vector<contender::Spec> specs;
  for (const contender::Kind kind :
       {contender::Kind::udp, contender::Kind::reliable_udp, contender::Kind::kernel_tcp}) {
    if (kind == contender::Kind::udp && !with_udp) continue;
    contender::Spec spec;
    spec.kind = kind;
    spec.name = contender::to_string(kind);
    specs.push_back(std::move(spec));
  }
  return specs;
}

}  // namespace

Expected<Comparison, std::string> comparison_for(const Circumstances& circumstances,
                                                 const link::LinkSettings& link, Choice choice,
                                                 const RunWishes& wishes) {
  Comparison comparison;
  scenario::Scenario& scenario = comparison.scenario;
  scenario.name = fmt::format("advice-{}", to_string(choice));
  scenario.link = link;
  scenario.workload = job_for(circumstances, choice);
  if (const auto problem = why_no_job(circumstances, scenario.workload, link)) {
    return failure(*problem);
  }
  // A message that no datagram holds was cut into records for the others.
  const bool datagrams = size_class(circumstances.answers.message_bytes) != SizeClass::too_large;
  if (datagrams && needs_fragments(scenario.workload)) {
    comparison.with_fragments = cut_large_packets(scenario.link);
  }
  comparison.without_udp = !datagrams || !carries(scenario.link, scenario.workload);
  scenario.contenders = contenders_of(!comparison.without_udp);
  const Duration length = length_of(scenario.workload, circumstances, link);
  const auto each = static_cast<std::int64_t>(scenario.contenders.size()) *
                    std::max<Duration>(length, milliseconds{1});
  scenario.repeat = wishes.repeat.value_or(static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(comfortable / each, 1, most_repetitions)));
  scenario.seed = wishes.seed;
  scenario.path = wishes.path;
  scenario.time_limit = std::clamp<Duration>(4 * length, seconds{60}, scenario::max_time_limit);
  const auto* exchange = std::get_if<workload::Exchange>(&scenario.workload);
  if (exchange != nullptr && exchange->retries > 0) comparison.timeout = exchange->timeout;
  scenario.title = takeapart::in_all_languages(
      [](const report::Words& words) { return words("advise.comparison"); });
  scenario.question = takeapart::in_all_languages(
      [](const report::Words& words) { return words("advise.comparison_question"); });
  return comparison;
}

std::string player_of(Choice choice, const Comparison& comparison, bool kernel) {
  std::string udp = contender::to_string(contender::Kind::udp);
  const std::string ours = contender::to_string(contender::Kind::reliable_udp);
  switch (choice) {
    case Choice::udp:
      return udp;
    case Choice::tcp:
      return kernel ? contender::to_string(contender::Kind::kernel_tcp) : ours;
    case Choice::own:
      break;
  }
  // The program asks again by itself, or sends everything twice.
  const auto* exchange = std::get_if<workload::Exchange>(&comparison.scenario.workload);
  const auto* periodic = std::get_if<workload::Periodic>(&comparison.scenario.workload);
  const bool by_itself = exchange != nullptr || (periodic != nullptr && periodic->copies > 1);
  return by_itself && !comparison.without_udp ? udp : ours;
}

}  // namespace acklab::advise
