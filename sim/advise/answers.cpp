#include "sim/advise/answers.hpp"

namespace acklab::advise {

std::string_view to_string(Question question) {
  switch (question) {
    case Question::whole:
      return "whole";
    case Question::exchange:
      return "exchange";
    case Question::bytes:
      return "bytes";
    case Question::message:
      return "message";
    case Question::deadline:
      return "deadline";
    case Question::setup:
      return "setup";
    case Question::loss:
      return "loss";
  }
  return "unknown";
}

std::string_view to_string(Talk talk) {
  switch (talk) {
    case Talk::one:
      return "one";
    case Talk::many:
      return "many";
    case Talk::none:
      return "none";
  }
  return "unknown";
}

std::string_view to_string(LossCost cost) {
  switch (cost) {
    case LossCost::little:
      return "little";
    case LossCost::retry:
      return "retry";
    case LossCost::all:
      return "all";
  }
  return "unknown";
}

std::optional<std::string> contradiction(const Answers& answers) {
  if (answers.whole && answers.loss == LossCost::little) {
    return "'--whole yes' says that everything must arrive and '--loss little' that a lost message "
           "does little harm; change one of them.";
  }
  if (!answers.whole && answers.loss == LossCost::all) {
    return "'--whole no' says that not everything must arrive and '--loss all' that one lost "
           "message makes the rest worthless; change one of them.";
  }
  if (answers.every && answers.talk != Talk::none) {
    return "'--every' is of messages that go one way, so it goes with '--exchange none' alone.";
  }
  if (answers.talk == Talk::none && answers.message_bytes > answers.bytes) {
    return "'--message' is larger than '--bytes', which is all that is sent; change one of them.";
  }
  return std::nullopt;
}

}  // namespace acklab::advise
