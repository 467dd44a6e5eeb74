#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/scenario/names.hpp"

namespace acklab::scenario {

/// The queue disciplines in the order of link::DisciplineSettings.
enum class DisciplineName : std::uint8_t { drop_tail, drop_head, codel, pie, red };
inline constexpr std::array discipline_names{
    Name<DisciplineName>{"drop-tail", DisciplineName::drop_tail},
    Name<DisciplineName>{"drop-head", DisciplineName::drop_head},
    Name<DisciplineName>{"codel", DisciplineName::codel},
    Name<DisciplineName>{"pie", DisciplineName::pie},
    Name<DisciplineName>{"red", DisciplineName::red}};

inline constexpr std::array codel_alone{DisciplineName::codel};
inline constexpr std::array pie_alone{DisciplineName::pie};
inline constexpr std::array red_alone{DisciplineName::red};
inline constexpr std::array delay_disciplines{DisciplineName::codel, DisciplineName::pie};
inline constexpr std::array early_disciplines{DisciplineName::codel, DisciplineName::pie,
                                              DisciplineName::red};

/// A key of a queue and the disciplines that obey it.
struct OwnKey {
  std::string_view key;
  std::span<const DisciplineName> of;
};
inline constexpr std::array discipline_keys{OwnKey{"target", delay_disciplines},
                                            OwnKey{"interval", codel_alone},
                                            OwnKey{"update", pie_alone},
                                            OwnKey{"burst", pie_alone},
                                            OwnKey{"min", red_alone},
                                            OwnKey{"max", red_alone},
                                            OwnKey{"probability", red_alone},
                                            OwnKey{"weight", red_alone},
                                            OwnKey{"gentle", red_alone},
                                            OwnKey{"ecn", early_disciplines}};

}  // namespace acklab::scenario
