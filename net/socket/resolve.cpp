#include "net/socket/resolve.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <memory>
#include <system_error>

#include <fmt/format.h>
#include <netdb.h>

#include "net/socket/socket_address.hpp"

namespace acklab::socket {
namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

ResolveError error_of(const std::string& question, int code, int error_number) {
  const std::string reason =
      code == EAI_SYSTEM ? std::generic_category().message(error_number) : gai_strerror(code);
  return {fmt::format("Cannot resolve {}: {}.", question, reason), code == EAI_AGAIN};
}

/// Whether it is meant as a number. getaddrinfo would take "70000" and "-1" and cut them to 16
/// bits.
bool looks_numeric(const std::string& port) {
  return std::all_of(port.begin(), port.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || letter == '-' || letter == '+' || letter == ' ';
  });
}

std::optional<std::uint16_t> port_number(const std::string& text) {
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return port;
}

std::vector<SocketAddress> without_repetitions(const addrinfo* list) {
  std::vector<SocketAddress> addresses;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    const auto address = from_system(entry->ai_addr, entry->ai_addrlen);
    if (!address) continue;
    // The system lists each address once a kind of socket.
    if (std::find(addresses.begin(), addresses.end(), *address) == addresses.end()) {
      addresses.push_back(*address);
    }
  }
  return addresses;
}

std::optional<ResolveError> refusal(const std::string& host, const std::string& port,
                                    bool numeric) {
  if (host.empty()) return ResolveError{"Cannot resolve an empty host name."};
  if (host.find('\0') != std::string::npos || port.find('\0') != std::string::npos) {
    return ResolveError{"Cannot resolve a name with a zero character in it."};
  }
  if (port.empty()) {
    return ResolveError{fmt::format("Cannot resolve \"{}\" without a port or service.", host)};
  }
  if (numeric && !port_number(port)) {
    return ResolveError{fmt::format("\"{}\" is not a port: it must be from 0 to 65535.", port)};
  }
  return std::nullopt;
}

}  // namespace

Expected<std::vector<SocketAddress>, ResolveError> resolve(
    const std::string& host, const std::string& port_or_service,
    std::optional<IpAddress::Family> family) {
  const bool numeric = looks_numeric(port_or_service);
  if (auto refused = refusal(host, port_or_service, numeric)) return failure(*std::move(refused));

  addrinfo hints{};
  hints.ai_family = family ? system_family(*family) : AF_UNSPEC;
  addrinfo* found = nullptr;
  const int code =
      getaddrinfo(host.c_str(), numeric ? nullptr : port_or_service.c_str(), &hints, &found);
  const int error_number = errno;
  const AddressList list(found, &freeaddrinfo);
  const std::string question =
      numeric ? fmt::format("\"{}\"", host)
              : fmt::format("\"{}\" with service \"{}\"", host, port_or_service);
  if (code != 0) return failure(error_of(question, code, error_number));

  std::vector<SocketAddress> addresses = without_repetitions(list.get());
  if (addresses.empty()) return failure(error_of(question, EAI_NODATA, 0));
  if (numeric) {
    for (SocketAddress& address : addresses) address.port = *port_number(port_or_service);
  }
  return addresses;
}

}  // namespace acklab::socket
