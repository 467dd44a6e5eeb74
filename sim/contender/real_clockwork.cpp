#include "sim/contender/real_clockwork.hpp"

#include "sim/contender/link_settings.hpp"
#include "sim/contender/seeds.hpp"

namespace acklab::contender {
namespace {

constexpr Duration tick_interval = std::chrono::milliseconds{5};
constexpr Duration progress_interval = std::chrono::milliseconds{100};

}  // namespace

/// A datagram that the link is to cut must come to it whole. TCP, ours as the kernel's, is not
/// given the chance to make larger segments.
std::uint32_t device_mtu(const RunRequest& request) {
  const bool takes_large = request.link.takes_large_packets(link::Direction::forward) ||
                           request.link.takes_large_packets(link::Direction::reverse);
  return takes_large && request.contender.kind == Kind::udp ? path::largest_device_mtu_bytes
                                                            : path::default_device_mtu_bytes;
}

Stop RealClockwork::run(const std::function<bool(Instant now)>& at_rest) {
  next_progress_ = book_.started();
  set_timer();
  bool rests = false;
  loop_.run_until(
      [&] {
        const Instant now = loop_.now();
        book_.sample(now);
        rests = at_rest(now);
        return rests || book_.interrupted();
      },
      book_.deadline());
  loop_.cancel(*timer_);
  book_.report_progress(loop_.now());
  if (rests) return Stop::at_rest;
  return book_.interrupted() ? Stop::interrupted : Stop::time_limit;
}

void RealClockwork::tick() {
  const Instant now = loop_.now();
  if (now >= next_progress_) {
    book_.report_progress(now);
    next_progress_ = now + progress_interval;
  }
  set_timer();
}

void RealClockwork::set_timer() {
  timer_ = loop_.call_at(loop_.now() + tick_interval, [this] { tick(); });
}

Expected<std::unique_ptr<path::RealPath>, path::PathError> open_real_path(const RunRequest& request,
                                                                          const RunHooks& hooks) {
  const std::uint64_t seed = link_seed(request.seed);
  const link::LinkSettings settings = link_settings(request);
  const bool ip_packets = request.contender.kind == Kind::reliable_udp &&
                          request.contender.carriage == CarriageKind::ip;
  auto path = ip_packets
                  ? path::open_ip(settings, seed, request.contender.hosts, request.ip_version)
              : request.path == path::PathKind::tun
                  ? path::open_tun(settings, seed, request.ip_version, device_mtu(request))
                  : path::open_relay(settings, seed, request.ip_version);
  if (path && hooks.fates) (*path)->record_fates(hooks.fates);
  if (path && hooks.releases) (*path)->record_releases(hooks.releases);
  if (path && hooks.crossings) (*path)->record_crossings(hooks.crossings);
  return path;
}

}  // namespace acklab::contender
