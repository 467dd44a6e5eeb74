#pragma once

namespace acklab::bench {

void bench_wire();
void bench_link();
void bench_simulator();

}  // namespace acklab::bench
