#pragma once

#include <optional>
#include <string_view>

namespace acklab::report {

/// The page around its data, as it was bundled when acklab was built.
struct PageShell {
  std::string_view before_title;
  std::string_view before_data;  // from behind the title on
  std::string_view after_data;
};

/// Nothing when acklab was built without Node.
[[nodiscard]] std::optional<PageShell> page_shell();

}  // namespace acklab::report
