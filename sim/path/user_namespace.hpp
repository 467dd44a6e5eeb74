#pragma once

namespace acklab::path {

/// Whether this process may make network namespaces and interfaces in them: CAP_SYS_ADMIN and
/// CAP_NET_ADMIN are in effect.
[[nodiscard]] bool may_administer_networks();

/// Enters a user namespace in which this process's user and group are themselves and everybody else
/// is nobody; files keep being written as that user. Of the powers it gives, only those over
/// networks are kept. The process must have one thread. Throws std::system_error when refused.
void enter_user_namespace();

}  // namespace acklab::path
