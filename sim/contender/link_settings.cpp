#include "sim/contender/link_settings.hpp"

namespace acklab::contender {

link::LinkSettings link_settings(const RunRequest& request) {
  link::LinkSettings settings = request.link;
  const Spec& spec = request.contender;
  if (spec.kind != Kind::reliable_udp) return settings;
  settings.contents.datagrams = link::DatagramContent::segment;
  if (spec.arq.kind == transport::Arq::tcp) return settings;
  settings.contents.sequence_unit = link::SequenceUnit::segments;
  settings.contents.sequence_bits = spec.arq.sequence_bits;
  return settings;
}

}  // namespace acklab::contender
