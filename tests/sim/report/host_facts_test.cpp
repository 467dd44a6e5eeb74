#include "sim/report/host_facts.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/report_folder.hpp"

using namespace acklab;

namespace {

void write(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file} << text;
}

std::optional<std::string> setting(const report::HostFacts& facts, std::string_view name) {
  const auto found = std::find_if(facts.tcp_settings.begin(), facts.tcp_settings.end(),
                                  [name](const auto& one) { return one.first == name; });
  BOOST_REQUIRE(found != facts.tcp_settings.end());
  return found->second;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(host_facts)

BOOST_AUTO_TEST_CASE(facts_are_what_the_kernel_tells) {
  const samples::Folder proc;
  write(proc.path() / "sys/kernel/ostype", "Linux\n");
  write(proc.path() / "sys/kernel/osrelease", "6.1.0-18-amd64\n");
  write(
      proc.path() / "cpuinfo",
      "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\n\nprocessor\t: 1\nmodel name\t: Some CPU\n");
  write(proc.path() / "meminfo", "MemTotal:        2048 kB\nMemFree:  12 kB\n");
  write(proc.path() / "sys/net/ipv4/tcp_rmem", "4096\t131072\t6291456\n");
  const report::HostFacts facts = report::read_host_facts(proc.path().string());
  BOOST_TEST(facts.kernel.value() == "Linux 6.1.0-18-amd64");
  BOOST_TEST(facts.processor.value() == "Some CPU @ 3 GHz");
  BOOST_TEST(facts.processors.value() == 2U);
  BOOST_TEST(facts.memory_bytes.value() == 2048U * 1024U);
  BOOST_TEST(setting(facts, "tcp_rmem").value() == "4096 131072 6291456");
}

BOOST_AUTO_TEST_CASE(what_the_kernel_does_not_tell_is_absent) {
  const samples::Folder proc;
  const report::HostFacts facts = report::read_host_facts(proc.path().string());
  BOOST_TEST(!facts.kernel.has_value());
  BOOST_TEST(!facts.processor.has_value());
  BOOST_TEST(!facts.processors.has_value());
  BOOST_TEST(!facts.memory_bytes.has_value());
  BOOST_TEST(!setting(facts, "tcp_sack").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
