#include "sim/picture/png_picture.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <png.h>

namespace acklab::picture {
namespace {

constexpr std::array<std::uint8_t, 8> png_signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

/// libpng's image together with what it holds.
class PngImage {
 public:
  PngImage() { image_.version = PNG_IMAGE_VERSION; }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;
  ~PngImage() { png_image_free(&image_); }

  [[nodiscard]] png_image& get() { return image_; }
  /// What libpng says, as far as it can be printed.
  [[nodiscard]] std::string complaint() const {
    std::string text;
    for (const char letter : std::string_view{&image_.message[0]}) {
      text += letter >= ' ' && letter <= '~' ? letter : '?';
    }
    return fmt::format("libpng says: {}", text);
  }

 private:
  png_image image_{};
};

/// The file's pixels in `format`, over white where that has no transparency.
template <typename Kind>
Expected<Kind, std::string> decoded(ByteView file, png_uint_32 format) {
  if (!is_png(file)) return failure(std::string{"it does not begin as a PNG does"});
  PngImage png;
  if (png_image_begin_read_from_memory(&png.get(), file.data(), file.size()) == 0) {
    return failure(png.complaint());
  }
  const std::uint32_t width = png.get().width;
  const std::uint32_t height = png.get().height;
  if (std::max(width, height) > max_file_side_pixels) {
    return failure(fmt::format("it has {} x {} pixels, at most {} either way were expected", width,
                               height, max_file_side_pixels));
  }
  png.get().format = format;
  Kind picture{width, height, Bytes(PNG_IMAGE_SIZE(png.get()))};
  constexpr png_color white{255, 255, 255};
  if (png_image_finish_read(&png.get(), &white, picture.octets.data(), 0, nullptr) == 0) {
    return failure(png.complaint());
  }
  return picture;
}

template <typename Kind>
Expected<Bytes, std::string> encoded(const Kind& picture, png_uint_32 format) {
  PngImage png;
  png.get().width = picture.width;
  png.get().height = picture.height;
  png.get().format = format;
  png_alloc_size_t bytes = PNG_IMAGE_PNG_SIZE_MAX(png.get());
  Bytes file(bytes);
  if (png_image_write_to_memory(&png.get(), file.data(), &bytes, 0, picture.octets.data(), 0,
                                nullptr) == 0) {
    return failure(png.complaint());
  }
  file.resize(bytes);
  return file;
}

}  // namespace

bool is_png(ByteView file) {
  return file.size() >= png_signature.size() &&
         std::equal(png_signature.begin(), png_signature.end(), file.begin());
}

Expected<Picture, std::string> parse_png(ByteView file) {
  return decoded<Picture>(file, PNG_FORMAT_RGB);
}

Expected<PictureWithHoles, std::string> parse_png_with_holes(ByteView file) {
  return decoded<PictureWithHoles>(file, PNG_FORMAT_RGBA);
}

Expected<Bytes, std::string> to_png(const Picture& picture) {
  return encoded(picture, PNG_FORMAT_RGB);
}

Expected<Bytes, std::string> to_png(const PictureWithHoles& picture) {
  return encoded(picture, PNG_FORMAT_RGBA);
}

}  // namespace acklab::picture
