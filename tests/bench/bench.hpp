#pragma once

#include <cstdint>

namespace acklab::bench {

void bench_wire();
void bench_link();
/// The link in real time: how exact its delays and rates are, and how much it can carry.
void bench_real_link();
/// Of these only the delays, and only how much it can carry.
void bench_delay();
void bench_capacity();
void bench_simulator();
/// How well the transport does under loss, beside the limit and the formula; each figure is the
/// median of three seeds from `first_seed` on.
void bench_transport(std::uint64_t first_seed);

}  // namespace acklab::bench
