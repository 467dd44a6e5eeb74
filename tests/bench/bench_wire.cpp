#include <fmt/core.h>

#include "net/wire/crc32c.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/segment_codec.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/stopwatch.hpp"

namespace acklab::bench {
namespace {

constexpr std::size_t rounds = 20'000;

Bytes sample(std::size_t size) {
  Bytes octets(size);
  for (std::size_t at = 0; at < size; ++at) octets[at] = static_cast<std::uint8_t>(at * 131U >> 3U);
  return octets;
}

std::uint64_t sum_by_words_of_16_bits(ByteView octets) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at + 1 < octets.size(); at += 2) {
    sum += static_cast<std::uint64_t>(octets[at]) << 8U | octets[at + 1];
  }
  return sum;
}

template <typename Function>
double gbit_per_s(ByteView octets, Function&& function) {
  const double seconds = median_seconds([&] {
    std::uint64_t all = 0;
    for (std::size_t round = 0; round < rounds; ++round) all += function(octets);
    keep(all);
  });
  return static_cast<double>(octets.size() * rounds) * 8 / seconds / 1e9;
}

wire::Segment data_segment() {
  wire::Segment segment;
  segment.source_port = 40000;
  segment.destination_port = 7000;
  segment.receiver.acknowledgment = Seq32{1};
  segment.timestamps = wire::Timestamps{1, 2};
  segment.sender.payload = sample(1440);
  return segment;
}

}  // namespace

void bench_wire() {
  const Bytes octets = sample(1460);
  const double plain = gbit_per_s(octets, sum_by_words_of_16_bits);
  const double internet = gbit_per_s(
      octets, [](ByteView view) { return wire::InternetChecksum{}.add(view).checksum(); });
  const double table =
      gbit_per_s(octets, [](ByteView view) { return wire::crc32c_by_table(view); });
  const double crc = gbit_per_s(octets, [](ByteView view) { return wire::crc32c(view); });
  fmt::print("wire: 1460 octets at a time\n");
  fmt::print("  Internet checksum   {:8.1f} Gbit/s   {:4.1f} x a loop over 16-bit words\n",
             internet, internet / plain);
  fmt::print("  CRC32C              {:8.1f} Gbit/s   {:4.1f} x the table ({})\n", crc, crc / table,
             wire::crc32c_is_in_hardware() ? "in hardware" : "no instruction here");

  const wire::Segment segment = data_segment();
  const Bytes encoded = wire::encode(segment, {});
  const double encode_seconds = median_seconds([&] {
    for (std::size_t round = 0; round < rounds; ++round) keep(wire::encode(segment, {}).size());
  });
  const double decode_seconds = median_seconds([&] {
    for (std::size_t round = 0; round < rounds; ++round)
      keep(wire::decode(encoded, {}).has_value() ? 1U : 0U);
  });
  fmt::print("  encode, 1440 octets {:8.0f} k segments/s\n",
             static_cast<double>(rounds) / encode_seconds / 1e3);
  fmt::print("  decode, 1440 octets {:8.0f} k segments/s\n",
             static_cast<double>(rounds) / decode_seconds / 1e3);
}

}  // namespace acklab::bench
