#include "sim/scenario/read_file.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "sim/scenario/refusal.hpp"

namespace acklab::scenario {
namespace {

namespace fs = std::filesystem;

/// Why a file of this type cannot be read; nothing: it can.
std::optional<std::string> why_not(fs::file_type type) {
  switch (type) {
    case fs::file_type::regular:
      return std::nullopt;
    case fs::file_type::not_found:
      return "there is no such file";
    case fs::file_type::directory:
      return "this is a directory, a scenario file was expected";
    case fs::file_type::none:
    case fs::file_type::symlink:
    case fs::file_type::block:
    case fs::file_type::character:
    case fs::file_type::fifo:
    case fs::file_type::socket:
    case fs::file_type::unknown:
      break;
  }
  return "this is a device, pipe or socket, a regular file was expected";
}

std::string reason_of(const std::error_code& error) {
  return fmt::format("the file cannot be read ({})", error.message());
}

std::string too_large(std::uintmax_t bytes) {
  return fmt::format("the file has {} bytes, a scenario at most {}", bytes, max_file_bytes);
}

/// Reads one octet more than allowed at most: a file may grow while it is read.
Expected<std::string, std::string> read_whole(const std::string& file) {
  errno = 0;
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return failure(reason_of({errno != 0 ? errno : EIO, std::generic_category()}));
  std::string text(max_file_bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return failure(reason_of({errno != 0 ? errno : EIO, std::generic_category()}));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > max_file_bytes) {
    return failure(
        fmt::format("the file has more than {} bytes, too many for a scenario", max_file_bytes));
  }
  return text;
}

}  // namespace

Expected<std::string, ScenarioError> read_file(const std::string& file) {
  const auto refuse = [&](std::string_view what) {
    return failure(refusal(Place{file, 0, 0, {}}, what));
  };
  if (file.empty()) return failure(refusal(Place{"\"\"", 0, 0, {}}, "a file name was expected"));
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (error && status.type() != fs::file_type::not_found) return refuse(reason_of(error));
  if (const std::optional<std::string> reason = why_not(status.type())) return refuse(*reason);
  const std::uintmax_t bytes = fs::file_size(file, error);
  if (error) return refuse(reason_of(error));
  if (bytes > max_file_bytes) return refuse(too_large(bytes));
  const auto text = read_whole(file);
  if (!text) return refuse(text.error());
  return *text;
}

}  // namespace acklab::scenario
