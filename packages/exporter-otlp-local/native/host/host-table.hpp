#pragma once

#include <optional>

#include "host/host-lookup.hpp"

/// Declares one pointer per function of `FUNCTIONS`, and `find_in`, which `find_host_table` calls. The pointers take
/// their types from the library's header, and the addon gets no undefined symbol:
///
///     #define ZLIB_FUNCTIONS(f) f(deflateInit2_) f(deflate) f(deflateEnd)
///     struct Zlib {
///       OTEL_NATIVE_HOST_TABLE(ZLIB_FUNCTIONS)
///     };
///     const std::optional<Zlib> zlib = find_host_table<Zlib>();
#define OTEL_NATIVE_HOST_TABLE(FUNCTIONS) \
  FUNCTIONS(OTEL_NATIVE_HOST_POINTER)     \
  void find_in(::otel_native::otlp_local::HostLookup& lookup) { FUNCTIONS(OTEL_NATIVE_HOST_FIND) }

// A declaration takes its name without parentheses.
#define OTEL_NATIVE_HOST_POINTER(name) decltype(&::name) name = nullptr;  // NOLINT(bugprone-macro-parentheses)
#define OTEL_NATIVE_HOST_FIND(name) lookup.find(#name, name);

namespace otel_native::otlp_local {

/// Fills a table with functions of the program that loaded this addon. Returns nothing unless every name resolves in
/// one scope: pointers from two builds of a library must not mix.
template <typename Table>
std::optional<Table> find_host_table() {
  for (const HostScope scope : kHostScopes) {
    Table table;
    HostLookup lookup(scope);
    table.find_in(lookup);
    if (lookup.is_complete()) return table;
  }
  return std::nullopt;
}

}  // namespace otel_native::otlp_local
