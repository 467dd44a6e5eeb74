#pragma once

#include "sim/advise/rules.hpp"

namespace acklab::samples {

/// 25 ms each way, nothing else.
inline link::LinkSettings plain_link() {
  link::LinkSettings link;
  link.forward.delay = std::chrono::milliseconds{25};
  link.reverse.delay = std::chrono::milliseconds{25};
  return link;
}

/// The same, losing a packet in so many by chance.
inline link::LinkSettings link_that_loses(double ratio) {
  link::LinkSettings link = plain_link();
  const auto parts =
      static_cast<std::uint64_t>(ratio * static_cast<double>(Probability::parts_in_one));
  link.forward.loss.model = Probability::from_parts(parts);
  link.reverse.loss.model = Probability::from_parts(parts);
  return link;
}

/// A file: all of it, one way, in no hurry.
inline advise::Answers file_answers() {
  advise::Answers answers;
  answers.bytes = 200'000;
  answers.message_bytes = 1'200;
  return answers;
}

/// A call: a message every 20 ms, of no use after 150 ms.
inline advise::Answers call_answers() {
  advise::Answers answers;
  answers.whole = false;
  answers.loss = advise::LossCost::little;
  answers.bytes = 16'000;
  answers.message_bytes = 160;
  answers.every = std::chrono::milliseconds{20};
  answers.deadline = std::chrono::milliseconds{150};
  return answers;
}

/// A name that is looked up: one question, one answer, asked again where none comes.
inline advise::Answers lookup_answers() {
  advise::Answers answers;
  answers.talk = advise::Talk::one;
  answers.request_bytes = 100;
  answers.message_bytes = 500;
  answers.bytes = 600;
  answers.loss = advise::LossCost::retry;
  return answers;
}

}  // namespace acklab::samples
