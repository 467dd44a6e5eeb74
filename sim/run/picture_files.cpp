#include "sim/run/picture_files.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/picture/png_picture.hpp"

namespace acklab::run {
namespace {

std::string picture_refusal(const std::filesystem::path& file, const std::error_code& error) {
  return fmt::format(
      "The picture cannot be written to '{}': {}; choose another place with --trace.",
      file.string(), error.message());
}

}  // namespace

template <typename Kind>
void PictureFiles::keep(const Kind& picture, std::optional<Bytes>& into) {
  auto octets = picture::to_png(picture);
  if (octets) {
    into = *std::move(octets);
  } else if (!problem_) {
    problem_ = fmt::format("The picture of '{}' cannot be written: {}.", folder_, octets.error());
  }
}

void PictureFiles::take(const workload::ReceivedPicture& picture) {
  keep(picture.sent, sent_);
  keep(picture.received.with_holes(), received_);
  if (picture.placed != nullptr) keep(picture.placed->with_holes(), placed_);
}

Expected<void, std::string> PictureFiles::put(const char* name,
                                              const std::optional<Bytes>& octets) const {
  const std::filesystem::path file = std::filesystem::path{folder_} / name;
  std::error_code error;
  if (!octets) {
    std::filesystem::remove(file, error);
    return {};
  }
  const std::string part = file.string() + ".part";
  errno = 0;
  std::ofstream stream{part, std::ios::binary | std::ios::trunc};
  const std::string text(octets->begin(), octets->end());
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream) {
    return failure(picture_refusal(file, {errno != 0 ? errno : EIO, std::generic_category()}));
  }
  std::filesystem::rename(part, file, error);
  if (error) return failure(picture_refusal(file, error));
  return {};
}

Expected<void, std::string> PictureFiles::finish() {
  Expected<void, std::string> outcome;
  for (const auto& [name, octets] :
       {std::pair{sent_picture_name, &sent_}, std::pair{received_picture_name, &received_},
        std::pair{placed_picture_name, &placed_}}) {
    auto placed = put(name, *octets);
    if (outcome && !placed) outcome = std::move(placed);
  }
  if (outcome && problem_) return failure(*problem_);
  return outcome;
}

}  // namespace acklab::run
