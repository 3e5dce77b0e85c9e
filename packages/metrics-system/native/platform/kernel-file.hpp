#pragma once

namespace otel_native::system_metrics {

/// Whether an open file is one of /proc or of a control group, which reads anew whenever it is read from its beginning.
bool is_kernel_file(int fd);

}  // namespace otel_native::system_metrics
