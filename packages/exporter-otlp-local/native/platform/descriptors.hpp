#pragma once

namespace otel_native::otlp_local {

/// A pipe whose ends do not block and are not inherited by child processes.
bool open_pipe(int (&ends)[2]);

/// A stream socket likewise, that raises no SIGPIPE. -1 and errno on failure.
int open_stream_socket(int family);

/// What to add to the flags of sendmsg() so that a closed connection is an error and not a SIGPIPE.
extern const int kSendFlags;

}  // namespace otel_native::otlp_local
