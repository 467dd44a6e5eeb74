// Reads scenario files named on standard input, one a line, and prints for each what the reader
// says: "ok", or its sentence. For the test that compares the reader with the schema.
#include <iostream>
#include <string>

#include "sim/scenario/read_scenario.hpp"

int main() {
  for (std::string file; std::getline(std::cin, file);) {
    const auto scenario = acklab::scenario::read_scenario_file(file);
    std::cout << (scenario ? "ok" : scenario.error().sentence) << '\n';
  }
}
