#include "sim/report/page/picture_parts.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/picture/png_picture.hpp"
#include "sim/report/page/packing.hpp"
#include "sim/run/picture_files.hpp"

namespace acklab::report {
namespace {

using picture::PictureWithHoles;
using Shown = std::optional<PictureWithHoles>;

/// Nothing: there is no such file.
Expected<Shown, std::string> picture_in(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return Shown{};
  const Bytes octets{std::istreambuf_iterator<char>{stream}, {}};
  auto read = picture::parse_png_with_holes(octets);
  if (!read) {
    return failure(
        fmt::format("The picture '{}' cannot be used: {}.", file.string(), read.error()));
  }
  return Shown{*std::move(read)};
}

nlohmann::ordered_json packed_picture(const Shown& shown) {
  if (!shown) return nullptr;
  return packed(std::string(shown->octets.begin(), shown->octets.end()));
}

}  // namespace

Expected<nlohmann::ordered_json, std::string> pictures_json(const std::string& folder) {
  const std::filesystem::path from{folder};
  const auto sent = picture_in(from / run::sent_picture_name);
  if (!sent) return failure(sent.error());
  const auto received = picture_in(from / run::received_picture_name);
  if (!received) return failure(received.error());
  const auto placed = picture_in(from / run::placed_picture_name);
  if (!placed) return failure(placed.error());
  if (!*sent || !*received) return nlohmann::ordered_json(nullptr);
  for (const Shown* const other : {&*received, &*placed}) {
    if (!*other || ((*other)->width == (*sent)->width && (*other)->height == (*sent)->height)) {
      continue;
    }
    return failure(fmt::format("The pictures in '{}' are not of one run.", folder));
  }
  return nlohmann::ordered_json{{"width", (*sent)->width},
                                {"height", (*sent)->height},
                                {"sent", packed_picture(*sent)},
                                {"received", packed_picture(*received)},
                                {"placed", packed_picture(*placed)}};
}

}  // namespace acklab::report
