#pragma once

#include <string_view>

namespace otel_native::otlp_local {

/// Returns the host and port of a `Location` field (RFC 9110, section 10.2.2) without credentials. Empty for a path on
/// the same host.
inline std::string_view host_of_location(std::string_view location) {
  constexpr std::string_view kAuthority = "//";
  const auto colon = location.find(':');
  const bool has_scheme = colon != std::string_view::npos && location.find('/') == colon + 1;
  if (has_scheme) location.remove_prefix(colon + 1);
  if (!location.starts_with(kAuthority)) return {};
  location.remove_prefix(kAuthority.size());
  const std::string_view authority = location.substr(0, location.find_first_of("/?#\\"));
  const auto at = authority.rfind('@');
  return at == std::string_view::npos ? authority : authority.substr(at + 1);
}

}  // namespace otel_native::otlp_local
