#pragma once

#include <cstdint>
#include <memory>

#include "item-record.hpp"
#include "pipeline/recovery.hpp"
#include "spool/spool-directory.hpp"

namespace soak {

/// The limits of each spool.
otel_native::SpoolLimits spool_limits();
const otel_native::ItemKind& kind_of(Items items);

/// The spools of all producers: each signal has its own folder.
class SoakSpools {
 public:
  /// Ends the program when the folder cannot be used.
  explicit SoakSpools(const char* folder);

  otel_native::SpoolDirectory& of(Items items) { return items == Items::kSpans ? *spans_ : *logs_; }
  /// Sends what pipelines left in their spools at their end.
  otel_native::RecoveryOutcome recover_what_is_left(std::uint16_t port);

 private:
  std::unique_ptr<otel_native::SpoolDirectory> spans_;
  std::unique_ptr<otel_native::SpoolDirectory> logs_;
};

}  // namespace soak
