#include <nlohmann/json.hpp>

#include "sim/advise/advice.hpp"
#include "sim/advise/message_size.hpp"
#include "sim/report/json/json_value.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/version.hpp"

namespace acklab::advise {
namespace {

using report::Json;
using report::or_null;

Json answers_json(const Answers& answers) {
  return {
      {"whole", answers.whole},
      {"exchange", to_string(answers.talk)},
      {"bytes", answers.bytes},
      {"message_bytes", answers.message_bytes},
      {"request_bytes", answers.talk == Talk::none ? Json(nullptr) : Json(answers.request_bytes)},
      {"deadline_ms", or_null(report::milliseconds(answers.deadline))},
      {"setup_ms", or_null(report::milliseconds(answers.setup))},
      {"loss", to_string(answers.loss)},
      {"every_ms", or_null(report::milliseconds(answers.every))}};
}

Json reasons_json(const std::vector<const Rule*>& reasons, const Circumstances& seen) {
  Json list = Json::array();
  for (const Rule* const rule : reasons) {
    Json rests_on = Json::array();
    for (const Question question : all_questions) {
      if (rule->rests_on.has(question)) rests_on.push_back(to_string(question));
    }
    list.push_back({{"rule", rule->name},
                    {"rests_on", rests_on},
                    {"text", rule->told(seen, report::Words::english())}});
  }
  return list;
}

Json size_json(const Consultation& consultation) {
  const Answers& answers = consultation.circumstances.answers;
  const SizeClass size = size_class(answers.message_bytes);
  const bool is_cut = size == SizeClass::fragments;
  const double loss = loss_of_messages(answers, consultation.link);
  return {{"class", to_string(size)},
          {"fragments", size == SizeClass::too_large
                            ? Json(nullptr)
                            : Json(fragments_over_ipv4(answers.message_bytes))},
          {"message_loss_ratio",
           is_cut ? report::finite_or_null(share_of_messages_lost(answers.message_bytes, loss))
                  : Json(nullptr)},
          {"text", size_advice(answers, consultation.link, report::Words::english())}};
}

Json verdict_json(const Verdict& verdict) {
  return {{"promise", to_string(verdict.promise)},
          {"contender", verdict.contender},
          {"metric", verdict.metric},
          {"limit", or_null(verdict.limit)},
          {"worst", or_null(verdict.worst)},
          {"runs", verdict.runs},
          {"kept", verdict.other.empty() ? Json(verdict.kept) : Json(nullptr)},
          {"other", or_null(verdict.other)},
          {"median", or_null(verdict.median)},
          {"other_median", or_null(verdict.other_median)},
          {"held", verdict.held ? Json(*verdict.held) : Json(nullptr)}};
}

Json verdicts_json(const std::vector<Verdict>& verdicts) {
  Json list = Json::array();
  for (const Verdict& verdict : verdicts) list.push_back(verdict_json(verdict));
  return list;
}

Json outcome_json(const Consultation& consultation) {
  const Outcome& outcome = *consultation.outcome;
  const Comparison& comparison = *consultation.comparison;
  Json others = Json::array();
  for (const Alternative& other : outcome.alternatives) {
    others.push_back({{"contender", other.contender},
                      {"did_as_well", other.did_as_well()},
                      {"verdicts", verdicts_json(other.verdicts)}});
  }
  const auto held = outcome.held();
  return {{"path", path::to_string(consultation.batch->path)},
          {"seed", comparison.scenario.seed},
          {"repeat", comparison.scenario.repeat},
          {"player", outcome.player},
          {"without_udp", comparison.without_udp},
          {"with_fragments", comparison.with_fragments},
          {"asks_again_after_ms", or_null(report::milliseconds(comparison.timeout))},
          {"verdicts", verdicts_json(outcome.verdicts)},
          {"others", others},
          {"held", held ? Json(*held) : Json(nullptr)},
          {"interrupted", consultation.batch->interrupted}};
}

}  // namespace

std::string to_json(const Consultation& consultation) {
  const Circumstances& seen = consultation.circumstances;
  const Advice& advice = consultation.advice;
  const Json json{{"acklab_version", report::version()},
                  {"answers", answers_json(seen.answers)},
                  {"link",
                   {{"name", or_null(consultation.link_name)},
                    {"text", report::link_text(consultation.link)},
                    {"round_trip_ms", to_milliseconds(seen.round_trip)}}},
                  {"choice", to_string(advice.choice)},
                  {"because", reasons_json(advice.because, seen)},
                  {"against", reasons_json(advice.against, seen)},
                  {"mind", reasons_json(advice.mind, seen)},
                  {"message_size", size_json(consultation)},
                  {"run", consultation.outcome ? outcome_json(consultation) : Json(nullptr)}};
  return report::json_text(json) + "\n";
}

}  // namespace acklab::advise
