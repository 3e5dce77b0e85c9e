#include "exporter/request-headers.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace otel_native::otlp_local {
namespace {

template <typename Add>
void add_query_values(const std::string& path, const Add& add) {
  std::size_t at = path.find('?');
  while (at != std::string::npos) {
    const std::size_t end = path.find('&', at + 1);
    const std::string parameter = path.substr(at + 1, end == std::string::npos ? end : end - at - 1);
    add(parameter.substr(parameter.find('=') + 1));
    at = end;
  }
}

std::vector<std::string> secrets_of(const RequestTarget& target) {
  constexpr std::size_t kMinBytes = 6;  // shorter values occur in ordinary text by chance
  std::vector<std::string> secrets;
  const auto add = [&secrets](std::string text) {
    if (text.size() >= kMinBytes) secrets.push_back(std::move(text));
  };
  for (const auto& [name, value] : target.headers) {
    if (name == "User-Agent") continue;
    add(value);
    const std::size_t space = value.rfind(' ');
    if (space != std::string::npos) add(value.substr(space + 1));
  }
  add_query_values(target.path, add);
  std::sort(secrets.begin(), secrets.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return secrets;
}

void hide(const std::string& secret, std::string& text) {
  constexpr std::string_view kHidden = "***";
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kHidden.size())) {
    text.replace(at, secret.size(), kHidden);
  }
}

std::string gzip_prefix(RequestTarget target) {
  target.headers.emplace_back("Content-Encoding", "gzip");
  return request_prefix(target);
}

}  // namespace

std::shared_ptr<const RequestHeaders> RequestHeaders::from(const RequestTarget& target) {
  return std::make_shared<const RequestHeaders>(
      RequestHeaders{request_prefix(target), otlp_local::gzip_prefix(target), secrets_of(target)});
}

void RequestHeaders::hide_secrets(std::string& message) const {
  for (const std::string& secret : secrets) hide(secret, message);
}

}  // namespace otel_native::otlp_local
