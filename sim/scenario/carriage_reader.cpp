#include "sim/scenario/carriage_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/names.hpp"

namespace acklab::scenario {
namespace {

using contender::CarriageKind;
using contender::Spec;
using path::HostKind;

void read_host(const Cursor& cursor, const Spec& spec, HostKind& host) {
  if (spec.kind != contender::Kind::reliable_udp) {
    cursor.refuse("only reliable-udp may have another TCP on one side");
    return;
  }
  host = cursor.choice<HostKind>(host_names).value_or(host);
  if (host == HostKind::kernel && spec.carriage != CarriageKind::ip) {
    cursor.refuse("the kernel's TCP speaks IP, not UDP; set \"carriage\": \"ip\"");
  }
}

}  // namespace

/// A name as the kernel's list of congestion controls has them (TCP_CA_NAME_MAX, 16 with the NUL).
std::string read_kernel_congestion(const Cursor& cursor) {
  constexpr std::size_t max_characters = 15;
  constexpr std::string_view expected =
      "the kernel's name of a congestion control such as \"cubic\" or \"reno\"";
  const auto text = cursor.string(expected);
  if (!text) return {};
  const bool fits =
      !text->empty() && text->size() <= max_characters &&
      std::all_of(text->begin(), text->end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      });
  if (!fits) cursor.refuse_type(expected);
  return std::string{*text};
}

void read_carriage(const Members& members, Spec& spec) {
  if (const auto carriage = members.find("carriage")) {
    if (spec.kind == contender::Kind::reliable_udp) {
      spec.carriage = carriage->choice<CarriageKind>(carriage_names).value_or(spec.carriage);
    } else {
      carriage->refuse("only reliable-udp has a choice of carriage");
    }
  }
  if (const auto client = members.find("client")) read_host(*client, spec, spec.hosts.client);
  if (const auto server = members.find("server")) {
    read_host(*server, spec, spec.hosts.server);
    if (spec.hosts.client == HostKind::kernel && spec.hosts.server == HostKind::kernel) {
      server->refuse(
          "then both sides are the kernel's TCP; use the contender \"kernel-tcp\" instead");
    }
  }
  if (const auto congestion = members.find("kernel_congestion")) {
    if (!meets_kernel(spec)) congestion->refuse("neither side of this contender is the kernel");
    spec.kernel_congestion = read_kernel_congestion(*congestion);
  }
}

void check_kernel_on_path(const Scenario& scenario, const Cursor& root) {
  const bool has_kernel =
      scenario.path == path::PathChoice::tun || scenario.path == path::PathChoice::automatic;
  const auto met = std::find_if(scenario.contenders.begin(), scenario.contenders.end(),
                                [](const Spec& spec) { return meets_kernel(spec); });
  if (has_kernel || met == scenario.contenders.end()) return;
  root.refusals().record(
      root.value().line, "path",
      fmt::format("on the path \"{}\" there is no kernel for the contender \"{}\" to meet; take "
                  "\"tun\" or \"auto\"",
                  name_of(scenario.path, path_names), met->name));
}

}  // namespace acklab::scenario
