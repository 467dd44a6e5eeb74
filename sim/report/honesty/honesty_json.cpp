#include "sim/report/honesty/honesty_json.hpp"

#include <nlohmann/json.hpp>

#include "sim/report/honesty/honesty.hpp"

namespace acklab::report {

Json honesty_json(const run::BatchResult& batch) {
  Json lines = Json::array();
  for (const path::HonestyLine& line : honesty_lines(batch)) {
    lines.push_back({{"topic", line.topic},
                     {"setting", or_null(std::string{line.setting})},
                     {"value", or_null(line.value)},
                     {"pinned", line.pinned},
                     {"differs", line.differs},
                     {"kernel", line.kernel},
                     {"book", line.book},
                     {"source", line.source}});
  }
  return lines;
}

}  // namespace acklab::report
