#include "sim/takeapart/script.hpp"

#include "sim/run/batch.hpp"

namespace acklab::takeapart {

link::LinkSettings clean_link(const link::LinkSettings& settings) {
  link::LinkSettings clean;
  for (const link::Direction direction : {link::Direction::forward, link::Direction::reverse}) {
    auto& own = direction == link::Direction::forward ? clean.forward : clean.reverse;
    if (const auto line = link::steady_line(settings.of(direction).rate)) own.rate = *line;
    own.delay = settings.of(direction).delay;
  }
  return clean;
}

link::LinkSettings scripted(link::LinkSettings link, const Script& script) {
  link.forward.rules.clear();
  link.reverse.rules.clear();
  for (const Event& event : script) {
    auto& rules = event.direction == link::Direction::forward ? link.forward : link.reverse;
    rules.rules.push_back(event.rule);
  }
  return link;
}

contender::RunResult try_script(const Subject& subject, const Script& script,
                                const link::Link::FateSink& fates) {
  contender::RunRequest request{.contender = subject.spec,
                                .link = scripted(subject.link, script),
                                .workload = subject.workload,
                                .seed = run::repetition_seed(subject.seed, 0),
                                .path = path::PathKind::simulated,
                                .ip_version = subject.ip_version,
                                .time_limit = subject.time_limit};
  contender::RunHooks hooks;
  hooks.fates = fates;
  request.link.read_packets = static_cast<bool>(fates);
  return contender::run(request, hooks);
}

contender::RunResult try_scenario(const scenario::Scenario& scenario, const contender::Spec& spec,
                                  const link::Link::FateSink& fates) {
  contender::RunRequest request{.contender = spec,
                                .link = scenario.link,
                                .workload = scenario.workload,
                                .seed = run::repetition_seed(scenario.seed, 0),
                                .path = path::PathKind::simulated,
                                .ip_version = scenario.ip_version,
                                .time_limit = scenario.time_limit};
  contender::RunHooks hooks;
  hooks.fates = fates;
  request.link.read_packets = static_cast<bool>(fates);
  if (!request.link.replay) request.link.fate_key = link::FateKey::content;
  return contender::run(request, hooks);
}

}  // namespace acklab::takeapart
