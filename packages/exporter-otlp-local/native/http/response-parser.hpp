#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/response-head.hpp"

namespace otel_native::otlp_local {

/// Most bytes of status lines and header fields, including interim responses and trailers. A longer response is
/// garbage.
inline constexpr std::size_t kMaxHeadBytes = 16 * 1024;
/// Bytes kept of a body. OTLP answers are much smaller.
inline constexpr std::size_t kMaxBodyBytes = 64 * 1024;

/// Reads the response to one POST from pieces of any size. Interim (1xx) responses are skipped.
///
///     status line ─► header lines ─► fixed body ───────────────┐
///          ▲              │  ├─────► until-close body ──(eof)──┤
///          └──────(1xx)───┘  ├─────► chunk size ─► chunk data   ├─► done
///                            │          ▲ │            │        │
///                            │          └─┼── chunk end         │
///                            └────────────┼──► trailers ────────┘
class ResponseParser {
 public:
  /// Consumes bytes and returns how many belong to this response: fewer than given only at its end.
  std::size_t feed(std::string_view bytes);
  /// Reports that the server closed the connection.
  void feed_end();

  /// Nothing is left to read: the response is complete, cut at kMaxBodyBytes, or garbage.
  bool is_over() const { return state_ == State::done || state_ == State::garbage; }
  bool is_garbage() const { return state_ == State::garbage; }
  /// Why the response is garbage.
  const char* reason() const { return reason_; }
  /// The status and the header fields are complete, even if the body fails.
  bool has_head() const { return has_head_; }
  bool has_started() const { return has_started_; }
  /// The body was too long and is incomplete.
  bool is_cut() const { return is_cut_; }
  /// Only the end of the connection says where the body ends.
  bool ends_with_connection() const { return state_ == State::until_close_body; }
  /// The end of the body was found, so the connection can be reused.
  bool is_delimited() const { return state_ == State::done && !is_cut_ && !until_close_; }

  const ResponseHead& head() const { return head_; }
  const std::string& body() const { return body_; }

 private:
  enum class State {
    status_line,
    header_line,
    fixed_body,
    until_close_body,
    chunk_size,
    chunk_data,
    chunk_end,
    trailer_line,
    done,
    garbage,
  };

  std::size_t feed_line(std::string_view bytes);
  std::size_t feed_body(std::string_view bytes);
  void take_line(std::string_view line);
  void take_chunk_size(std::string_view line);
  void end_head();
  void fail(const char* reason);

  State state_ = State::status_line;
  const char* reason_ = "";
  bool has_started_ = false;
  bool has_head_ = false;
  bool is_cut_ = false;
  bool until_close_ = false;
  std::size_t head_bytes_ = 0;
  std::uint64_t body_left_ = 0;  ///< of the fixed body or of the chunk
  std::string line_;             ///< the part of a line that has come so far
  ResponseHead head_;
  std::string body_;
};

}  // namespace otel_native::otlp_local
