#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/report/report.hpp"

namespace acklab::report {
namespace {

namespace fs = std::filesystem;

/// A file that is not there yet: removed again unless it was put in its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& folder) : name_((folder / ".acklab-XXXXXX").string()) {
    descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
    if (descriptor_ < 0) name_.clear();
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

  [[nodiscard]] bool write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

  /// On the disk, with the permissions any new file would have, under its final name.
  [[nodiscard]] bool put_in_place(const fs::path& file) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(descriptor_, 0666 & ~mask) != 0 || ::fsync(descriptor_) != 0) return false;
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0 || ::rename(name_.c_str(), file.c_str()) != 0) return false;
    name_.clear();
    return true;
  }

 private:
  std::string name_;
  int descriptor_ = -1;
};

std::string refusal(const std::string& file, const std::string& why,
                    std::string_view what = "report") {
  return fmt::format("The {} cannot be written to '{}': {}; choose another place with -o.", what,
                     file, why);
}

std::string last_error() {
  return std::error_code{errno, std::generic_category()}.message();
}

fs::path folder_of(const std::string& file) {
  const fs::path folder = fs::path{file}.parent_path();
  return folder.empty() ? fs::path{"."} : folder;
}

/// The name itself, whatever the folder says; nothing when it will do.
std::optional<std::string> bad_name(const std::string& file) {
  if (file.empty()) return "the name is empty";
  std::error_code ignored;
  const fs::file_status status = fs::status(file, ignored);
  if (fs::is_directory(status) || file.back() == '/') return "it is a folder";
  if (fs::exists(status) && !fs::is_regular_file(status)) return "it is not an ordinary file";
  return std::nullopt;
}

/// Why no file can be put into a folder, which may be missing yet: what counts is whether it could
/// be made. Nothing when one can.
std::optional<std::string> bad_folder(fs::path folder) {
  std::error_code ignored;
  while (!fs::exists(folder, ignored)) {
    const fs::path above = folder.parent_path();
    folder = above.empty() || above == folder ? fs::path{"."} : above;
  }
  if (!fs::is_directory(folder, ignored)) {
    return fmt::format("'{}' is not a folder", folder.string());
  }
  const TemporaryFile probe{folder};
  if (!probe.is_open()) return last_error();
  return std::nullopt;
}

}  // namespace

Expected<void, std::string> write_whole(const std::string& file, std::string_view text,
                                        std::string_view what) {
  if (const auto why = bad_name(file)) return failure(refusal(file, *why, what));
  const fs::path folder = folder_of(file);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return failure(refusal(file, error.message(), what));
  TemporaryFile temporary{folder};
  if (!temporary.is_open() || !temporary.write(text) || !temporary.put_in_place(file)) {
    return failure(refusal(file, last_error(), what));
  }
  return {};
}

Expected<void, std::string> check_writable(const std::string& file) {
  if (const auto why = bad_name(file)) return failure(refusal(file, *why));
  if (const auto why = bad_folder(folder_of(file))) return failure(refusal(file, *why));
  return {};
}

Expected<void, std::string> check_folder(const std::string& folder) {
  const auto why = folder.empty() ? std::optional<std::string>{"the name is empty"}
                                  : bad_folder(fs::path{folder});
  if (!why) return {};
  return failure(fmt::format("Files cannot be written to the folder '{}': {}; choose another one.",
                             folder, *why));
}

}  // namespace acklab::report
