#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace otel_native {

/// A file descriptor that is closed with its owner.
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

/// Gives a new file its size and its blocks on the disk, so that no store into its mapping can meet a full disk; writes
/// zeros where the file system cannot reserve blocks. 0, or an `errno`: ENOSPC, EDQUOT, EFBIG.
int allocate_blocks(int file, std::uint64_t bytes);
/// The part of `allocate_blocks` for file systems that cannot reserve.
int write_zeros(int file, std::uint64_t bytes);

/// Maps a file for reading and writing, shared with others. Null, with `errno` set, when it cannot be mapped.
std::uint8_t* map_file(int file, std::size_t bytes);
/// Puts a file, or zeros of no file, in the place of what is mapped there. No other thread may use that meanwhile.
bool map_file_over(std::uint8_t* memory, std::size_t bytes, int file);
bool map_zeros_over(std::uint8_t* memory, std::size_t bytes);
void unmap(std::uint8_t* memory, std::size_t bytes);

/// Takes the lock that belongs to this opening of the file and ends with it. False when another one has it.
bool try_lock(int file);
/// Gives it back at once. Closing the file is not enough as long as it is mapped.
void unlock(int file);

/// Names the time since the system was started; empty where that cannot be told.
std::string boot_id();

}  // namespace otel_native
