#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "net/wire/segment_codec.hpp"
#include "sim/contender/line_clock.hpp"
#include "sim/contender/reliable_host.hpp"
#include "sim/path/simulated_path.hpp"
#include "sim/workload/application.hpp"

namespace acklab::testing {

inline constexpr std::uint32_t promise_record_bytes = 400;

/// Octets of record `number`: the number, and what follows from it.
inline Bytes promise_record(std::uint64_t number) {
  Bytes record(promise_record_bytes);
  for (std::size_t at = 0; at < record.size(); ++at) {
    record[at] = static_cast<std::uint8_t>(at < 8 ? number >> (56 - 8 * at) : number * 31 + at);
  }
  return record;
}

/// Writes records, each in one go, then closes.
class RecordWriter final : public workload::StreamApplication {
 public:
  explicit RecordWriter(std::uint64_t count) : count_(count) {}

  void progress(Instant now, workload::ByteStream& stream) override {
    while (next_ < count_) {
      if (rest_.empty()) rest_ = promise_record(next_);
      const std::size_t taken = stream.write(now, rest_);
      if (taken == 0) return;
      rest_.erase(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(taken));
      if (rest_.empty()) ++next_;
    }
    if (!closed_) stream.close(now);
    closed_ = true;
    std::array<std::uint8_t, 16> nothing{};
    static_cast<void>(stream.read(now, nothing));
    ended_ = stream.end_of_stream();
  }
  [[nodiscard]] bool finished() const override { return ended_; }

 private:
  std::uint64_t count_;
  std::uint64_t next_ = 0;
  Bytes rest_;
  bool closed_ = false;
  bool ended_ = false;
};

/// Keeps what it reads: pieces as they come, or a stream cut into records.
class RecordReader final : public workload::StreamApplication {
 public:
  explicit RecordReader(std::vector<Bytes>& delivered) : delivered_(delivered) {}

  void progress(Instant now, workload::ByteStream& stream) override {
    std::array<std::uint8_t, 2048> buffer{};
    while (const std::size_t count = stream.read(now, buffer)) {
      const Bytes octets(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
      if (stream.keeps_writes_together()) {
        delivered_.push_back(octets);
        continue;
      }
      partial_.insert(partial_.end(), octets.begin(), octets.end());
      while (partial_.size() >= promise_record_bytes) {
        const auto end = partial_.begin() + promise_record_bytes;
        delivered_.emplace_back(partial_.begin(), end);
        partial_.erase(partial_.begin(), end);
      }
    }
    if (!closed_ && stream.end_of_stream()) {
      closed_ = true;
      stream.close(now);
    }
  }
  [[nodiscard]] bool finished() const override { return closed_; }

 private:
  std::vector<Bytes>& delivered_;
  Bytes partial_;
  bool closed_ = false;
};

/// Writes down what goes out of a host and what comes in.
class Witness final : public DatagramActor {
 public:
  struct Came {
    Bytes octets;
    bool heard = false;  // the connection was not over yet
  };

  explicit Witness(contender::ReliableHost& host) : host_(host) {}

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override {
    came_.push_back({Bytes{payload.begin(), payload.end()}, !host_.close_report().has_value()});
    host_.handle_datagram(now, from, payload);
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override {
    return host_.next_timeout();
  }
  void handle_timeout(Instant now) override { host_.handle_timeout(now); }
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override {
    auto datagram = host_.poll_transmit(now);
    if (datagram) went_.push_back(datagram->payload);
    return datagram;
  }
  [[nodiscard]] const std::vector<Came>& came() const { return came_; }
  [[nodiscard]] const std::vector<Bytes>& went() const { return went_; }

 private:
  contender::ReliableHost& host_;
  std::vector<Came> came_;
  std::vector<Bytes> went_;
};

/// A run and everything that is known about it from outside.
struct PromiseRun {
  std::vector<Bytes> delivered;        // to the receiving application, in that order
  std::vector<Bytes> sent;             // the client's datagrams; the link's index
  std::vector<Witness::Came> arrived;  // at the server, in that order
  std::vector<link::FateRecord> fates;
  bool job_finished = false;
  Instant ended;
  std::optional<transport::CloseReport> client_report;
  std::optional<transport::CloseReport> server_report;
};

inline PromiseRun run_promises(const transport::ConnectionConfig& config,
                               const link::LinkSettings& settings, std::uint64_t records,
                               std::uint64_t seed) {
  PromiseRun run;
  transport::EndpointConfig endpoint;
  endpoint.secret = seed;
  endpoint.accepted = config;
  contender::ReliableHost client{endpoint, std::make_unique<RecordWriter>(records)};
  contender::ReliableHost server{endpoint, std::make_unique<RecordReader>(run.delivered)};
  Witness client_witness{client};
  Witness server_witness{server};
  contender::LineClock client_line{client_witness, link::steady_line(settings.forward.rate)};
  contender::LineClock server_line{server_witness, link::steady_line(settings.reverse.rate)};
  link::Link link{settings, seed};
  link.record_fates([&](const link::FateRecord& fate) { run.fates.push_back(fate); });
  path::SimulatedPath path{link, client_line, server_line};
  server.listen(7000);
  client.connect(path.now(), path::server_address, 7000, config);
  run.ended = path.run(Instant{std::chrono::hours{2}}, [&](Instant) {
    return client.close_report() && server.close_report() && link.idle();
  });
  run.job_finished = client.job_finished() && server.job_finished();
  run.sent = client_witness.went();
  run.arrived = server_witness.came();
  run.client_report = client.close_report();
  run.server_report = server.close_report();
  return run;
}

/// A data segment at the server, as the link's own decisions tell it.
struct RecordArrival {
  std::uint64_t record = 0;
  Bytes payload;  // with the damage
  bool damaged = false;
};

struct Truth {
  std::vector<RecordArrival> arrivals;       // while the server's connection was not over
  std::vector<std::uint64_t> transmissions;  // of each record
  bool header_hit = false;  // damage outside of a payload: anything may follow from it
  bool consistent = true;   // what arrived is what fates and sent datagrams say
};

/// Puts together what was sent, the fates and what arrived.
inline Truth truth_of(const PromiseRun& run, std::uint64_t records) {
  Truth truth;
  truth.transmissions.assign(records, 0);
  std::vector<wire::Segment> segments;
  for (const Bytes& octets : run.sent) {
    segments.push_back(*wire::decode(octets, {}, wire::ChecksumPolicy::ignore));
  }
  const auto record_of = [](const wire::Segment& segment) {
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < 8; ++at) number = number << 8U | segment.sender.payload[at];
    return number;
  };
  for (const wire::Segment& segment : segments) {
    if (!segment.sender.payload.empty()) ++truth.transmissions.at(record_of(segment));
  }
  std::vector<link::FateRecord> crossed;
  for (const link::FateRecord& fate : run.fates) {
    const bool whole = !fate.corrupted;
    const std::size_t header =
        fate.direction == link::Direction::forward
            ? run.sent.at(fate.index).size() - segments.at(fate.index).sender.payload.size()
            : 0;
    if (fate.dropped) continue;
    if (!whole &&
        (fate.direction == link::Direction::reverse || fate.damage.flips.at(0).octet < header)) {
      truth.header_hit = true;
    }
    if (fate.direction == link::Direction::forward) crossed.push_back(fate);
  }
  std::ranges::stable_sort(crossed, {}, &link::FateRecord::due);
  truth.consistent = crossed.size() == run.arrived.size();
  for (std::size_t at = 0; at < crossed.size() && truth.consistent; ++at) {
    const link::FateRecord& fate = crossed[at];
    Bytes octets = run.sent.at(fate.index);
    for (const link::Damage::Flip flip : fate.damage.flips) octets[flip.octet] ^= flip.bits;
    truth.consistent = octets == run.arrived[at].octets;
    const wire::Segment& segment = segments[fate.index];
    const std::size_t payload = segment.sender.payload.size();
    if (payload == 0 || !run.arrived[at].heard) continue;
    truth.arrivals.push_back(
        {record_of(segment),
         Bytes(octets.end() - static_cast<std::ptrdiff_t>(payload), octets.end()), fate.corrupted});
  }
  return truth;
}

}  // namespace acklab::testing
