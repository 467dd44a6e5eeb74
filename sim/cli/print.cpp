#include "sim/cli/print.hpp"

#include <cstdio>
#include <string>

namespace acklab::cli {
namespace {

void write(std::FILE* stream, std::string_view text) {
  // Both results are of no use: there is nobody left to tell.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stream));
  static_cast<void>(std::fflush(stream));
}

}  // namespace

void print(std::string_view text) {
  write(stdout, text);
}

void print_error(std::string_view sentence) {
  write(stderr, "acklab: " + std::string{sentence} + '\n');
}

}  // namespace acklab::cli
