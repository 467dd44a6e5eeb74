#pragma once

#include <array>

#include "sim/workload/parameters.hpp"

namespace acklab::workload {

inline constexpr std::array picture_parameters{
    link::Parameter{.key = "file",
                    .kind = link::ValueKind::text,
                    .meaning =
                        "A PNG or a binary PPM (P6, 8 bits a colour) beside this file, of at most "
                        "4096 pixels either way and 64 MiB; what is larger than 512 pixels either "
                        "way is sent scaled down to that. Without it a test card is sent."},
    link::Parameter{.key = "width",
                    .kind = link::ValueKind::count,
                    .meaning = "How many pixels the test card is wide. Not together with file.",
                    .range = "64 to 512",
                    .fallback = "320",
                    .min = 64,
                    .max = 512},
    link::Parameter{.key = "height",
                    .kind = link::ValueKind::count,
                    .meaning = "How many pixels it is high. Not together with file.",
                    .range = "64 to 512",
                    .fallback = "240",
                    .min = 64,
                    .max = 512},
    link::Parameter{.key = "message",
                    .kind = link::ValueKind::size,
                    .meaning =
                        "The size of a record: its number twice, 16 bytes, and 3 bytes a pixel in "
                        "between, which may end within a pixel; the last may be shorter. With a "
                        "udp contender it must fit a datagram.",
                    .range = "32B to 65507B",
                    .fallback = "\"1216B\""}};

/// The job that sends a picture.
inline constexpr KindDescription picture_description{
    .name = "picture",
    .meaning =
        "The client sends a picture as bulk sends bytes: row by row from the top, three "
        "bytes a pixel, cut into records. So what is seen is what was lost, damaged, "
        "repeated or swapped.",
    .measures =
        "What bulk measures, and under `workload.picture` what became of the pixels. A "
        "datagram says nothing about its place unless the application puts it there. So there "
        "are two pictures: as a receiver has it that takes the numbers off and appends what is "
        "in between, record after record as they come (behind a record that is missing or "
        "comes twice everything is shifted; in a stream that is all there is to see), and, "
        "over datagrams, `placed`: each record where its number says, so that what is missing "
        "is a hole; of a record that comes twice the last one stays, and one whose numbers are "
        "both damaged has no place. `--trace` writes both, and the one that was sent, as PNG; "
        "the page shows them.",
    .parameters = picture_parameters,
    .examples = R"({"kind": "picture", "width": 256, "height": 192, "message": "784B"}
{"kind": "picture", "file": "pictures/hills.png"})"};

}  // namespace acklab::workload
