#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "random.hpp"

namespace soak {

/// What a stream makes of measurements, and where in a bank: `aggregation/*.ts` in C++.
struct MetricShape {
  std::uint8_t aggregation = 0;
  std::uint8_t flags = 0;
  std::vector<double> boundaries;    ///< of an explicit histogram
  std::uint32_t positive_count = 0;  ///< buckets of an exponential one
  std::uint32_t exemplar_count = 0;

  static MetricShape random(Random& random);

  bool is_delta() const;
  std::size_t bank_doubles() const;
  std::size_t exemplar_bank_doubles() const;
  /// Adds a measurement to the bank of an interval, which holds zeros at its beginning.
  void add(double* bank, std::uint32_t value, Random& random) const;
  /// Which of the exemplars a measurement takes the place of.
  std::uint32_t exemplar_place(std::uint32_t value, Random& random) const;

 private:
  std::size_t bucket_of(std::uint32_t value) const;
  void add_exponential(double* bank, std::uint32_t value, Random& random) const;
};

}  // namespace soak
