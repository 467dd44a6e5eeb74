#include "net/base/random.hpp"

namespace acklab {
namespace {

__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t golden_gamma = 0x9e3779b97f4a7c15U;

std::uint64_t scaled(std::uint64_t draw, std::uint64_t bound) {
  return static_cast<std::uint64_t>((static_cast<Wide>(draw) * bound) >> 64U);
}

}  // namespace

bool Probability::happens(std::uint64_t draw) const {
  return scaled(draw, parts_in_one) < parts_;
}

RandomStream::RandomStream(std::uint64_t seed, std::string_view name)
    : key_(mix64(seed + golden_gamma)) {
  for (const char letter : name) {
    key_ = mix64(key_ * 31U + static_cast<unsigned char>(letter) + golden_gamma);
  }
}

RandomStream RandomStream::substream(std::uint64_t index) const {
  return RandomStream{mix64(mix64(key_ ^ golden_gamma) + mix64(index + golden_gamma))};
}

std::uint64_t RandomStream::at(std::uint64_t counter, std::uint64_t lane) const {
  return mix64(mix64(key_ + (counter + 1U) * golden_gamma) + (lane + 1U) * 0xd1342543de82ef95U);
}

std::uint64_t RandomStream::below(std::uint64_t bound, std::uint64_t counter,
                                  std::uint64_t lane) const {
  return scaled(at(counter, lane), bound);
}

}  // namespace acklab
