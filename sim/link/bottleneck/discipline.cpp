#include "sim/link/bottleneck/discipline.hpp"

#include "sim/link/bottleneck/codel.hpp"
#include "sim/link/bottleneck/pie.hpp"
#include "sim/link/bottleneck/red.hpp"

namespace acklab::link {
namespace {

struct DisciplineMaker {
  std::uint64_t seed;
  Direction direction;

  using Made = std::unique_ptr<Discipline>;
  Made operator()(const DropTailSettings& /*settings*/) const { return nullptr; }
  Made operator()(const DropHeadSettings& /*settings*/) const { return nullptr; }
  Made operator()(const CoDelSettings& settings) const { return std::make_unique<CoDel>(settings); }
  Made operator()(const PieSettings& settings) const {
    return std::make_unique<Pie>(settings, impairment_stream(seed, direction, "queue"));
  }
  Made operator()(const RedSettings& settings) const {
    return std::make_unique<Red>(settings, impairment_stream(seed, direction, "queue"));
  }
};

}  // namespace

std::unique_ptr<Discipline> make_discipline(const DisciplineSettings& settings, std::uint64_t seed,
                                            Direction direction) {
  return std::visit(DisciplineMaker{seed, direction}, settings);
}

}  // namespace acklab::link
