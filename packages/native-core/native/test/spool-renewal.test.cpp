#include "spool/spool-renewal.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "spool-folder.hpp"
#include "test.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::DeadProcess;
using test::journal_entry_bytes;
using test::journal_offset;
using test::kSpoolLimits;
using test::kSpoolRingBytes;
using test::RecordBuilder;
using test::SpoolFolder;

namespace {

RecordBuilder span(const char* name) { return std::move(RecordBuilder().span(name)); }

/// A spool whose writer moves when it is asked to.
struct Renewed {
  explicit Renewed(const SpoolFolder& folder) : spool(make(folder)), ring(spool->ring(), spool->ring_bytes()) {}

  static std::shared_ptr<Spool> make(const SpoolFolder& folder) {
    SpoolMessage error{};
    auto spool = folder.open()->create(kSpoolRingBytes, kSpoolLimits, error);
    CHECK_EQ(error.text, std::string());
    return spool;
  }
  void write(const char* name) {
    const RecordBuilder record = span(name);
    std::memcpy(spool->ring() + kRingHeaderBytes + (written_bytes & 4095), record.data(), record.size());
    written_bytes += static_cast<std::uint32_t>(record.size());
    *reinterpret_cast<std::atomic<std::uint32_t>*>(spool->ring() + kWriteTicketOffset) = written_bytes;
    ++written;
  }
  void move_ring() { CHECK(spool->take_ring(ring) == Spool::Moved::kMoved); }
  void look() { renewal.look(now += 2s); }
  std::optional<std::uint64_t> move() { return spool->move(ring, written_bytes, written); }
  std::string read() {
    std::string all;
    ByteBuffer records;
    std::uint64_t position = 0;
    move_ring();
    while (spool->next(records, position)) all.append(reinterpret_cast<const char*>(records.data()), records.size());
    return all;
  }

  std::shared_ptr<Spool> spool;
  RingReader ring;
  std::uint32_t written_bytes = 0;
  std::uint64_t written = 0;
  std::vector<std::string> messages;
  TimePoint now = Clock::now();
  SpoolRenewal renewal{spool, [this](const std::string& message) { messages.push_back(message); }};
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Returns what the next process would find, as one text.
std::string left_in(const SpoolFolder& folder) {
  std::string all;
  auto found = folder.open()->take_abandoned(kSpoolLimits);
  for (const auto& abandoned : found.spools) {
    RingReader ring(abandoned.spool->ring(), abandoned.spool->ring_bytes());
    CHECK(abandoned.spool->take_ring(ring) == Spool::Moved::kMoved);
    ByteBuffer records;
    std::uint64_t position = 0;
    while (abandoned.spool->next(records, position)) {
      all.append(reinterpret_cast<const char*>(records.data()), records.size());
    }
    abandoned.spool->each_definition([&](std::uint32_t, const std::uint8_t* content, std::size_t size) {
      all.append(reinterpret_cast<const char*>(content), size);
      return true;
    });
  }
  return all;
}

}  // namespace

TEST(a_spool_whose_folder_was_removed_has_all_of_its_content_in_another_file) {
  const SpoolFolder folder;
  {
    Renewed renewed(folder);
    CHECK(renewed.spool->save_record(RecordBuilder().scope(0, "its scope").data(),
                                     RecordBuilder().scope(0, "its scope").size()));
    renewed.write("in the journal");
    renewed.move_ring();
    renewed.write("in the ring");
    std::filesystem::remove_all(folder.path);
    CHECK(!renewed.spool->survives());
    renewed.look();
    CHECK_EQ(renewed.messages.size(), 1u);
    CHECK(contains(renewed.messages[0], "was removed or moved away") &&
          contains(renewed.messages[0], "OTEL_NATIVE_SPOOL_RENEWED"));
    renewed.write("before it moved");
    CHECK(!renewed.move().has_value());
    CHECK(renewed.spool->survives());
    renewed.write("after it moved");
    renewed.look();
    CHECK_EQ(renewed.messages.size(), 1u);
    renewed.spool->hold();
  }
  CHECK_EQ(folder.files().size(), 1u);
  const std::string left = left_in(folder);
  for (const char* text : {"its scope", "in the journal", "in the ring", "before it moved", "after it moved"}) {
    CHECK(contains(left, text));
  }
}

TEST(a_spool_whose_folder_was_moved_leaves_no_second_copy) {
  const SpoolFolder folder;
  const SpoolFolder elsewhere;
  Renewed renewed(folder);
  renewed.write("once");
  std::filesystem::rename(folder.path, elsewhere.path + "/moved");
  renewed.look();
  CHECK(!renewed.move().has_value());
  CHECK(std::filesystem::is_empty(elsewhere.path + "/moved"));
  CHECK_EQ(folder.files().size(), 1u);
}

TEST(a_spool_file_that_was_renamed_is_delivered_once) {
  const SpoolFolder folder;
  Renewed renewed(folder);
  renewed.write("in the journal");
  renewed.move_ring();
  renewed.write("in the ring");
  std::filesystem::rename(folder.path + "/" + folder.files().front(), folder.path + "/renamed.otel-spool");
  // Its process still holds it.
  CHECK_EQ(left_in(folder), std::string());
  renewed.look();
  CHECK(!renewed.move().has_value());
  const auto found = folder.open()->take_abandoned(kSpoolLimits);
  CHECK(found.spools.empty() && found.messages.empty());
  CHECK_EQ(folder.files().size(), 1u);
  const std::string read = renewed.read();
  CHECK(contains(read, "in the journal") && contains(read, "in the ring"));
}

TEST(a_delivered_spool_file_that_has_another_name_at_the_close_is_delivered_once) {
  for (const bool is_link : {false, true}) {
    const SpoolFolder folder;
    Renewed renewed(folder);
    renewed.write("answered for");
    renewed.move_ring();
    const std::string path = folder.path + "/" + folder.files().front();
    const std::string other = folder.path + "/other.otel-spool";
    if (is_link) {
      std::filesystem::create_hard_link(path, other);
    } else {
      std::filesystem::rename(path, other);
    }
    renewed.spool->close();
    const auto found = folder.open()->take_abandoned(kSpoolLimits);
    CHECK(found.spools.empty() && found.messages.empty());
    CHECK(folder.files().empty());
  }
}

TEST(a_held_spool_file_that_was_renamed_is_found) {
  const SpoolFolder folder;
  {
    Renewed renewed(folder);
    renewed.write("held");
    std::filesystem::rename(folder.path + "/" + folder.files().front(), folder.path + "/renamed.otel-spool");
    renewed.spool->hold();
    renewed.spool->close();
  }
  CHECK(contains(left_in(folder), "held"));
}

TEST(a_record_that_is_cut_in_the_middle_is_lost_and_not_read_as_zeros) {
  const SpoolFolder folder;
  Renewed renewed(folder);
  renewed.write("whole");
  renewed.move_ring();
  renewed.write("torn");
  renewed.move_ring();
  const std::size_t first_bytes = journal_entry_bytes(span("whole"));
  std::filesystem::resize_file(folder.path + "/" + folder.files().front(), journal_offset() + first_bytes + 100);
  ByteBuffer records;
  std::uint64_t position = 0;
  CHECK(renewed.spool->next(records, position));
  CHECK_EQ(records.size(), span("whole").size());
  CHECK(!renewed.spool->next(records, position));
  renewed.look();
  CHECK_EQ(renewed.messages.size(), 1u);
  CHECK_EQ(renewed.move().value_or(99), 1u);
  renewed.write("after it moved");
  CHECK(contains(renewed.read(), "after it moved"));
}

TEST(a_spool_that_was_cut_short_counts_what_it_lost_and_goes_on_in_another_file) {
  for (const std::uintmax_t left : {std::uintmax_t{0}, std::uintmax_t{5000}}) {
    const SpoolFolder folder;
    {
      Renewed renewed(folder);
      const RecordBuilder scope = std::move(RecordBuilder().scope(0, "its scope"));
      CHECK(renewed.spool->save_record(scope.data(), scope.size()));
      renewed.write("was read");
      CHECK(contains(renewed.read(), "was read"));
      renewed.write("in the journal");
      renewed.move_ring();
      renewed.write("in the ring");
      std::filesystem::resize_file(folder.path + "/" + folder.files().front(), left);
      renewed.write("in the hole");
      // Neither the writer nor the reader makes anything of it.
      renewed.spool->take_ring(renewed.ring);
      renewed.look();
      CHECK_EQ(renewed.messages.size(), 1u);
      CHECK(contains(renewed.messages[0], "was cut short"));
      CHECK_EQ(renewed.move().value_or(99), 3u);
      CHECK(renewed.spool->survives());
      renewed.write("after it moved");
      renewed.spool->hold();
    }
    const std::string found = left_in(folder);
    CHECK(contains(found, "its scope") && contains(found, "after it moved") && !contains(found, "in the"));
    CHECK_EQ(folder.files().size(), 1u);
  }
}

TEST(a_spool_that_cannot_be_replaced_says_so_once_and_is_replaced_later) {
  const SpoolFolder folder;
  Renewed renewed(folder);
  renewed.write("kept in memory");
  std::filesystem::remove_all(folder.path);
  std::ofstream(folder.path) << "a file in its place";
  for (int i = 0; i < 8; i++) renewed.look();
  CHECK_EQ(renewed.messages.size(), 1u);
  CHECK(contains(renewed.messages[0], "The spool is off") && contains(renewed.messages[0], "OTEL_NATIVE_SPOOL_OFF"));
  CHECK(!renewed.move().has_value());
  CHECK(!renewed.spool->survives());
  renewed.write("written meanwhile");

  std::filesystem::remove(folder.path);
  for (int i = 0; i < 8; i++) renewed.look();
  CHECK_EQ(renewed.messages.size(), 2u);
  CHECK(contains(renewed.messages[1], "The spool is on again"));
  CHECK(!renewed.move().has_value());
  CHECK(renewed.spool->survives());
  const std::string read = renewed.read();
  CHECK(contains(read, "kept in memory") && contains(read, "written meanwhile"));
}

TEST(a_spool_that_was_cut_short_and_cannot_be_replaced_goes_on_in_memory) {
  const SpoolFolder folder;
  Renewed renewed(folder);
  renewed.write("lost");
  std::filesystem::resize_file(folder.path + "/" + folder.files().front(), 0);
  std::filesystem::remove_all(folder.path);
  std::ofstream(folder.path) << "a file in its place";
  renewed.look();
  CHECK_EQ(renewed.move().value_or(99), 1u);
  renewed.write("written meanwhile");
  CHECK(contains(renewed.read(), "written meanwhile"));
  CHECK(!renewed.spool->survives());
  CHECK_EQ(renewed.messages.size(), 1u);
}

TEST(a_spool_that_was_closed_gives_the_blocks_of_its_file_back) {
  const auto is_mapped = [](const std::string& name) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
      if (line.find(name) != std::string::npos) return true;
    }
    return false;
  };
  const SpoolFolder folder;
  Renewed it(folder);
  const std::string name = folder.files().at(0);
  CHECK(is_mapped(name));
  it.spool->let_go();
  CHECK(is_mapped(name));
  it.spool->close();
  it.spool->let_go();
  CHECK(!is_mapped(name));
  CHECK_EQ(it.spool->ring()[0], 0);
}
