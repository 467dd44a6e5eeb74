#pragma once

#include <optional>

#include "sim/link/mtu/fragments.hpp"
#include "sim/link/packet.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// The largest packet a direction carries in one piece: refuses larger ones or cuts them.
///
/// Cutting is emulated: the packet stays one, but the loss meets each fragment by itself, on the
/// line and in the queue each is a packet of its own, and the packet comes out when its last
/// fragment does. Fragments of which others are lost go as far as the end of the line, where nobody
/// can put them together. The sender's "don't fragment" is not asked, because a carrier of bare UDP
/// payloads has nowhere to say it.
class Mtu {
 public:
  explicit Mtu(const DirectionSettings& settings) : settings_(settings.mtu) {}

  void change(const DirectionSettings& settings) { settings_ = settings.mtu; }

  /// Writes into `packet` what it is on the line; false when it does not fit.
  [[nodiscard]] bool admit(Packet& packet) const {
    if (!settings_ || packet.ip_bytes <= settings_->bytes) return true;
    if (settings_->oversize == Oversize::drop) return false;
    const Fragments cut = fragments_of(packet.ip_bytes, settings_->bytes, packet.ip_version);
    packet.fragments = cut.count;
    packet.travelling = {cut.count - 1, cut.full_bytes, cut.last_bytes};
    return true;
  }

 private:
  std::optional<MtuSettings> settings_;
};

}  // namespace acklab::link
