#include "sim/link/link.hpp"

#include <algorithm>
#include <utility>

#include "sim/link/pipeline.hpp"
#include "sim/link/record/content_keys.hpp"
#include "sim/link/release_heap.hpp"
#include "sim/link/script/packet_reader.hpp"

namespace acklab::link {

namespace {

bool asks_what_packets_are(const LinkSettings& settings) {
  const auto asks = [](const DirectionSettings& direction) {
    return std::any_of(direction.rules.begin(), direction.rules.end(),
                       [](const Rule& rule) { return rule.when.needs_reading(); });
  };
  return settings.read_packets || asks(settings.forward) || asks(settings.reverse);
}

}  // namespace

struct Link::Parts {
  Parts(const LinkSettings& given, std::uint64_t seed)
      : settings(given),
        forward(given, seed, Direction::forward),
        reverse(given, seed, Direction::reverse) {
    const bool keyed_log = given.replay && given.replay->recording->key() == FateKey::content;
    if (given.fate_key == FateKey::content || keyed_log) keys.emplace();
    forward.replay(given.replay);
    reverse.replay(given.replay);
    if (asks_what_packets_are(given) || keys) reader.emplace(given.contents, given.flow_contents);
  }

  [[nodiscard]] Pipeline& of(Direction direction) {
    return direction == Direction::forward ? forward : reverse;
  }

  void begin(Instant now) {
    if (origin) return;
    origin = now;
    forward.begin(now);
    reverse.begin(now);
  }

  /// When something will happen if no packet is offered, as far as that is known now. Instants are
  /// compared as they are: in optionals they take longer than all else here.
  struct Outlook {
    bool has_release = false;          // Link::next_timeout has something to say
    Instant release = Instant::max();  // that
    Instant change = Instant::max();   // before that, poll_release changes nothing
  };
  [[nodiscard]] const Outlook& look_ahead() {
    if (!outlook_is_known) look();
    return outlook;
  }
  void look() {
    Instant release = under_way.empty() ? Instant::max() : under_way.next_due();
    bool has_release = !under_way.empty();
    const auto add_displaced = [&](const Pipeline& pipeline) {
      if (!pipeline.has_displaced()) return;
      has_release = true;
      release = std::min(release, pipeline.next_displaced());
    };
    add_displaced(forward);
    add_displaced(reverse);
    outlook.change = std::min(release, std::min(forward.next_decision(), reverse.next_decision()));
    const auto add_waiting = [&](const Pipeline& pipeline) {
      if (!pipeline.has_waiting()) return;
      has_release = true;
      release = std::min(release, pipeline.earliest_release());
    };
    add_waiting(forward);
    add_waiting(reverse);
    outlook.release = release;
    outlook.has_release = has_release;
    outlook_is_known = true;
  }

  void advance(Instant now) {
    forward.advance(now, under_way, sink);
    reverse.advance(now, under_way, sink);
  }

  /// Whose held copy comes out before all that is under way; null: nobody's.
  [[nodiscard]] Pipeline* first_holder() {
    if (forward.has_overtaken()) return &forward;
    if (reverse.has_overtaken()) return &reverse;
    const bool forth = forward.has_displaced();
    const bool back = reverse.has_displaced();
    if (!forth && !back) return nullptr;
    const bool is_forward =
        forth && (!back || forward.next_displaced() <= reverse.next_displaced());
    Pipeline& first = is_forward ? forward : reverse;
    const bool is_first = under_way.empty() || first.next_displaced() < under_way.next_due();
    return is_first ? &first : nullptr;
  }

  LinkSettings settings;
  std::optional<Instant> origin;
  std::uint64_t offers = 0;
  std::optional<ContentKeys> keys;     // only where fates are keyed by content
  std::optional<PacketReader> reader;  // only where somebody asks what packets are
  Pipeline forward;
  Pipeline reverse;
  ReleaseHeap under_way;
  Outlook outlook;
  bool outlook_is_known = false;  // nothing has happened since it was made
  FateSink sink;
  CrossingSink crossings;
};

Link::Link(const LinkSettings& settings, std::uint64_t seed)
    : parts_(std::make_unique<Parts>(settings, seed)) {}
Link::Link(Link&&) noexcept = default;
Link& Link::operator=(Link&&) noexcept = default;
Link::~Link() = default;

void Link::record_fates(FateSink sink) {
  parts_->sink = std::move(sink);
}

void Link::record_crossings(CrossingSink sink) {
  parts_->crossings = std::move(sink);
}

void Link::accept(Instant now, Direction direction, Packet packet) {
  parts_->outlook_is_known = false;
  parts_->begin(now);
  if (parts_->crossings) {
    parts_->crossings({.where = Crossing::Where::entering,
                       .at = now,
                       .direction = direction,
                       .index = parts_->of(direction).counters().offered,
                       .packet = packet});
  }
  std::optional<PacketReading> reading;
  if (parts_->reader) reading = parts_->reader->read(direction, packet);
  if (parts_->keys) reading->content_key = parts_->keys->key_of(direction, packet, *reading);
  parts_->of(direction).announce(parts_->offers++);
  parts_->of(direction).accept(now, std::move(packet), reading ? &*reading : nullptr,
                               parts_->under_way, parts_->sink);
  const Direction opposite =
      direction == Direction::forward ? Direction::reverse : Direction::forward;
  parts_->of(opposite).note_opposite(now, parts_->under_way, parts_->sink);
}

std::optional<Instant> Link::next_timeout() const {
  const Parts::Outlook& ahead = parts_->look_ahead();
  return ahead.has_release ? std::optional{ahead.release} : std::nullopt;
}

bool Link::idle() const {
  return !parts_->look_ahead().has_release;
}

std::optional<Release> Link::poll_release(Instant now) {
  if (now < parts_->look_ahead().change) return std::nullopt;
  auto release = next_release(now);
  if (release && parts_->crossings) {
    parts_->crossings({.where = Crossing::Where::leaving,
                       .at = now,
                       .direction = release->direction,
                       .index = release->index,
                       .copy = release->copy,
                       .packet = release->packet});
  }
  return release;
}

std::optional<Release> Link::next_release(Instant now) {
  Parts& parts = *parts_;
  parts.outlook_is_known = false;
  parts.advance(now);
  const auto release = [](UnderWay& copy) {
    return std::optional<Release>{std::in_place, copy.direction, std::move(copy.packet),
                                  copy.index,    copy.copy,      copy.due};
  };
  while (true) {
    if (Pipeline* const holder = parts.first_holder()) {
      if (holder->next_displaced() > now) return std::nullopt;
      UnderWay copy = holder->release_displaced(parts.sink);
      return release(copy);
    }
    if (parts.under_way.empty() || parts.under_way.next_due() > now) return std::nullopt;
    // Moved from where it lies, and no oftener than needed.
    UnderWay& copy = parts.under_way.take_first();
    Pipeline& pipeline = parts.of(copy.direction);
    if (copy.waits_for == 0) {
      pipeline.delivered(copy);
      return release(copy);
    }
    pipeline.hold_back(std::move(copy));
  }
}

const Counters& Link::counters(Direction direction) const {
  return parts_->of(direction).counters();
}

QueueDelay Link::queue_delay(Direction direction) const {
  const DurationHistogram& waits = parts_->of(direction).queue_delays();
  return {
      .median = waits.percentile(500), .percentile_99 = waits.percentile(990), .max = waits.max()};
}

std::uint64_t Link::in_flight(Direction direction) const {
  return parts_->of(direction).in_flight();
}

const LinkSettings& Link::settings() const {
  return parts_->settings;
}

}  // namespace acklab::link
