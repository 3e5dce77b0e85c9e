#pragma once

namespace otel_native::otlp_local {

enum class HostScope {
  /// What the executable itself exports. Linux has no such look-up: `process` starts with the executable there.
  executable,
  /// The executable, then the libraries it was linked with: a Node that shares its OpenSSL with the system.
  process,
};

/// From the preferred scope to the last resort.
inline constexpr HostScope kHostScopes[] = {HostScope::executable, HostScope::process};

/// Finds functions that the program which loaded this addon exports. Node documents OpenSSL, zlib and libuv as exported
/// on purpose; Bun, Deno and Electron export none of them.
class HostLookup {
 public:
  explicit HostLookup(HostScope scope) : scope_(scope) {}

  /// Sets `function` to the function called `name`, or to null.
  template <typename Function>
  void find(const char* name, Function*& function) {
    function = reinterpret_cast<Function*>(address_of(name));
    is_complete_ = is_complete_ && function != nullptr;
  }

  /// Whether every name so far was found.
  bool is_complete() const { return is_complete_; }

 private:
  void* address_of(const char* name) const;

  HostScope scope_;
  bool is_complete_ = true;
};

}  // namespace otel_native::otlp_local
