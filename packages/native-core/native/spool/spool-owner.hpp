#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "platform/file.hpp"
#include "spool/spool.hpp"

namespace otel_native {

/// A locked spool file, under the name that its process gave it.
struct SpoolFile {
  std::shared_ptr<FileDescriptor> folder;
  /// The folder's path, for messages and for a look at the file.
  std::string folder_path;
  std::string name;
  std::shared_ptr<FileDescriptor> file;
  std::size_t bytes;
};

/// Returns the functions with which a spool looks after its file. `replace` is empty.
Spool::Owner file_owner(const SpoolFile& spool_file);

}  // namespace otel_native
