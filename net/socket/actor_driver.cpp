#include "net/socket/actor_driver.hpp"

#include <memory>
#include <utility>

#include "net/socket/clock.hpp"

namespace acklab::socket {
namespace {

// Alike, so that of two actors in one loop neither sends more than the other can take.
constexpr int max_received_per_round = 64;
constexpr int max_sent_per_round = 64;
/// No UDP datagram is larger, so none is cut short.
constexpr std::size_t buffer_bytes = 65536;

/// True while it lives.
class Active {
 public:
  explicit Active(bool& flag) : flag_(flag) { flag_ = true; }
  Active(const Active&) = delete;
  Active& operator=(const Active&) = delete;
  ~Active() { flag_ = false; }

 private:
  bool& flag_;
};

}  // namespace

struct ActorDriver::Parts : std::enable_shared_from_this<Parts> {
  Parts(EventLoop& loop_used, DatagramPort& port_used, DatagramActor& actor_run)
      : loop(loop_used), port(port_used), actor(actor_run) {}

  EventLoop& loop;
  DatagramPort& port;
  DatagramActor& actor;
  std::shared_ptr<const std::function<void(Instant)>> observer;
  Bytes buffer = Bytes(buffer_bytes);

  std::optional<OutgoingDatagram> unsent;  // the system had no room for it
  bool waiting_for_writable = false;
  int sent_this_round = 0;
  std::optional<TimerId> timer;
  Instant timer_at{};

  bool active = false;   // between entering the actor and re-arming the timer
  bool stopped = false;  // the driver is gone, the actor perhaps too

  std::uint64_t send_errors = 0;
  std::optional<SocketError> last_error;

  void on_ready(Readiness ready);
  void on_timer();
  void receive_some();
  void after_input(Instant now);
  void transmit();
  bool send(const OutgoingDatagram& datagram);
  void wait_for_writable(bool wait);
  void rearm();
  template <typename Step>
  void act(Step step);
};

/// Runs one step of the actor, then whatever follows from it. The only way in: `active` holds off
/// pokes from inside, which are covered by what follows.
template <typename Step>
void ActorDriver::Parts::act(Step step) {
  if (active || stopped) return;
  // The observer may destroy the driver.
  const std::shared_ptr<Parts> alive = shared_from_this();
  const Active guard(active);
  sent_this_round = 0;
  step();
  if (!stopped) transmit();
  if (!stopped) rearm();
}

void ActorDriver::Parts::on_ready(Readiness ready) {
  act([&] {
    if (ready.writable) wait_for_writable(false);
    if (ready.readable || ready.error) receive_some();
  });
}

void ActorDriver::Parts::on_timer() {
  timer.reset();
  act([&] {
    // The timer is not moved each time the actor puts its instant off: it may be early.
    const Instant now = monotonic_now();
    const std::optional<Instant> wanted = actor.next_timeout();
    if (!wanted || *wanted > now) return;
    actor.handle_timeout(now);
    after_input(now);
  });
}

void ActorDriver::Parts::receive_some() {
  for (int count = 0; count < max_received_per_round; ++count) {
    auto received = port.receive_into(buffer);
    if (!received) {
      last_error = std::move(received).error();
      return;
    }
    if (!received->has_value()) return;
    const ReceivedDatagram& datagram = **received;
    const Instant now = monotonic_now();
    actor.handle_marked_datagram(now, datagram.from, ByteView{buffer}.first(datagram.bytes),
                                 datagram.ecn);
    after_input(now);
    if (stopped) return;
    // Answered one by one: an acknowledgement that waits for the rest of the round comes late, and
    // stands for less than it should.
    transmit();
  }
}

void ActorDriver::Parts::after_input(Instant now) {
  if (!observer) return;
  // Held here: it may replace itself.
  const auto held = observer;
  (*held)(now);
}

void ActorDriver::Parts::transmit() {
  while (!waiting_for_writable) {
    if (!unsent) unsent = actor.poll_transmit(monotonic_now());
    if (!unsent) return;
    // Enough for now: goes on when the loop has looked at the others.
    if (sent_this_round == max_sent_per_round) return wait_for_writable(true);
    if (!send(*unsent)) return wait_for_writable(true);
    unsent.reset();
    ++sent_this_round;
  }
}

/// False when it must be tried again.
bool ActorDriver::Parts::send(const OutgoingDatagram& datagram) {
  auto sent = port.send(datagram);
  if (sent) return *sent;
  ++send_errors;
  last_error = std::move(sent).error();
  actor.handle_refusal(monotonic_now(), datagram, last_error->code);
  return true;
}

void ActorDriver::Parts::wait_for_writable(bool wait) {
  if (waiting_for_writable == wait) return;
  waiting_for_writable = wait;
  loop.want_writable(port.fd(), wait);
}

void ActorDriver::Parts::rearm() {
  const std::optional<Instant> wanted = actor.next_timeout();
  // A timer that is set for earlier stays and finds out: most are put off many times before one
  // runs.
  if (!wanted || (timer && timer_at <= *wanted)) return;
  if (timer) loop.cancel(*timer);
  timer_at = *wanted;
  timer = loop.call_at(timer_at, [this] { on_timer(); });
}

ActorDriver::ActorDriver(EventLoop& loop, DatagramPort& port, DatagramActor& actor)
    : parts_(std::make_shared<Parts>(loop, port, actor)) {
  Parts& parts = *parts_;
  // Plain references are enough: the destructor takes back both.
  loop.watch(port.fd(), false, [&parts](Readiness ready) { parts.on_ready(ready); });
  parts.timer_at = monotonic_now();
  parts.timer = loop.call_at(parts.timer_at, [&parts] { parts.on_timer(); });
}

ActorDriver::~ActorDriver() {
  parts_->stopped = true;
  parts_->loop.unwatch(parts_->port.fd());
  if (parts_->timer) parts_->loop.cancel(*parts_->timer);
}

void ActorDriver::on_activity(std::function<void(Instant now)> observer) {
  parts_->observer = observer
                         ? std::make_shared<const std::function<void(Instant)>>(std::move(observer))
                         : nullptr;
}

void ActorDriver::poke() {
  parts_->act([] {});
}

std::uint64_t ActorDriver::send_errors() const {
  return parts_->send_errors;
}

std::optional<SocketError> ActorDriver::last_error() const {
  return parts_->last_error;
}

}  // namespace acklab::socket
