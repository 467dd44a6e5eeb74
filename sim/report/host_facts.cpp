#include "sim/report/host_facts.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>

namespace acklab::report {
namespace {

std::string trimmed(std::string text) {
  std::replace(text.begin(), text.end(), '\t', ' ');
  text.erase(text.find_last_not_of(" \n") + 1);
  text.erase(0, text.find_first_not_of(' '));
  return text;
}

std::optional<std::string> first_line(const std::string& file) {
  std::ifstream stream{file};
  std::string line;
  if (!std::getline(stream, line)) return std::nullopt;
  return trimmed(line);
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_of("0123456789"), text.size());
  std::uint64_t value = 0;
  const auto result = std::from_chars(text.data() + begin, text.data() + text.size(), value);
  return result.ec == std::errc{} ? std::optional{value} : std::nullopt;
}

void read_processors(const std::string& file, HostFacts& facts) {
  std::ifstream stream{file};
  std::uint64_t count = 0;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("processor")) ++count;
    if (!facts.processor && line.starts_with("model name")) {
      facts.processor = trimmed(line.substr(std::min(line.find(':') + 1, line.size())));
    }
  }
  if (count > 0) facts.processors = count;
}

void read_memory(const std::string& file, HostFacts& facts) {
  std::ifstream stream{file};
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with("MemTotal:")) continue;
    if (const auto kibibytes = number_in(line)) facts.memory_bytes = *kibibytes * 1024;
  }
}

}  // namespace

HostFacts read_host_facts(const std::string& proc) {
  HostFacts facts;
  const auto system = first_line(proc + "/sys/kernel/ostype");
  const auto release = first_line(proc + "/sys/kernel/osrelease");
  if (system && release) facts.kernel = *system + " " + *release;
  read_processors(proc + "/cpuinfo", facts);
  read_memory(proc + "/meminfo", facts);
  for (const char* name : path::tcp_setting_names) {
    facts.tcp_settings.emplace_back(name, first_line(proc + "/sys/net/ipv4/" + name));
  }
  return facts;
}

}  // namespace acklab::report
