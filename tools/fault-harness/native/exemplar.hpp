#pragma once

#include <cstdint>

namespace soak {

/// A measurement that is kept as an exemplar. Its trace id holds its series and its span id its value: the receiver
/// compares them with the data point.
struct ExemplarContent {
  std::uint32_t round;
  std::uint32_t producer;
  std::uint32_t stream;
  std::uint32_t series;
  std::uint32_t value;
  /// Names a filtered record; 0 is none.
  std::uint32_t filtered_id;
  bool has_span;
};

/// Writes it into a bank of exemplars.
void keep_exemplar(double* bank, std::uint32_t place, const ExemplarContent& content);

}  // namespace soak
