#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace otel_native {

/// A file descriptor that its owner closes.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number = -1) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
      close();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void close();

 private:
  int number_;
};

/// Allocates the size and the disk blocks of a new file, so that no store into its mapping can hit a full disk. Writes
/// zeros if the file system cannot reserve blocks. Returns 0 or an `errno`: ENOSPC, EDQUOT, EFBIG.
int allocate_blocks(int file, std::uint64_t bytes);
/// The part of `allocate_blocks` for file systems that cannot reserve blocks.
int write_zeros(int file, std::uint64_t bytes);

/// Maps a file for reading and writing, shared with others. Returns null and sets `errno` on failure.
std::uint8_t* map_file(int file, std::size_t bytes);
/// Replaces a mapping with a file, or with zeros without a file. No other thread may use the memory meanwhile.
bool map_file_over(std::uint8_t* memory, std::size_t bytes, int file);
bool map_zeros_over(std::uint8_t* memory, std::size_t bytes);
void unmap(std::uint8_t* memory, std::size_t bytes);

/// Locks this opening of the file until it is closed. Returns false if another opening holds the lock.
bool try_lock(int file);
/// Unlocks at once. Closing the file does not unlock it while it is mapped.
void unlock(int file);

/// Identifies the current boot of the system; empty if unknown.
std::string boot_id();

}  // namespace otel_native
