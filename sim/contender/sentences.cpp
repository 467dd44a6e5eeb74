#include "sim/contender/sentences.hpp"

#include <array>

#include <fmt/format.h>

namespace acklab::contender {
namespace {

std::string delivered(const workload::Integrity& integrity, std::uint64_t job_bytes) {
  return fmt::format("{} of {} were delivered intact", bytes_in_words(integrity.intact_bytes),
                     bytes_in_words(job_bytes));
}

std::string acknowledged(const transport::CloseReport& report, std::uint64_t job_bytes) {
  return fmt::format("{} of {} were acknowledged", bytes_in_words(report.bytes_acknowledged),
                     bytes_in_words(job_bytes));
}

std::string tries(const transport::CloseReport& report) {
  const std::string span = duration_in_words(report.unanswered_for);
  return report.retransmission_attempts == 1
             ? fmt::format("1 try over {}", span)
             : fmt::format("{} tries over {}", report.retransmission_attempts, span);
}

}  // namespace

std::string bytes_in_words(std::uint64_t bytes) {
  constexpr std::array units{"B", "kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 999.95 && unit + 1 < units.size()) {
    value /= 1000;
    ++unit;
  }
  std::string number = fmt::format("{:.1f}", value);
  if (number.ends_with(".0")) number.resize(number.size() - 2);
  return fmt::format("{} {}", number, units.at(unit));
}

std::string duration_in_words(Duration span) {
  const bool long_enough = span >= std::chrono::seconds{1};
  std::string number =
      fmt::format("{:.1f}", long_enough ? to_seconds(span) : to_milliseconds(span));
  if (number.ends_with(".0")) number.resize(number.size() - 2);
  return fmt::format("{} {}", number, long_enough ? "s" : "ms");
}

std::string sentence_for(const transport::CloseReport& report, bool connected,
                         std::uint64_t job_bytes) {
  switch (report.reason) {
    case transport::CloseReason::finished:
      return fmt::format("The connection was closed before the job was done: {}.",
                         acknowledged(report, job_bytes));
    case transport::CloseReason::timed_out:
      if (!connected) {
        return fmt::format("The server never answered: {} to connect.", tries(report));
      }
      if (report.retransmission_attempts == 0) {
        return fmt::format("The connection timed out: nobody answered its probes; {}.",
                           acknowledged(report, job_bytes));
      }
      return fmt::format("The connection timed out: {}; {}.", tries(report),
                         acknowledged(report, job_bytes));
    case transport::CloseReason::refused:
      return "The server refused the connection.";
    case transport::CloseReason::reset:
      return fmt::format("The server reset the connection: {}.", acknowledged(report, job_bytes));
    case transport::CloseReason::aborted:
      return fmt::format("The connection was aborted: {}.", acknowledged(report, job_bytes));
    case transport::CloseReason::not_opened:
      return "The connection could not be opened: nobody can be reached at that address.";
    case transport::CloseReason::unreachable:
      return fmt::format("The network could not reach the server: {}.",
                         acknowledged(report, job_bytes));
  }
  return {};
}

std::string time_limit_sentence(Duration limit, const workload::Integrity& integrity,
                                std::uint64_t job_bytes) {
  return fmt::format("The time limit of {} came first: {}.", duration_in_words(limit),
                     delivered(integrity, job_bytes));
}

std::string interrupted_sentence(const workload::Integrity& integrity, std::uint64_t job_bytes) {
  return fmt::format("The run was interrupted: {}.", delivered(integrity, job_bytes));
}

}  // namespace acklab::contender
