#include "exporter/signal-channel.hpp"

#include <algorithm>
#include <ctime>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "compress/gzip.hpp"
#include "http/location.hpp"
#include "otlp/response.hpp"
#include "retry/retry-after.hpp"
#include "retry/retryable.hpp"

namespace otel_native::otlp_local {
namespace {

/// Pause before a look-up is retried.
constexpr std::uint64_t kLookUpPauseNanos = 100'000'000;

std::string endpoint_name(const SignalSettings& settings) {
  constexpr std::size_t kMaxBytes = 100;  // leaves room for the rest of the message
  const std::string& server = settings.server.socket_path;
  // A query may contain a key.
  const std::string path = settings.target.path.substr(0, settings.target.path.find('?'));
  std::string name = (server.empty() ? settings.target.host : server) + path;
  if (name.size() > kMaxBytes) name.resize(kMaxBytes);
  return name;
}

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

/// Header values, and parts of them, that a receiver may echo. Longest first, since one may be part of another.
std::vector<std::string> secrets_of(const SignalSettings& settings) {
  constexpr std::size_t kMinBytes = 6;  // shorter values occur in ordinary text by chance
  std::vector<std::string> secrets;
  const auto add = [&secrets](std::string text) {
    if (text.size() >= kMinBytes) secrets.push_back(std::move(text));
  };
  for (const auto& [name, value] : settings.target.headers) {
    if (name == "User-Agent") continue;
    add(value);
    const std::size_t space = value.rfind(' ');
    if (space != std::string::npos) add(value.substr(space + 1));
  }
  add_query_values(settings.target.path, add);
  std::sort(secrets.begin(), secrets.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return secrets;
}

void hide(const std::string& secret, std::string& text) {
  constexpr std::string_view kHidden = "***";
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kHidden.size())) {
    text.replace(at, secret.size(), kHidden);
  }
}

std::string redirect_text(std::string_view location) {
  constexpr std::size_t kMaxBytes = 80;
  const std::string_view host = host_of_location(location).substr(0, kMaxBytes);
  return "the redirect to " + (host.empty() ? "another path" : std::string(host)) + " is not followed";
}

std::string refusal_text(const PostResult& post) {
  const std::string status = "HTTP " + std::to_string(post.head.status);
  if (is_redirect_status(post.head.status) && !post.head.location.empty()) {
    return status + ": " + redirect_text(post.head.location);
  }
  return post.body.empty() ? status : status + ": " + failure_text(post.body, post.head.content_type);
}

std::string prefix_of(const SignalSettings& settings) {
  RequestTarget target = settings.target;
  if (settings.is_compressed) target.headers.emplace_back("Content-Encoding", "gzip");
  return request_prefix(target);
}

}  // namespace

SignalChannel::SignalChannel(const SignalSettings& settings, std::uint32_t seed, Lookup lookup)
    : name_(endpoint_name(settings)),
      secrets_(secrets_of(settings)),
      request_prefix_(prefix_of(settings)),
      timeout_ns_(settings.timeout_ns),
      max_retry_after_ns_(settings.max_retry_after_ns),
      is_compressed_(settings.is_compressed),
      client_(settings.server, std::move(lookup)),
      backoff_(seed) {}

void SignalChannel::send(const otel_native_batch& batch, std::uint64_t timeout_ns, const SignalPipe& interrupt,
                         otel_native_result& result) {
  const Limits limits{deadline_after(Clock::now(), std::min(timeout_ns, timeout_ns_)), interrupt};
  if (!is_compressed_) {
    settle(client_.post(make_request(request_prefix_, batch.data, batch.size), limits), result);
    return;
  }
  const std::vector<std::uint8_t> body = gzip({batch.data, batch.size});
  settle(client_.post(make_request(request_prefix_, body.data(), body.size()), limits), result);
}

void SignalChannel::settle(const PostResult& post, otel_native_result& result) {
  switch (post.kind) {
    case PostResult::Kind::answered:
      if (is_success_status(post.head.status)) return settle_success(post, result);
      return settle_refusal(post, result);
    case PostResult::Kind::interrupted:
      // The attempt proves nothing about the server, so it does not count as a failure of the server.
      result.status = OTEL_NATIVE_EXPORT_RETRY;
      return say("interrupted", result);
    case PostResult::Kind::failed:
      result.status = OTEL_NATIVE_EXPORT_RETRY;
      result.unreachable = post.unreachable ? 1 : 0;
      result.retry_after_ns = post.is_looking_up ? kLookUpPauseNanos : backoff_.next_nanos();
      return say(post.message, result);
  }
}

void SignalChannel::settle_success(const PostResult& post, otel_native_result& result) {
  backoff_.reset();
  result.status = OTEL_NATIVE_EXPORT_OK;
  if (!post.body_complete) return say("the answer is not whole: whether items were rejected is not known", result);
  const auto partial = decode_partial_success(post.body);
  if (!partial) return;
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint32_t>::max();
  result.rejected_items = static_cast<std::uint32_t>(std::min(kMax, partial->rejected_items));
  if (!partial->error_message.empty()) {
    say(partial->error_message, result);
  } else if (result.rejected_items > 0) {
    say("items were rejected without a reason", result);
  }
}

void SignalChannel::settle_refusal(const PostResult& post, otel_native_result& result) {
  const std::string text = refusal_text(post);
  if (!is_retryable_status(post.head.status)) {
    // The server works; it refused only this batch.
    backoff_.reset();
    result.status = OTEL_NATIVE_EXPORT_FAILED;
    return say(text, result);
  }
  const std::uint64_t backoff_ns = backoff_.next_nanos();
  std::uint64_t asked_ns = 0;
  if (post.head.retry_after) asked_ns = retry_after_nanos(*post.head.retry_after, std::time(nullptr)).value_or(0);
  result.status = OTEL_NATIVE_EXPORT_RETRY;
  // "Retry-After: 0" and past dates would cause a loop without a pause.
  result.retry_after_ns = asked_ns > 0 ? std::min(asked_ns, max_retry_after_ns_) : backoff_ns;
  say(text, result);
}

void SignalChannel::say(const std::string& text, otel_native_result& result) const {
  std::string message = name_ + ": " + text;
  for (const std::string& secret : secrets_) hide(secret, message);
  copy_message(message, result.message, sizeof(result.message));
}

}  // namespace otel_native::otlp_local
