#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "net/address.hpp"
#include "net/unique-fd.hpp"
#include "net/wait.hpp"

namespace otel_native::otlp_local {

enum class Connected { yes, failed, timed_out, interrupted };

/// The result of an attempt to connect.
struct ConnectOutcome {
  Connected status;
  /// Set with `failed`: nothing listens at any of the addresses.
  bool unreachable = false;
  /// The reason for the failure.
  std::string message;
};

enum class IoStatus { progress, would_block, closed, failed };

struct IoResult {
  IoStatus status;
  std::size_t count = 0;  ///< bytes, with `progress`
  int error = 0;          ///< errno, with `failed`
};

/// The system's description of an errno.
std::string error_text(int error);

/// One stream connection over TCP or a Unix socket. Only `connect` blocks, within its limits.
class Connection {
 public:
  /// Tries the addresses in turn until one accepts. Each gets a share of the remaining time.
  ConnectOutcome connect(const std::vector<Address>& addresses, const Limits& limits);
  void close() { fd_.reset(); }
  bool is_open() const { return fd_.is_open(); }
  /// Whether the server closed the idle connection, or sent unexpected bytes.
  bool is_stale() const;
  int fd() const { return fd_.get(); }

  /// Sends two buffers one after the other, skipping the first `offset` bytes of both together.
  IoResult send(const std::string& head, const std::uint8_t* body, std::size_t body_size, std::size_t offset);
  IoResult receive(char* buffer, std::size_t size);

 private:
  UniqueFd fd_;
};

}  // namespace otel_native::otlp_local
