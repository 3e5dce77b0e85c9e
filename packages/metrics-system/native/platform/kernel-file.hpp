#pragma once

namespace otel_native::system_metrics {

/// Whether an open file belongs to /proc or a control group, whose content is generated again for each read from the
/// beginning.
bool is_kernel_file(int fd);

}  // namespace otel_native::system_metrics
