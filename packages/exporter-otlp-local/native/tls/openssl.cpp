#include "tls/openssl.hpp"

#include <optional>

namespace otel_native::otlp_local {
namespace {

struct Library {
  std::recursive_mutex gate;
  // Guarded by gate:
  std::optional<OpenSsl> table;
  bool is_closed = false;
};

/// Never destroyed: our thread may still ask for a pass when C++ destroys the statics.
Library& library() {
  static Library& only = *new Library;
  return only;
}

void close_for_good() {
  const std::lock_guard lock(library().gate);
  library().is_closed = true;
}

/// The second word of `OpenSSL 3.5.4 30 Sep 2025`, from which Node takes its own `process.versions.openssl`.
std::string_view version_in(std::string_view text) {
  const std::size_t begin = text.find(' ') + 1;
  return text.substr(begin, text.find(' ', begin) - begin);
}

bool is_usable(const OpenSsl& openssl, std::string_view version) {
  constexpr unsigned kOldestMajor = 3;
  return openssl.OPENSSL_version_major() >= kOldestMajor &&
         version_in(openssl.OpenSSL_version(OPENSSL_VERSION)) == version;
}

/// The latest handler runs first, so let OpenSSL register its own before: they free what our thread may be using.
bool close_at_exit(const OpenSsl& openssl) {
  return openssl.OPENSSL_init_ssl(OPENSSL_INIT_LOAD_SSL_STRINGS, nullptr) == 1 &&
         openssl.OPENSSL_atexit(close_for_good) == 1;
}

}  // namespace

bool use_host_openssl(std::string_view version) {
  Library& ours = library();
  const std::lock_guard lock(ours.gate);
  if (ours.table) return is_usable(*ours.table, version);
  const auto found = find_host_table<OpenSsl>();
  if (!found || !is_usable(*found, version)) return false;
  if (!close_at_exit(*found)) return false;
  ours.table = found;
  return true;
}

OpenSslPass::OpenSslPass() : lock_(library().gate), table_(nullptr) {
  if (library().table && !library().is_closed) table_ = &*library().table;
}

}  // namespace otel_native::otlp_local
