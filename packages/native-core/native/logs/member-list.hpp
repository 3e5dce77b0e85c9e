#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "record/byte-buffer.hpp"

namespace otel_native {

/// The members of one JSON object, as KeyValues behind each other in a buffer. An object may name a key twice: the last
/// value counts, and the first place decides what is beyond a limit.
class MemberList {
 public:
  explicit MemberList(ByteBuffer& out) : out_(out) {}

  /// Adds the KeyValue from `begin` to the end of the buffer.
  void add(std::size_t begin);
  bool has(std::string_view key) const;
  /// Removes repeated members, and those beyond `limit`, from the buffer. Returns how many were beyond the limit.
  std::size_t keep(std::size_t limit);
  /// Removes repeated members.
  void keep_last() { keep(size_); }
  std::size_t size() const { return size_; }

 private:
  struct Member {
    std::size_t begin;
    std::size_t end;
    std::size_t key_at;
    std::size_t key_size;
    /// Place of the first member with this key among all that were added.
    std::size_t rank;
    bool is_kept;
  };
  /// Objects with more members are sorted to find repeated ones; nobody can choose keys for which that is slow.
  static constexpr std::size_t kFew = 16;

  Member& at(std::size_t index) { return index < kFew ? few_[index] : more_[index - kFew]; }
  const Member& at(std::size_t index) const { return index < kFew ? few_[index] : more_[index - kFew]; }
  std::string_view key_of(const Member& member) const {
    return {reinterpret_cast<const char*>(out_.data()) + member.key_at, member.key_size};
  }
  bool drop_repeated_of_few();
  bool drop_repeated_of_many();
  std::size_t drop_beyond(std::size_t limit);
  void compact();

  ByteBuffer& out_;
  std::array<Member, kFew> few_;
  std::vector<Member> more_;
  std::size_t size_ = 0;
  std::size_t next_rank_ = 0;
};

}  // namespace otel_native
