#pragma once

#include <string_view>

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_script.hpp"

/// The script must play as written.
inline void must_play(std::string_view script,
                      const acklab::transport::ConnectionConfig& config = {}) {
  const auto failure = acklab::support::play(script, config);
  BOOST_CHECK_MESSAGE(!failure, failure.value_or(""));
}

/// Without options beside SACK, and 1000-byte segments: numbers that are easy to follow.
inline acklab::transport::ConnectionConfig plain_config(bool sack = true) {
  acklab::transport::ConnectionConfig config;
  config.mechanisms.timestamps = false;
  config.mechanisms.window_scale = false;
  config.mechanisms.sack = sack;
  config.max_segment_bytes = 1000;
  return config;
}
