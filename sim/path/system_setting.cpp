#include "sim/path/system_setting.hpp"

#include <array>

#include <fcntl.h>
#include <unistd.h>

#include "net/socket/file_descriptor.hpp"

namespace acklab::path {

namespace {

std::string path_of(const std::string& name) {
  return "/proc/sys/" + name;
}

}  // namespace

std::optional<std::string> read_small_file(const std::string& path) {
  const socket::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return std::nullopt;
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    const auto count = ::read(file.get(), part.data(), part.size());
    if (count < 0) return std::nullopt;
    if (count == 0) return text;
    text.append(part.data(), static_cast<std::size_t>(count));
  }
}

std::optional<std::string> system_setting(const std::string& name) {
  auto text = read_small_file(path_of(name));
  if (text && !text->empty() && text->back() == '\n') text->pop_back();
  return text;
}

bool change_system_setting(const std::string& name, const std::string& value) {
  const socket::FileDescriptor file(::open(path_of(name).c_str(), O_WRONLY | O_CLOEXEC));
  return file.valid() &&
         ::write(file.get(), value.data(), value.size()) == static_cast<ssize_t>(value.size());
}

}  // namespace acklab::path
