#include "sim/contender/slow_port_reader.hpp"

#include <algorithm>

#include "sim/workload/workload.hpp"

namespace acklab::contender {
namespace {

/// How often it looks whether something has come, where the application would wait for that.
constexpr Duration look_interval = std::chrono::microseconds{200};

}  // namespace

SlowPortReader::SlowPortReader(socket::EventLoop& loop, socket::DatagramPort& port,
                               DatagramActor& actor, const workload::SlowReader& reader,
                               workload::ReadLog& log)
    : loop_(loop),
      port_(port),
      actor_(actor),
      reader_(reader),
      log_(log),
      buffer_(reader.read_bytes.value_or(workload::max_message_bytes)) {}

SlowPortReader::~SlowPortReader() {
  if (timer_) loop_.cancel(*timer_);
}

void SlowPortReader::start(Instant now) {
  last_activity_ = now + reader_.wait;
  timer_ = loop_.call_at(now + reader_.wait, [this] { read(); });
}

void SlowPortReader::read() {
  const Instant now = loop_.now();
  if (reader_.every > Duration::zero()) {
    found_nothing_ = !read_one(now);
  } else {
    while (read_one(now)) {
    }
    found_nothing_ = true;
  }
  const Duration pause = std::max(reader_.every, look_interval);
  timer_ = loop_.call_at(now + pause, [this] { read(); });
}

bool SlowPortReader::read_one(Instant now) {
  const auto received = port_.receive_into(buffer_);
  if (!received || !received->has_value()) return false;
  const socket::ReceivedDatagram& datagram = **received;
  last_activity_ = now;
  log_.note_read(datagram.bytes, datagram.truncated);
  actor_.handle_datagram(now, datagram.from, ByteView{buffer_}.first(datagram.bytes));
  return true;
}

}  // namespace acklab::contender
