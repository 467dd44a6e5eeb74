#pragma once

namespace acklab {

/// In front of a function that may use registers of 32 octets: whoever calls it must have asked
/// has_wide_registers(). What it calls by name is compiled for any machine, unless it is inlined.
#if defined(__x86_64__)
#define ACKLAB_USES_WIDE_REGISTERS [[gnu::target("avx2")]]
#else
#define ACKLAB_USES_WIDE_REGISTERS
#endif

/// Whether this machine has them (AVX2), which a program built for any x86-64 has to find out when
/// it runs. What is computed is the same with and without.
[[nodiscard]] inline bool has_wide_registers() {
#if defined(__x86_64__)
  static const bool has = [] {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") != 0;
  }();
  return has;
#else
  return false;
#endif
}

}  // namespace acklab
