#include "sim/path/user_namespace.hpp"

#include <array>
#include <cstdint>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "net/socket/file_descriptor.hpp"
#include "sim/path/system_call.hpp"

namespace acklab::path {

namespace {

using CapabilitySets = std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

constexpr std::uint32_t network_powers =
    (1U << CAP_SYS_ADMIN) | (1U << CAP_NET_ADMIN) | (1U << CAP_NET_RAW);

__user_cap_header_struct this_thread() {
  return __user_cap_header_struct{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
}

CapabilitySets capabilities() {
  CapabilitySets sets{};
  auto header = this_thread();
  if (::syscall(SYS_capget, &header, sets.data()) != 0) throw_system_failure("capget");
  return sets;
}

void write_file(const std::string& path, const std::string& text) {
  const socket::FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.valid()) throw_system_failure("open " + path);
  if (::write(file.get(), text.data(), text.size()) < 0) throw_system_failure("write " + path);
}

/// In the new namespace the process is almighty, even over its user's unreadable files. Keeping
/// only what networks need leaves file permissions as they were.
void keep_network_powers_only() {
  CapabilitySets sets = capabilities();
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const std::uint32_t kept = i == 0 ? network_powers : 0U;
    sets[i].effective &= kept;
    sets[i].permitted &= kept;
    sets[i].inheritable &= kept;
  }
  auto header = this_thread();
  if (::syscall(SYS_capset, &header, sets.data()) != 0) throw_system_failure("capset");
}

}  // namespace

bool may_administer_networks() {
  constexpr std::uint32_t needed = (1U << CAP_SYS_ADMIN) | (1U << CAP_NET_ADMIN);
  return (capabilities()[0].effective & needed) == needed;
}

void enter_user_namespace() {
  const auto user = ::geteuid();
  const auto group = ::getegid();
  if (::unshare(CLONE_NEWUSER) != 0) throw_system_failure("unshare CLONE_NEWUSER");
  write_file("/proc/self/uid_map", fmt::format("{0} {0} 1\n", user));
  // Without privilege a group map is only accepted once changing groups is given up
  // (user_namespaces(7)).
  write_file("/proc/self/setgroups", "deny");
  write_file("/proc/self/gid_map", fmt::format("{0} {0} 1\n", group));
  keep_network_powers_only();
}

}  // namespace acklab::path
