#include "sim/picture/ppm_picture.hpp"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace acklab::picture {
namespace {

constexpr std::array<std::uint8_t, 2> ppm_signature{'P', '6'};
constexpr std::uint32_t max_ppm_number = 999'999;
constexpr std::uint32_t levels = 255;

bool is_blank(std::uint8_t octet) {
  return octet == ' ' || (octet >= '\t' && octet <= '\r');
}

/// The words before the pixels: numbers, with blanks and remarks between.
class PpmHeader {
 public:
  explicit PpmHeader(ByteView octets) : octets_(octets) {}

  /// The next number; nothing: there is none, or one that is too long.
  std::optional<std::uint32_t> number() {
    skip_blanks_and_remarks();
    if (!is_digit()) return std::nullopt;
    std::uint32_t value = 0;
    for (; is_digit(); ++at_) {
      value = value * 10 + (octets_[at_] - std::uint32_t{'0'});
      if (value > max_ppm_number) return std::nullopt;
    }
    return value;
  }

  /// What is behind the one blank that ends the header; nothing: it does not end so.
  [[nodiscard]] std::optional<ByteView> pixels() const {
    if (at_ == octets_.size() || !is_blank(octets_[at_])) return std::nullopt;
    return octets_.subspan(at_ + 1);
  }

 private:
  [[nodiscard]] bool is_digit() const {
    return at_ < octets_.size() && octets_[at_] >= '0' && octets_[at_] <= '9';
  }

  void skip_blanks_and_remarks() {
    bool in_remark = false;
    for (; at_ < octets_.size(); ++at_) {
      const std::uint8_t octet = octets_[at_];
      if (octet == '#') in_remark = true;
      if (octet == '\n' || octet == '\r') in_remark = false;
      if (!in_remark && !is_blank(octet)) return;
    }
  }

  ByteView octets_;
  std::size_t at_ = ppm_signature.size();
};

}  // namespace

bool is_ppm(ByteView file) {
  return file.size() > ppm_signature.size() && file[0] == ppm_signature[0] &&
         file[1] == ppm_signature[1] && (is_blank(file[2]) || file[2] == '#');
}

Expected<Picture, std::string> parse_ppm(ByteView file) {
  if (!is_ppm(file)) return failure(std::string{"it does not begin with P6"});
  PpmHeader header{file};
  const auto width = header.number();
  const auto height = header.number();
  const auto highest = header.number();
  const auto pixels = header.pixels();
  if (!width || !height || !highest || !pixels) {
    return failure(
        std::string{"behind P6 a width, a height and the highest value of a colour were expected"});
  }
  if (*width == 0 || *height == 0 || *width > max_file_side_pixels ||
      *height > max_file_side_pixels) {
    return failure(fmt::format("it has {} x {} pixels, 1 to {} either way were expected", *width,
                               *height, max_file_side_pixels));
  }
  if (*highest != levels) {
    return failure(fmt::format("its colours go up to {}, 255 (8 bits) was expected", *highest));
  }
  const std::size_t expected = std::size_t{*width} * *height * bytes_per_pixel;
  if (pixels->size() != expected) {
    return failure(fmt::format("{} x {} pixels are {} bytes, {} stand behind its header", *width,
                               *height, expected, pixels->size()));
  }
  return Picture{*width, *height, Bytes(pixels->begin(), pixels->end())};
}

}  // namespace acklab::picture
