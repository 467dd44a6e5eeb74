#include "sim/scenario/honesty_reader.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/path/kernel_honesty.hpp"
#include "sim/scenario/nearest_name.hpp"

namespace acklab::scenario {
namespace {

std::optional<std::string> read_topic(const Cursor& cursor, const std::vector<std::string>& known) {
  const auto text = cursor.string("a topic such as \"loss_detection\"");
  if (!text) return std::nullopt;
  const auto topics = path::honesty_topics();
  if (std::find(topics.begin(), topics.end(), *text) == topics.end()) {
    const auto nearest = nearest_name(*text, topics);
    cursor.refuse(fmt::format("expected one of {}, found {}{}", fmt::join(topics, ", "),
                              in_quotes(*text),
                              nearest ? fmt::format("; the nearest is \"{}\"", *nearest) : ""));
  } else if (std::find(known.begin(), known.end(), *text) != known.end()) {
    cursor.refuse(fmt::format("{} is listed twice", in_quotes(*text)));
  }
  return std::string{*text};
}

bool runs_kernel(const contender::Spec& spec) {
  return spec.kind == contender::Kind::kernel_tcp || contender::meets_kernel(spec);
}

}  // namespace

std::vector<std::string> read_honesty(const Cursor& cursor, const Scenario& scenario) {
  std::vector<std::string> topics;
  for (const Cursor& element :
       cursor.elements("an array of topics", 1, path::honesty_topics().size())) {
    if (auto topic = read_topic(element, topics)) topics.push_back(*std::move(topic));
  }
  const bool may_be_left_out = cursor.refusals().is_recorded();  // by '--only'
  if (!may_be_left_out && std::ranges::none_of(scenario.contenders, runs_kernel)) {
    cursor.refuse("no contender of this scenario runs the kernel's TCP; leave this out");
  }
  return topics;
}

}  // namespace acklab::scenario
