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
std::optional<std::string> why_not(fs::file_type type, std::string_view noun) {
  switch (type) {
    case fs::file_type::regular:
      return std::nullopt;
    case fs::file_type::not_found:
      return "there is no such file";
    case fs::file_type::directory:
      return fmt::format("this is a directory, a {} file was expected", noun);
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

/// Reads one octet more than it should have at most: a file may grow while it is read.
Expected<std::string, std::string> read_whole(const std::string& file, std::size_t bytes) {
  errno = 0;
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return failure(reason_of({errno != 0 ? errno : EIO, std::generic_category()}));
  std::string text(bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return failure(reason_of({errno != 0 ? errno : EIO, std::generic_category()}));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

Expected<std::string, std::string> read_octets(const std::string& file, std::string_view noun,
                                               std::size_t max_bytes) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (error && status.type() != fs::file_type::not_found) return failure(reason_of(error));
  if (const auto reason = why_not(status.type(), noun)) return failure(*reason);
  const std::uintmax_t bytes = fs::file_size(file, error);
  if (error) return failure(reason_of(error));
  if (bytes > max_bytes) {
    return failure(fmt::format("the file has {} bytes, a {} at most {}", bytes, noun, max_bytes));
  }
  // Some files do not know their size: those of /proc say 0.
  const std::size_t expected = bytes > 0 ? static_cast<std::size_t>(bytes) : max_bytes;
  auto text = read_whole(file, expected);
  if (text && text->size() > expected) {
    return failure(
        fmt::format("the file grew while it was read, or has more than {} bytes", max_bytes));
  }
  return text;
}

std::string beside(std::string_view origin, std::string_view file) {
  return (fs::path{origin}.parent_path() / fs::path{file}).string();
}

Expected<std::string, ScenarioError> read_file(const std::string& file) {
  if (file.empty()) return failure(refusal(Place{"\"\"", 0, 0, {}}, "a file name was expected"));
  const auto text = read_octets(file, "scenario", max_file_bytes);
  if (!text) return failure(refusal(Place{file, 0, 0, {}}, text.error()));
  return *text;
}

}  // namespace acklab::scenario
