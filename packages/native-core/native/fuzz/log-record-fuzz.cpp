#include "drain-records.hpp"
#include "logs/log-record-encoder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  otel_native::fuzz::drain_records(otel_native::kLogRecords, data, size);
  return 0;
}
