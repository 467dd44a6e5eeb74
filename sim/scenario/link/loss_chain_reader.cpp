#include "sim/scenario/link/loss_chain_reader.hpp"

#include <fmt/format.h>

#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

Probability read_chance(const Members& members, std::string_view key, Probability fallback) {
  const auto found = members.find(key);
  return found ? read_percentage(*found).value_or(fallback) : fallback;
}

Probability complement(Probability chance) {
  return Probability::from_parts(Probability::parts_in_one - chance.parts());
}

link::LossSettings::Model read_gilbert_elliott(const Members& members) {
  link::GilbertElliott model;
  if (const auto p = members.require("p")) model.p = read_percentage(*p).value_or(Probability{});
  model.r = read_chance(members, "r", complement(model.p));
  model.loss_in_bad = read_chance(members, "1-h", model.loss_in_bad);
  model.loss_in_good = read_chance(members, "1-k", model.loss_in_good);
  if (model.p.is_zero() && model.r.is_zero()) {
    members.here().refuse(
        "with p and r both 0% the state never changes; write the loss of that state");
  }
  return model;
}

void check_sum(const Cursor& cursor, Probability a, Probability b, std::string_view names) {
  if (a.parts() + b.parts() <= Probability::parts_in_one) return;
  cursor.refuse(fmt::format("{} leave one state and are more than 100% together: {} and {}", names,
                            format_percentage(a), format_percentage(b)));
}

link::LossSettings::Model read_four_states(const Members& members) {
  link::FourStateLoss model;
  if (const auto p13 = members.require("p13")) {
    model.p13 = read_percentage(*p13).value_or(Probability{});
  }
  model.p31 = read_chance(members, "p31", complement(model.p13));
  model.p32 = read_chance(members, "p32", model.p32);
  model.p23 = read_chance(members, "p23", model.p23);
  model.p14 = read_chance(members, "p14", model.p14);
  check_sum(members.here(), model.p13, model.p14, "p13 and p14");
  check_sum(members.here(), model.p31, model.p32, "p31 and p32");
  return model;
}

}  // namespace

link::LossSettings::Model read_loss_chain(const Members& members, ChainKind kind) {
  switch (kind) {
    case ChainKind::gemodel:
      return read_gilbert_elliott(members);
    case ChainKind::state:
      return read_four_states(members);
  }
  return Probability{};
}

}  // namespace acklab::scenario
