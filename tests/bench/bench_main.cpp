#include <functional>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "tests/bench/bench.hpp"

int main(int argc, char** argv) {
  using namespace acklab::bench;
  const std::pair<std::string_view, void (*)()> benches[] = {
      {"wire", bench_wire}, {"link", bench_link}, {"simulator", bench_simulator}};
  const std::string_view wanted = argc > 1 ? argv[1] : "all";
  bool found = false;
  for (const auto& [name, bench] : benches) {
    if (wanted != "all" && wanted != name) continue;
    found = true;
    bench();
  }
  if (found) return 0;
  fmt::print(stderr,
             "There is no benchmark \"{}\"; expected wire, link, simulator or nothing for all.\n",
             wanted);
  return 2;
}
