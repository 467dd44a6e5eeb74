#include "sim/path/tcp_settings.hpp"

#include <algorithm>

#include "sim/path/system_setting.hpp"

namespace acklab::path {

TcpSettings read_tcp_settings() {
  TcpSettings settings;
  for (const std::string name : tcp_setting_names) {
    auto value = system_setting("net/ipv4/" + name);
    if (value) std::replace(value->begin(), value->end(), '\t', ' ');
    settings.emplace_back(name, std::move(value));
  }
  return settings;
}

}  // namespace acklab::path
