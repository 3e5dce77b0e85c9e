#include "drain-records.hpp"
#include "traces/span-encoder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  otel_native::fuzz::drain_records(otel_native::kSpans, data, size);
  return 0;
}
