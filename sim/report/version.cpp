#include "sim/report/version.hpp"

namespace acklab::report {

std::string_view version() {
  return ACKLAB_VERSION;
}

}  // namespace acklab::report
