#include "exemplar.hpp"

#include <chrono>
#include <cstddef>
#include <cstring>
#include <initializer_list>

#include "record/format.gen.hpp"

namespace soak {

using namespace otel_native;

namespace {

/// As the hexadecimal text of an id shows them.
void put_words(double* at, std::initializer_list<std::uint32_t> words) {
  auto* byte = reinterpret_cast<unsigned char*>(at);
  for (const std::uint32_t word : words) {
    for (int shift = 24; shift >= 0; shift -= 8) *byte++ = static_cast<unsigned char>(word >> shift);
  }
}

}  // namespace

void keep_exemplar(double* bank, std::uint32_t place, const ExemplarContent& content) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  double* const exemplar = bank + kExemplarsDouble + std::size_t{place} * kExemplarDoubles;
  std::memset(exemplar, 0, kExemplarDoubles * sizeof(double));
  exemplar[kExemplarMillisDouble] =
      static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  exemplar[kExemplarValueDouble] = content.value;
  exemplar[kExemplarFilteredDouble] = content.filtered_id;
  if (!content.has_span) return;
  // An id of nothing but zeros is none.
  put_words(exemplar + kExemplarTraceIdDouble, {content.round + 1, content.producer, content.stream, content.series});
  put_words(exemplar + kExemplarSpanIdDouble, {0, content.value});
}

}  // namespace soak
