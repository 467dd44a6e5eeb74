#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "sim/path/real_path.hpp"
#include "tests/bench/bench.hpp"

namespace {

std::optional<std::uint64_t> seed_from(std::string_view text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return seed;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace acklab::bench;
  acklab::path::prepare_namespaces();
  const std::string_view wanted = argc > 1 ? argv[1] : "all";
  if (wanted == "transport") {
    const auto seed = seed_from(argc > 2 ? argv[2] : "1");
    if (seed) {
      bench_transport(*seed);
      return 0;
    }
    fmt::print(stderr, "transport takes a first seed, a whole number; found \"{}\".\n", argv[2]);
    return 2;
  }
  const std::pair<std::string_view, void (*)()> benches[] = {
      {"wire", bench_wire}, {"link", bench_link}, {"simulator", bench_simulator}};
  const std::pair<std::string_view, void (*)()> parts[] = {{"delay", bench_delay},
                                                           {"capacity", bench_capacity}};
  bool found = false;
  for (const auto& [name, bench] : benches) {
    if (wanted != "all" && wanted != name) continue;
    found = true;
    bench();
  }
  for (const auto& [name, bench] : parts) {
    if (wanted != name) continue;
    found = true;
    bench();
  }
  if (found) return 0;
  fmt::print(stderr,
             "There is no benchmark \"{}\"; expected wire, link (or a part of it: delay, "
             "capacity), simulator, transport [SEED], or nothing for wire, link, simulator.\n",
             wanted);
  return 2;
}
