#include "sim/picture/read_picture.hpp"

#include "sim/picture/png_picture.hpp"
#include "sim/picture/ppm_picture.hpp"
#include "sim/picture/scaling.hpp"

namespace acklab::picture {

Expected<Picture, std::string> parse_picture(ByteView file) {
  if (!is_png(file) && !is_ppm(file)) {
    return failure(std::string{"it is neither a PNG nor a binary PPM (P6)"});
  }
  auto picture = is_png(file) ? parse_png(file) : parse_ppm(file);
  if (!picture) return picture;
  return scaled_to_fit(*std::move(picture), max_side_pixels);
}

}  // namespace acklab::picture
