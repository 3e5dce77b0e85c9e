#include "exporter/signal-channel.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>
#include <string_view>
#include <utility>

#include "engine/engine.hpp"
#include "http/location.hpp"
#include "otlp/response.hpp"
#include "retry/retry-after.hpp"
#include "retry/retryable.hpp"

namespace otel_native::otlp_local {
namespace {

/// Pause before the next look for headers, which JavaScript still computes.
constexpr std::uint64_t kHeadersRetryNanos = 200'000'000;

std::string endpoint_name(const SignalSettings& settings) {
  constexpr std::size_t kMaxBytes = 100;  // leaves room for the rest of the message
  const std::string& server = settings.server.socket_path;
  // A query may contain a key.
  const std::string path = settings.target.path.substr(0, settings.target.path.find('?'));
  std::string name = (server.empty() ? settings.target.host : server) + path;
  if (name.size() > kMaxBytes) name.resize(kMaxBytes);
  return name;
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

}  // namespace

SignalChannel::SignalChannel(const SignalSettings& settings, std::uint32_t seed, Lookup lookup)
    : name_(endpoint_name(settings)),
      path_(settings.target.path),
      has_changing_headers_(settings.has_changing_headers),
      headers_(settings.has_changing_headers ? nullptr : RequestHeaders::from(settings.target)),
      timeout_ns_(settings.timeout_ns),
      max_retry_after_ns_(settings.max_retry_after_ns),
      endpoint_(std::make_shared<Endpoint>(settings.server, settings.open_stream, std::move(lookup))),
      backoff_(seed) {
  if (settings.gzip_level > 0) gzip_.emplace(settings.gzip_level);
}

void SignalChannel::set_headers(const RequestTarget& target) {
  auto headers = RequestHeaders::from({target.host, path_, target.headers});
  const std::lock_guard lock(headers_mutex_);
  headers_.swap(headers);
}

std::shared_ptr<const RequestHeaders> SignalChannel::headers() const {
  const std::lock_guard lock(headers_mutex_);
  return headers_;
}

void SignalChannel::send(const otel_native_batch& batch, TimePoint deadline, void* token, otel_native_done done) {
  const auto headers = this->headers();
  if (headers == nullptr) {
    otel_native_result answer{};
    answer.status = OTEL_NATIVE_EXPORT_RETRY;
    answer.retry_after_ns = kHeadersRetryNanos;
    return reply("waits for the first value of the headers function", nullptr, answer, token, done);
  }
  auto post = std::make_unique<Post>();
  if (gzip_) post->compressed = gzip_->compress({batch.data, batch.size});
  post->request = post->compressed.empty()
                      ? make_request(headers->prefix, batch.data, batch.size)
                      : make_request(headers->gzip_prefix, post->compressed.data(), post->compressed.size());
  post->needs_new_connection = batch.new_connection != 0;
  post->deadline = deadline;
  post->token = token;
  const TimePoint now = Clock::now();
  post->done = [self = shared_from_this(), headers, token, done, started_at = now](const PostResult& result) {
    otel_native_result answer{};
    const std::string text = self->settle(result, started_at, answer);
    // The receiver may echo the headers of this request, which may be older than those of now.
    self->reply(text, headers.get(), answer, token, done);
  };
  Engine::instance().join(endpoint_);
  endpoint_->add(std::move(post), now);
}

void SignalChannel::reply(const std::string& text, const RequestHeaders* headers, otel_native_result& answer,
                          void* token, otel_native_done done) const {
  answer.struct_size = sizeof(answer);
  if (!text.empty()) {
    std::string message = name_ + ": " + text;
    if (headers != nullptr) headers->hide_secrets(message);
    copy_message(message, answer.message, sizeof(answer.message));
  }
  done(token, &answer);
}

std::string SignalChannel::settle(const PostResult& post, TimePoint started_at, otel_native_result& result) {
  switch (post.kind) {
    case PostResult::Kind::answered:
      return is_success_status(post.head.status) ? settle_success(post, result)
                                                 : settle_refusal(post, started_at, result);
    case PostResult::Kind::interrupted:
      // The attempt proves nothing about the server, so it does not count as a failure of the server.
      result.status = OTEL_NATIVE_EXPORT_RETRY;
      return "interrupted";
    default:
      result.status = OTEL_NATIVE_EXPORT_RETRY;
      result.unreachable = post.unreachable ? 1 : 0;
      result.lost_unanswered = post.lost_unanswered ? 1 : 0;
      result.retry_after_ns = pause_after_failure(started_at);
      return post.message;
  }
}

/// Attempts that were in flight together fail together: that is one failure in a row, not several.
std::uint64_t SignalChannel::pause_after_failure(TimePoint started_at) {
  if (started_at > last_failure_) {
    last_failure_ = Clock::now();
    last_pause_ns_ = backoff_.next_nanos();
  }
  return last_pause_ns_;
}

std::string SignalChannel::settle_success(const PostResult& post, otel_native_result& result) {
  backoff_.reset();
  refused_since_.reset();
  result.status = OTEL_NATIVE_EXPORT_OK;
  if (!post.body_complete) return "the answer is not whole: whether items were rejected is not known";
  const auto partial = decode_partial_success(post.body);
  if (!partial) return {};
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint32_t>::max();
  result.rejected_items = static_cast<std::uint32_t>(std::min(kMax, partial->rejected_items));
  if (!partial->error_message.empty()) return partial->error_message;
  return result.rejected_items > 0 ? "items were rejected without a reason" : "";
}

std::string SignalChannel::settle_refusal(const PostResult& post, TimePoint started_at, otel_native_result& result) {
  std::string text = refusal_text(post);
  if (!is_retryable_status(post.head.status) && !awaits_new_headers(post.head.status)) {
    // The server works; it refused only this batch.
    backoff_.reset();
    result.status = is_size_refusal(post.head.status, text) ? OTEL_NATIVE_EXPORT_TOO_LARGE : OTEL_NATIVE_EXPORT_FAILED;
    return text;
  }
  const std::uint64_t backoff_ns = pause_after_failure(started_at);
  std::uint64_t asked_ns = 0;
  if (post.head.retry_after) asked_ns = retry_after_nanos(*post.head.retry_after, std::time(nullptr)).value_or(0);
  result.status = OTEL_NATIVE_EXPORT_RETRY;
  // "Retry-After: 0" and past dates would cause a loop without a pause.
  result.retry_after_ns = asked_ns > 0 ? std::min(asked_ns, max_retry_after_ns_) : backoff_ns;
  return text;
}

/// Whether new headers may make the server accept what it refused. Asks for them. A server that goes on refusing gets
/// no more attempts after a while, so that a wrong token loses batches as a fixed one does, and cannot hold the queue.
bool SignalChannel::awaits_new_headers(int status) {
  constexpr auto kLongestWait = std::chrono::seconds(10);
  if (!has_changing_headers_ || (status != 401 && status != 403)) return false;
  wants_headers_.store(true, std::memory_order_relaxed);
  if (!refused_since_) refused_since_ = Clock::now();
  return Clock::now() - *refused_since_ < kLongestWait;
}

}  // namespace otel_native::otlp_local
