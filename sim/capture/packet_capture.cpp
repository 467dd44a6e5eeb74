#include "sim/capture/packet_capture.hpp"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "sim/capture/ip_image.hpp"
#include "sim/capture/pcapng.hpp"

namespace acklab::capture {
namespace {

/// Which network is whose, where several flows share the link.
std::string networks_of(const std::vector<std::string>& flows) {
  std::string words;
  for (std::size_t flow = 0; flow < flows.size(); ++flow) {
    words += fmt::format("{} 10.77.{}.0/24 or fd00:77:{:x}::/48: {}",
                         flow == 0 ? " Networks:" : ",", flow, flow, flows[flow]);
  }
  return words.empty() ? words : words + ".";
}

}  // namespace

PacketCapture::PacketCapture(const link::FateLogHeader& header, Output output)
    : output_(std::move(output)) {
  output_(section_header(
      "acklab " + header.acklab_version,
      fmt::format("{}, {}, repetition {}, seed {}, path {}. Instants count from the first packet. "
                  "Segments of reliable-udp stand directly in IP, without the UDP that carries "
                  "them.{}",
                  header.scenario, header.contender, header.repetition, header.seed, header.path,
                  networks_of(header.flows))));
  output_(interface_description("client", "The client's end of the link (A)"));
  output_(interface_description("server", "The server's end of the link (B)"));
}

std::uint32_t PacketCapture::interface_of(link::Direction direction, bool is_received) {
  return (direction == link::Direction::forward) == is_received ? 1 : 0;
}

void PacketCapture::happened(const contender::HostEvent& event) {
  const auto* const sent = std::get_if<transport::SegmentSent>(&event.what);
  if (sent == nullptr) return;
  if (sent->why == transport::Sending::first || sent->why == transport::Sending::acknowledgment) {
    return;
  }
  const auto turn = turn_.take();
  const auto direction = contender::direction_from(event.host);
  reasons_.insert_or_assign({event.flow, direction, event.packets_sent},
                            Reason{sent->why, sent->cause});
}

void PacketCapture::crossed(const link::Crossing& crossing) {
  const auto turn = turn_.take();
  if (!origin_) origin_ = crossing.at;
  Entry entry{.packet = {crossing.direction, crossing.index},
              .is_received = crossing.where == link::Crossing::Where::leaving,
              .at = crossing.at - *origin_,
              .octets = ip_image(crossing.packet, crossing.direction)};
  if (entry.is_received) {
    const auto way = on_the_way_.find({crossing.direction, crossing.index, crossing.copy});
    if (way != on_the_way_.end()) {
      entry.comment = std::move(way->second);
      on_the_way_.erase(way);
    }
  } else {
    const auto reason =
        reasons_.find({crossing.packet.flow, crossing.direction, ordinals_.take(crossing)});
    if (reason != reasons_.end()) {
      entry.reason = reason->second;
      reasons_.erase(reason);
    }
    undecided_.emplace(entry.packet, written_ + entries_.size());
  }
  entries_.push_back(std::move(entry));
  write_ready();
}

void PacketCapture::decided(const link::FateRecord& fate) {
  const auto turn = turn_.take();
  const PacketName name{fate.direction, fate.index};
  const auto found = undecided_.find(name);
  if (found == undecided_.end()) return;
  Entry& entry = entries_[found->second - written_];
  const std::string packet = packet_words(fate, entry.reason);
  if (!fate.dropped) {
    const std::string way = way_words(fate);
    on_the_way_.insert_or_assign({fate.direction, fate.index, fate.copy},
                                 packet + " as it came out" + (way.empty() ? way : ": " + way));
  }
  entry.comment += entry.comment.empty() ? packet + ": " : "; ";
  entry.comment += fate_words(fate);
  entry.undecided = entry.undecided.value_or(fate.copies) - 1;
  if (*entry.undecided == 0) {
    undecided_.erase(found);
  }
  write_ready();
}

void PacketCapture::write(const Entry& entry) {
  output_(enhanced_packet({.interface_number = interface_of(entry.packet.first, entry.is_received),
                           .at = std::max(entry.at, Duration{}),
                           .is_received = entry.is_received,
                           .octets = entry.octets,
                           .comment = entry.comment}));
}

void PacketCapture::write_ready() {
  while (!entries_.empty() && entries_.front().is_ready()) {
    write(entries_.front());
    entries_.pop_front();
    ++written_;
  }
}

void PacketCapture::finish() {
  const auto turn = turn_.take();
  for (Entry& entry : entries_) {
    if (!entry.is_ready()) {
      entry.comment += entry.comment.empty()
                           ? fmt::format("{} packet {}: still on the link when the run ended",
                                         link::to_string(entry.packet.first), entry.packet.second)
                           : "; another copy still on the link when the run ended";
    }
    write(entry);
  }
  entries_.clear();
}

}  // namespace acklab::capture
