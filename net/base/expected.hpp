#pragma once

#include <utility>

#include <tl/expected.hpp>

namespace acklab {

/// A value, or the reason why there is none. For what the network, a user or a file can cause.
///
/// Ignoring one is a compiler warning. tl::expected is the C++23 std::expected for C++20.
template <typename T, typename E>
class [[nodiscard]] Expected : public tl::expected<T, E> {
 public:
  using tl::expected<T, E>::expected;
  using tl::expected<T, E>::operator=;
};

/// The reason, to be returned where an Expected is due.
template <typename E>
[[nodiscard]] auto failure(E&& error) {
  return tl::make_unexpected(std::forward<E>(error));
}

}  // namespace acklab
