#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace otel_native::otlp_local {

/// The outcome of one call on a stream. The socket never blocks, so a call that cannot proceed says what to wait for.
enum class IoStatus : std::uint8_t {
  progress,    ///< the handshake is finished, or `bytes` were sent or received
  want_read,   ///< call again when the socket is readable
  want_write,  ///< call again when the socket is writable; TLS may need this even to receive
  closed,      ///< the peer has closed its side
  failed,      ///< the stream is unusable; `error` says why
};

struct IoResult {
  IoStatus status;
  std::size_t bytes = 0;   ///< with `progress`
  std::string error = {};  ///< with `failed`, for a message to the user; contains no secret
};

/// A byte stream over a connected, non-blocking socket: plain, or encrypted. The connection owns the socket and closes
/// it after the stream. Only the engine's thread uses a stream.
class Stream {
 public:
  virtual ~Stream() = default;

  /// Prepares the stream. Called until it returns `progress`, before any other call.
  virtual IoResult handshake() = 0;
  /// Sends bytes of `first`, then of `second`, as many as go at once. After `want_read` or `want_write` the next call
  /// has the same arguments. After `failed`, `receive` may still return an answer of the peer or its reason.
  virtual IoResult send(std::string_view first, std::string_view second) = 0;
  /// Receives up to `size` bytes. The stream may hold bytes back, so call it until it returns something else than
  /// `progress`. On an idle stream anything but `want_read` means that the stream cannot be used again.
  virtual IoResult receive(char* buffer, std::size_t size) = 0;
  /// Announces the end to the peer, where the protocol has a way to do so. Does not wait.
  virtual void close() = 0;
};

/// Makes the stream of a connected socket, on the engine's thread. On failure, returns null and sets `error`.
using OpenStream = std::function<std::unique_ptr<Stream>(int fd, std::string& error)>;

/// A stream without encryption.
std::unique_ptr<Stream> open_plain_stream(int fd, std::string& error);

/// The system's description of an errno.
std::string error_text(int error);

}  // namespace otel_native::otlp_local
