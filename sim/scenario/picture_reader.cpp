#include "sim/scenario/picture_reader.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "sim/picture/read_picture.hpp"
#include "sim/picture/test_card.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/read_file.hpp"
#include "sim/scenario/refusal.hpp"

namespace acklab::scenario {
namespace {

using picture::Picture;
using workload::PictureJob;

/// The picture in the file of that name; null: refused.
std::shared_ptr<const Picture> read_picture_file(const Cursor& cursor, const std::string& name) {
  const std::string file = beside(cursor.refusals().origin(), name);
  const auto refuse = [&](const std::string& why) {
    cursor.refuse(fmt::format("the picture {} cannot be used: {}", in_quotes(file), why));
    return nullptr;
  };
  const auto text = read_octets(file, "picture", picture::max_file_bytes);
  if (!text) return refuse(text.error());
  auto read = picture::parse_picture(Bytes(text->begin(), text->end()));
  if (!read) return refuse(read.error());
  return std::make_shared<const Picture>(*std::move(read));
}

void read_file_name(const Cursor& file, PictureJob& into) {
  if (!file.is_string()) return file.refuse_type("the name of a PNG or PPM file");
  into.file = read_text_line(file);
  if (into.file.empty()) return file.refuse("expected the name of a picture, found \"\"");
  if (auto read = read_picture_file(file, into.file)) into.picture = std::move(read);
}

std::uint32_t side_in(const std::optional<Cursor>& cursor, std::uint32_t usual) {
  if (!cursor) return usual;
  return static_cast<std::uint32_t>(
      cursor->whole_number(picture::min_test_card_side_pixels, picture::max_side_pixels)
          .value_or(usual));
}

}  // namespace

PictureJob read_picture_job(const Members& members) {
  PictureJob job;
  const auto file = members.find("file");
  const auto width = members.find("width");
  const auto height = members.find("height");
  if (file && (width || height)) {
    (width ? *width : *height).refuse("a picture from a file has a size of its own");
  }
  if (file) {
    read_file_name(*file, job);
  } else if (width || height) {
    job.picture = std::make_shared<const Picture>(
        picture::test_card(side_in(width, picture::test_card_width_pixels),
                           side_in(height, picture::test_card_height_pixels)));
  }
  if (const auto message = members.find("message")) {
    const auto bytes = read_size(*message, min_picture_message_bytes, workload::max_message_bytes);
    if (bytes) job.message_bytes = static_cast<std::uint32_t>(*bytes);
  }
  return job;
}

}  // namespace acklab::scenario
