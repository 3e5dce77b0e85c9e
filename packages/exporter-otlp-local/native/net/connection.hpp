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

/// What became of an attempt to connect.
struct ConnectOutcome {
  Connected status;
  /// With `failed`: nothing listens at any of the addresses.
  bool unreachable = false;
  /// Why not.
  std::string message;
};

enum class IoStatus { progress, would_block, closed, failed };

struct IoResult {
  IoStatus status;
  std::size_t count = 0;  ///< bytes, with `progress`
  int error = 0;          ///< errno, with `failed`
};

/// The system's words for an errno.
std::string error_text(int error);

/// One stream connection over TCP or a Unix socket. Nothing here blocks but `connect`, within its limits.
class Connection {
 public:
  /// Tries the addresses in turn until one accepts; each has its share of the time that is left.
  ConnectOutcome connect(const std::vector<Address>& addresses, const Limits& limits);
  void close() { fd_.reset(); }
  bool is_open() const { return fd_.is_open(); }
  /// True when the other side has closed a connection that should be silent, or said something unasked.
  bool is_stale() const;
  int fd() const { return fd_.get(); }

  /// Sends from two buffers, one after the other, skipping the first `offset` bytes of both together.
  IoResult send(const std::string& head, const std::uint8_t* body, std::size_t body_size, std::size_t offset);
  IoResult receive(char* buffer, std::size_t size);

 private:
  UniqueFd fd_;
};

}  // namespace otel_native::otlp_local
