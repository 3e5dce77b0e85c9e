#include "tls/tls-context.hpp"

#include <utility>

namespace otel_native::otlp_local {
std::unique_ptr<Stream> TlsContext::open(int fd, std::string& error) {
  if (!refresh(error)) return nullptr;
  return TlsStream::open(shared_, fd, error);
}

bool TlsContext::refresh(std::string& error) {
  TlsFiles files;
  if (!read_files(settings_, files, error)) return false;
  if (shared_ != nullptr && files == files_) return true;
  ContextOwner context = make_context(settings_, files, error);
  if (context == nullptr) return false;
  shared_ = std::make_shared<TlsShared>(TlsShared{settings_.host, std::move(context), {}});
  files_ = std::move(files);
  return true;
}

}  // namespace otel_native::otlp_local
