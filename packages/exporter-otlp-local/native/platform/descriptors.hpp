#pragma once

namespace otel_native::otlp_local {

/// Opens a non-blocking pipe that child processes do not inherit.
bool open_pipe(int (&ends)[2]);

/// Opens a stream socket in the same way, without SIGPIPE. Returns -1 and sets errno on failure.
int open_stream_socket(int family);

/// Flags for sendmsg() that turn a closed connection into an error instead of a SIGPIPE.
extern const int kSendFlags;

}  // namespace otel_native::otlp_local
