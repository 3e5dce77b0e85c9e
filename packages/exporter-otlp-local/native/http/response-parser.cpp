#include "http/response-parser.hpp"

#include <algorithm>
#include <optional>

#include "http/text.hpp"

namespace otel_native::otlp_local {
namespace {

std::optional<std::uint64_t> parse_hexadecimal(std::string_view text) {
  constexpr std::size_t kMaxDigits = 15;  // longer numbers cannot be genuine
  if (text.empty() || text.size() > kMaxDigits) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const char digit = lower(c);
    const bool is_letter = digit >= 'a' && digit <= 'f';
    if (!is_digit(digit) && !is_letter) return std::nullopt;
    value = value * 16 + static_cast<std::uint64_t>(is_letter ? digit - 'a' + 10 : digit - '0');
  }
  return value;
}

/// A server that speaks only HTTP/2 sends its SETTINGS unasked: a length of three bytes, then the type 4 (RFC 9113,
/// sections 3.4 and 4.1). That frame is never as long as 64 KiB, and no status line has a zero in front.
bool is_http2(std::string_view bytes) {
  constexpr char kSettings = 4;
  return bytes.size() > 3 && bytes[0] == '\0' && bytes[3] == kSettings;
}

/// Responses with these statuses have no body (RFC 9112, section 6.3).
bool has_no_body(int status) { return status == 204 || status == 304; }

}  // namespace

std::size_t ResponseParser::feed(std::string_view bytes) {
  has_started_ = has_started_ || !bytes.empty();
  std::size_t used = 0;
  while (used < bytes.size() && !is_over()) {
    const std::string_view rest = bytes.substr(used);
    const bool in_body =
        state_ == State::fixed_body || state_ == State::until_close_body || state_ == State::chunk_data;
    used += in_body ? feed_body(rest) : feed_line(rest);
  }
  return used;
}

void ResponseParser::feed_end() {
  if (is_over()) return;
  if (state_ == State::until_close_body) {
    state_ = State::done;
  } else {
    fail(has_started_ ? "the connection was closed inside the response"
                      : "the connection was closed without a response");
  }
}

std::size_t ResponseParser::feed_line(std::string_view bytes) {
  const auto end = bytes.find('\n');
  const std::size_t used = end == std::string_view::npos ? bytes.size() : end + 1;
  head_bytes_ += used;
  if (head_bytes_ > kMaxHeadBytes) {
    fail("header fields of more than 16 KiB");
    return used;
  }
  line_.append(bytes.substr(0, used));
  if (state_ == State::status_line && is_http2(line_)) {
    fail("the server speaks HTTP/2: this is the gRPC port, use 4318");
    return used;
  }
  if (end == std::string_view::npos) return used;
  std::string line;
  line.swap(line_);
  line.pop_back();
  if (!line.empty() && line.back() == '\r') line.pop_back();
  take_line(line);
  return used;
}

void ResponseParser::take_line(std::string_view line) {
  switch (state_) {
    case State::status_line: {
      head_ = {};
      const char* reason = parse_status_line(line, head_);
      if (reason != nullptr) return fail(reason);
      state_ = State::header_line;
      return;
    }
    case State::header_line: {
      if (line.empty()) return end_head();
      const char* reason = parse_header_line(line, head_);
      if (reason != nullptr) fail(reason);
      return;
    }
    case State::chunk_size:
      return take_chunk_size(line);
    case State::chunk_end:
      head_bytes_ = 0;
      if (!line.empty()) return fail("a chunk longer than its size says");
      state_ = State::chunk_size;
      return;
    default:  // trailers are ignored
      if (line.empty()) state_ = State::done;
  }
}

void ResponseParser::take_chunk_size(std::string_view line) {
  const auto size = parse_hexadecimal(trim(take_until(line, ';')));
  if (!size) return fail("a chunk size that is no number");
  head_bytes_ = 0;
  body_left_ = *size;
  state_ = *size == 0 ? State::trailer_line : State::chunk_data;
}

void ResponseParser::end_head() {
  if (head_.status < 200) {
    if (head_.status == 101) return fail("a switch of protocols that was not asked for");
    state_ = State::status_line;
    return;
  }
  has_head_ = true;
  head_bytes_ = 0;
  if (has_no_body(head_.status)) {
    state_ = State::done;
  } else if (head_.chunked && !head_.unknown_coding) {
    state_ = State::chunk_size;
  } else if (head_.content_length && !head_.unknown_coding) {
    body_left_ = *head_.content_length;
    state_ = body_left_ == 0 ? State::done : State::fixed_body;
  } else {
    until_close_ = true;
    state_ = State::until_close_body;
  }
}

std::size_t ResponseParser::feed_body(std::string_view bytes) {
  std::size_t used = bytes.size();
  if (state_ != State::until_close_body) used = static_cast<std::size_t>(std::min<std::uint64_t>(used, body_left_));
  if (used > kMaxBodyBytes - body_.size()) {
    used = kMaxBodyBytes - body_.size();
    is_cut_ = true;
  }
  body_.append(bytes.substr(0, used));
  if (is_cut_) {
    state_ = State::done;
  } else if (state_ != State::until_close_body) {
    body_left_ -= used;
    if (body_left_ == 0) state_ = state_ == State::fixed_body ? State::done : State::chunk_end;
  }
  return used;
}

void ResponseParser::fail(const char* reason) {
  state_ = State::garbage;
  reason_ = reason;
}

}  // namespace otel_native::otlp_local
