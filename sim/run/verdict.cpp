#include "sim/run/batch.hpp"

namespace acklab::run {

const char* to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::fails:
      return "fails";
    case Verdict::not_measured:
      return "not_measured";
  }
  return "unknown";
}

}  // namespace acklab::run
