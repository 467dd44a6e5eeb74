#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array like_rows{Parameter{
    .key = "like",
    .kind = ValueKind::choice,
    .meaning = "Starts from a link known by name; the keys beside it say what differs from that. "
               "Within \"forward\" or \"reverse\" it takes that direction of the named link, and "
               "nothing of what is said for both. `acklab link list` tells of each what it is and "
               "where its numbers come from.",
    .examples = R"({"like": "dsl"}
{"like": "geo-satellite", "loss": "0.1%"}
{"rate": "50mbit", "reverse": {"like": "dial-up", "queue": "30kB"}})"}};

constexpr std::array whole_link_rows{
    Parameter{.key = "forward",
              .kind = ValueKind::direction,
              .meaning = "From the client, which sends the data, to the server: what differs in "
                         "this direction from what the link says for both.",
              .fallback = "{}",
              .examples = R"({"delay": "10ms", "forward": {"loss": "1%"}})"},
    Parameter{.key = "reverse",
              .kind = ValueKind::direction,
              .meaning = "From the server back to the client: what differs in this direction from "
                         "what the link says for both.",
              .fallback = "{}",
              .examples = R"({"rate": "50mbit", "delay": "10ms", "reverse": {"rate": "1mbit"}})"}};

}  // namespace

std::vector<Parameter> direction_parameters() {
  std::vector<Parameter> all{like_rows.begin(), like_rows.end()};
  for (const auto parameters :
       {mtu_parameters, rule_parameters, outage_parameters, loss_parameters, policer_parameters,
        duplicate_parameters, corrupt_parameters, queue_parameters, rate_parameters,
        delay_parameters, reorder_parameters}) {
    const std::span<const Parameter> rows = parameters();
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

std::vector<Parameter> whole_link_parameters() {
  std::vector<Parameter> all{whole_link_rows.begin(), whole_link_rows.end()};
  for (const auto parameters : {schedule_parameters, record_parameters}) {
    const std::span<const Parameter> rows = parameters();
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

std::string_view first_part(std::string_view key) {
  return key.substr(0, key.find('.'));
}

std::string_view last_part(std::string_view key) {
  const std::size_t point = key.rfind('.');
  return point == std::string_view::npos ? key : key.substr(point + 1);
}

std::string_view owner_of(std::string_view key) {
  const std::size_t point = key.rfind('.');
  return point == std::string_view::npos ? std::string_view{} : key.substr(0, point);
}

}  // namespace acklab::link
