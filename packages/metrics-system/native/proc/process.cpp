#include "proc/process.hpp"

#include <string_view>

#include "file/lines.hpp"

namespace otel_native::system_metrics {

void read_process_stat(FileReader& files, const std::string& proc, const Machine& machine, Snapshot& snapshot) {
  std::optional<std::string_view> content = files.read(proc + "/self/stat");
  if (!content) return;
  // The program name, in parentheses, may itself contain blanks and parentheses.
  const std::size_t name_end = content->rfind(')');
  if (name_end == std::string_view::npos) return;
  std::string_view fields = content->substr(name_end + 1);
  if (!fields.empty() && fields.back() == '\n') fields.remove_suffix(1);
  skip_words(fields, 17);  // the fields 3 to 19 of proc_pid_stat(5)
  snapshot.set(Slot::kProcessThreads, number_or_nan(next_word(fields)));
  skip_words(fields, 2);
  snapshot.set(Slot::kProcessMemoryVirtual, number_or_nan(next_word(fields)));
  snapshot.set(Slot::kProcessMemoryUsage, number_or_nan(next_word(fields)) * machine.page_bytes);
}

void read_process_io(FileReader& files, const std::string& proc, Snapshot& snapshot) {
  std::optional<std::string_view> content = files.read(proc + "/self/io");
  if (!content) return;
  std::string_view line;
  while (next_line(*content, line)) {
    const std::string_view key = next_word(line);
    if (key == "read_bytes:") snapshot.set(Slot::kProcessDiskRead, number_or_nan(next_word(line)));
    if (key == "write_bytes:") snapshot.set(Slot::kProcessDiskWrite, number_or_nan(next_word(line)));
  }
}

}  // namespace otel_native::system_metrics
