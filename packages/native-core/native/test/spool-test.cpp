#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <set>
#include <thread>
#include <vector>

#include "fake-exporter.hpp"
#include "pipeline/recovery.hpp"
#include "record-builder.hpp"
#include "spool/checksum.hpp"
#include "spool/spool-directory.hpp"
#include "test.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::FakeExporter;
using test::RecordBuilder;

namespace {

constexpr SpoolLimits kLimits{.max_bytes = 1 << 16, .max_total_bytes = 1 << 30, .max_age = 24h};
constexpr std::uint64_t kRingBytes = kRingHeaderBytes + 4096;

/// Control and area of a journal, of which copies show what another process would find.
struct JournalMemory {
  explicit JournalMemory(std::size_t bytes) : area(bytes) {}
  JournalMemory(const JournalMemory& other) : area(other.area) {
    control.begin = other.control.begin.load();
    control.acknowledged = other.control.acknowledged.load();
    control.end = other.control.end.load();
  }
  Journal journal() { return Journal(control, area.data(), area.size()); }

  JournalControl control{};
  std::vector<std::uint8_t> area;
};

bool add(Journal& journal, const std::string& text, std::uint32_t ticket = 0) {
  std::uint8_t* to = journal.reserve(text.size());
  if (to == nullptr) return false;
  std::memcpy(to, text.data(), text.size());
  journal.commit(ticket);
  return true;
}

std::vector<std::string> read_all(Journal& journal) {
  std::vector<std::string> texts;
  Journal::Chunk chunk;
  while (journal.next(chunk)) texts.emplace_back(reinterpret_cast<const char*>(chunk.data), chunk.size);
  return texts;
}

using Texts = std::vector<std::string>;

struct Folder {
  Folder() {
    char name[] = "/tmp/otel-native-spool-XXXXXX";
    path = mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path)) names.push_back(entry.path().filename());
    return names;
  }
  std::unique_ptr<SpoolDirectory> open() const {
    SpoolMessage error{};
    auto directory = SpoolDirectory::open(path, error);
    CHECK_EQ(error.text, std::string());
    return directory;
  }
  std::string path;
};

constexpr PipelineOptions kOptions{.max_export_batch_size = 10,
                                   .max_export_batch_bytes = 1 << 20,
                                   .max_queue_bytes = 16 << 20,
                                   .max_queue_size = UINT64_MAX,
                                   .scheduled_delay = 1h,
                                   .export_timeout = 30s};

/// Writes to a spool as a pipeline does, and then ends without a word.
class DeadProcess {
 public:
  explicit DeadProcess(const Folder& folder) {
    SpoolMessage error{};
    spool_ = folder.open()->create(kRingBytes, kLimits, error);
    CHECK_EQ(error.text, std::string());
    ring_ = std::make_unique<RingReader>(spool_->ring(), spool_->ring_bytes());
    define(RecordBuilder().resource());
    define(RecordBuilder().scope(0, "scope"));
  }
  ~DeadProcess() { spool_->hold(); }

  void define(const RecordBuilder& record) { CHECK(spool_->save_record(record.data(), record.size())); }
  /// As JavaScript does, in the ring.
  void write(const RecordBuilder& record) {
    auto& ticket = *reinterpret_cast<std::atomic<std::uint32_t>*>(spool_->ring() + kWriteTicketOffset);
    std::memcpy(spool_->ring() + kRingHeaderBytes + (ticket & 4095), record.data(), record.size());
    ticket = ticket + static_cast<std::uint32_t>(record.size());
  }
  void move_ring() { CHECK(spool_->take_ring(*ring_) == Spool::Moved::kMoved); }
  Spool& spool() { return *spool_; }

 private:
  std::shared_ptr<Spool> spool_;
  std::unique_ptr<RingReader> ring_;
};

RecordBuilder span(const char* name) { return std::move(RecordBuilder().span(name)); }

/// A span whose name enters the string table.
RecordBuilder defining_span(std::uint32_t id, const char* name) {
  RecordBuilder record;
  record.begin(kRecordTypeSpan, kSpanHeaderBytes).at<std::uint8_t>(kSpanKindOffset, 1);
  record.at(kSpanStartSecondsOffset, 1.0).at(kSpanEndSecondsOffset, 2.0);
  record.define(id, name).end();
  return record;
}
RecordBuilder known_span(std::uint32_t id) {
  RecordBuilder record;
  record.begin(kRecordTypeSpan, kSpanHeaderBytes).at<std::uint8_t>(kSpanKindOffset, 1);
  record.at(kSpanStartSecondsOffset, 1.0).at(kSpanEndSecondsOffset, 2.0);
  record.known(id).end();
  return record;
}

struct Recovered {
  std::size_t files = 0;
  std::vector<SpoolMessage> messages;
  RecoveryOutcome outcome;
};

Recovered recover_all(const Folder& folder, FakeExporter& exporter, const SpoolLimits& limits = kLimits) {
  auto found = folder.open()->take_abandoned(limits);
  auto promise = std::make_shared<std::promise<RecoveryOutcome>>();
  recover(found.spools, exporter.abi(), kOptions,
          [promise](const RecoveryOutcome& outcome) { promise->set_value(outcome); });
  Recovered recovered{found.spools.size(), found.messages, {}};
  found.spools.clear();
  recovered.outcome = promise->get_future().get();
  return recovered;
}

/// How often the requests have the text.
int count(FakeExporter& exporter, const std::string& text) {
  int found = 0;
  for (const std::string& request : exporter.requests()) {
    for (std::size_t at = 0; (at = request.find(text, at)) != std::string::npos; ++at) ++found;
  }
  return found;
}

}  // namespace

TEST(the_checksum_is_that_of_zlib) {
  const auto of = [](const std::string& text) {
    return checksum(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  };
  CHECK_EQ(of(""), 0u);
  CHECK_EQ(of("123456789"), 0xcbf43926u);
  CHECK_EQ(of("The quick brown fox jumps over the lazy dog"), 0x414fa339u);
  const std::string text = "continued at any place";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
    CHECK_EQ(checksum(data + cut, text.size() - cut, checksum(data, cut)), of(text));
  }
}

TEST(another_process_finds_the_journal_as_it_was) {
  JournalMemory memory(1024);
  Journal journal = memory.journal();
  CHECK(add(journal, "one", 8));
  CHECK(add(journal, "two", 16));
  JournalMemory copy(memory);
  Journal found = copy.journal();
  CHECK(found.restore());
  std::uint32_t ticket = 0;
  CHECK(found.last_read_ticket(ticket));
  CHECK_EQ(ticket, 16u);
  CHECK(read_all(found) == Texts({"one", "two"}));
}

TEST(what_is_acknowledged_is_not_read_again) {
  JournalMemory memory(1024);
  Journal journal = memory.journal();
  CHECK(add(journal, "first entry"));
  CHECK(add(journal, "second entry"));
  Journal::Chunk chunk;
  CHECK(journal.next(chunk));
  journal.acknowledge(chunk.position + 6);
  JournalMemory copy(memory);
  Journal found = copy.journal();
  CHECK(found.restore());
  CHECK(read_all(found) == Texts({"entry", "second entry"}));

  journal.acknowledge(chunk.position + chunk.size);
  JournalMemory later(memory);
  Journal found_later = later.journal();
  CHECK(found_later.restore());
  CHECK(read_all(found_later) == Texts({"second entry"}));
}

TEST(a_full_journal_refuses_and_takes_again_what_was_acknowledged) {
  JournalMemory memory(512);
  Journal journal = memory.journal();
  std::uint64_t written = 0;
  std::uint64_t read = 0;
  for (int round = 0; round < 300; ++round) {
    const auto size = static_cast<std::size_t>(1 + round * 7 % 90);
    while (!add(journal, std::string(size, static_cast<char>('a' + written % 26)))) {
      Journal::Chunk chunk;
      CHECK(journal.next(chunk));
      CHECK_EQ(static_cast<char>(chunk.data[0]), static_cast<char>('a' + read % 26));
      ++read;
      journal.acknowledge(chunk.position + chunk.size);
    }
    ++written;
    // At every moment another process finds what was not acknowledged.
    JournalMemory copy(memory);
    Journal found = copy.journal();
    CHECK(found.restore());
    CHECK_EQ(read_all(found).size(), written - read);
  }
  CHECK(!add(journal, std::string(512, 'x')));
}

TEST(an_entry_that_was_not_finished_is_not_there) {
  JournalMemory memory(1024);
  Journal journal = memory.journal();
  CHECK(add(journal, "finished"));
  std::memcpy(journal.reserve(8), "torn off", 8);
  JournalMemory copy(memory);
  Journal found = copy.journal();
  CHECK(found.restore());
  CHECK(read_all(found) == Texts({"finished"}));
  CHECK(add(found, "more"));
  CHECK(read_all(found) == Texts({"more"}));
}

TEST(a_damaged_byte_cuts_off_its_entry_and_those_behind) {
  JournalMemory memory(512);
  Journal journal = memory.journal();
  for (const char* text : {"the first entry", "the second entry", "the third entry"}) CHECK(add(journal, text));
  const std::size_t used = memory.control.end;
  for (std::size_t at = 0; at < used; ++at) {
    JournalMemory damaged(memory);
    damaged.area[at] ^= 0x10;
    Journal found = damaged.journal();
    const std::size_t entry = at / 64;
    const std::size_t text_bytes = entry == 1 ? 16 : 15;
    const bool is_filling = at % 64 >= 32 + text_bytes;
    CHECK_EQ(found.restore(), is_filling);
    CHECK_EQ(read_all(found).size(), is_filling ? 3 : entry);
  }
}

TEST(no_end_that_was_made_up_is_read_past) {
  JournalMemory memory(512);
  Journal journal = memory.journal();
  for (const char* text : {"the first entry", "the second entry"}) CHECK(add(journal, text));
  const std::uint64_t used = memory.control.end;
  for (const std::uint64_t end :
       {used - 1, used + 1, used + 32, std::uint64_t{512}, std::uint64_t{513}, ~std::uint64_t{0}}) {
    JournalMemory damaged(memory);
    damaged.control.end = end;
    Journal found = damaged.journal();
    CHECK(!found.restore());
    CHECK(read_all(found).size() <= 2);
    CHECK(add(found, "goes on"));
  }
  for (const std::uint64_t begin : {std::uint64_t{1}, std::uint64_t{32}, ~std::uint64_t{0} - 31, ~std::uint64_t{0}}) {
    JournalMemory damaged(memory);
    damaged.control.begin = begin;
    Journal found = damaged.journal();
    found.restore();
    CHECK_EQ(read_all(found).size(), 0u);
  }
}

TEST(definitions_are_found_up_to_the_first_damaged_one) {
  std::vector<std::uint8_t> area(1024);
  SpoolPosition end{0};
  Definitions definitions(end, area.data(), area.size());
  const auto text = [](const char* from) { return reinterpret_cast<const std::uint8_t*>(from); };
  for (int i = 0; i < 4; ++i) CHECK(definitions.add(kDefinitionRecord, text("definition"), 10));
  CHECK(!definitions.add(kDefinitionRecord, area.data(), 1000));
  for (std::size_t at = 0; at < end; ++at) {
    std::vector<std::uint8_t> copy(area);
    copy[at] ^= 1;
    std::size_t found = 0;
    const bool whole = Definitions(end, copy.data(), copy.size()).each([&](auto, auto, auto) { return ++found; });
    const bool is_filling = at % 32 >= 26;
    CHECK_EQ(whole, is_filling);
    CHECK_EQ(found, is_filling ? 4 : at / 32);
  }
  end = 5000;
  CHECK(!definitions.each([](auto, auto, auto) { return true; }));
}

TEST(what_is_in_ring_and_journal_is_recovered_once) {
  const Folder folder;
  {
    DeadProcess dead(folder);
    dead.write(span("in the journal"));
    dead.move_ring();
    dead.write(span("in the ring"));
  }
  CHECK_EQ(folder.files().size(), 1u);
  FakeExporter exporter;
  const Recovered recovered = recover_all(folder, exporter);
  CHECK_EQ(recovered.files, 1u);
  CHECK_EQ(recovered.messages.size(), 0u);
  CHECK_EQ(recovered.outcome.exported, 2u);
  CHECK_EQ(count(exporter, "in the journal"), 1);
  CHECK_EQ(count(exporter, "in the ring"), 1);
  CHECK_EQ(exporter.shutdowns.load(), 0);
  CHECK_EQ(folder.files().size(), 0u);
}

TEST(records_that_are_in_ring_and_journal_come_once) {
  const Folder folder;
  {
    DeadProcess dead(folder);
    dead.write(span("twice"));
    dead.move_ring();
    // As if it had died between the journal's end and the ring's ticket.
    *reinterpret_cast<std::uint32_t*>(dead.spool().ring() + kReadTicketOffset) = 0;
  }
  FakeExporter exporter;
  CHECK_EQ(recover_all(folder, exporter).outcome.exported, 1u);
}

TEST(strings_that_were_defined_in_acknowledged_records_are_known) {
  const Folder folder;
  {
    DeadProcess dead(folder);
    dead.write(defining_span(0, "first name"));
    dead.move_ring();
    ByteBuffer records;
    std::uint64_t position = 0;
    CHECK(dead.spool().next(records, position));
    CHECK(dead.spool().save_strings(0, {"first name"}));
    dead.write(known_span(0));
    dead.write(defining_span(1, "second name"));
    dead.move_ring();
    dead.write(known_span(1));
    dead.spool().acknowledge(position + records.size());
  }
  FakeExporter exporter;
  const Recovered recovered = recover_all(folder, exporter);
  CHECK_EQ(recovered.outcome.exported, 3u);
  CHECK_EQ(recovered.outcome.damaged_files, 0u);
  CHECK_EQ(count(exporter, "first name"), 1);
  CHECK_EQ(count(exporter, "second name"), 2);
}

TEST(strings_that_were_saved_before_their_records_are_acknowledged_may_be_defined_again) {
  const Folder folder;
  {
    DeadProcess dead(folder);
    dead.write(defining_span(0, "name"));
    CHECK(dead.spool().save_strings(0, {"name"}));
  }
  FakeExporter exporter;
  CHECK_EQ(recover_all(folder, exporter).outcome.exported, 1u);
}

TEST(a_file_cut_off_at_any_place_or_with_any_part_damaged_does_no_harm) {
  const Folder folder;
  {
    DeadProcess dead(folder);
    dead.write(defining_span(0, "recovered"));
    CHECK(dead.spool().save_strings(0, {"recovered"}));
    dead.move_ring();
    dead.write(known_span(0));
  }
  const std::string path = folder.path + "/" + folder.files().front();
  std::ifstream in(path, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), {});
  const SpoolMemory layout(nullptr, {kRingBytes, kLimits.max_bytes});
  const auto definitions = reinterpret_cast<std::size_t>(layout.definitions());
  const auto journal = reinterpret_cast<std::size_t>(layout.journal());
  FakeExporter exporter;
  const auto write_and_recover = [&](const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
    const auto before = exporter.items.load();
    recover_all(folder, exporter);
    std::filesystem::remove(path);
    return exporter.items - before;
  };
  CHECK_EQ(write_and_recover(whole), 2u);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, sizeof(SpoolHead), kSpoolPageBytes, definitions, journal, whole.size() - 1}) {
    CHECK_EQ(write_and_recover(whole.substr(0, size)), 0u);
  }
  CHECK_EQ(write_and_recover(whole + "x"), 0u);
  // Head, control words, tickets, ring, definitions and journal, each bit of what is used of them.
  const std::pair<std::size_t, std::size_t> used[] = {{0, sizeof(SpoolHead)},
                                                      {kSpoolControlOffset, sizeof(SpoolControl)},
                                                      {kSpoolPageBytes, 8},
                                                      {kSpoolPageBytes + kReadTicketOffset, 8},
                                                      {kSpoolPageBytes + kRingHeaderBytes + 100, 128},
                                                      {definitions, 64},
                                                      {journal, 64}};
  for (const auto& [begin, size] : used) {
    for (std::size_t at = begin; at < begin + size; at += 3) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
      CHECK(write_and_recover(damaged) <= 2u);
    }
  }
}

TEST(a_ring_from_before_the_system_was_started_is_not_trusted) {
  const Folder folder;
  {
    DeadProcess dead(folder);
    dead.write(span("with a checksum"));
    dead.move_ring();
    dead.write(span("without one"));
  }
  const std::string path = folder.path + "/" + folder.files().front();
  const int file = open(path.c_str(), O_RDWR);
  SpoolHead head;
  CHECK_EQ(pread(file, &head, sizeof(head), 0), static_cast<ssize_t>(sizeof(head)));
  head.boot_id[0] ^= 1;
  head.checksum = checksum(reinterpret_cast<std::uint8_t*>(&head), offsetof(SpoolHead, checksum));
  CHECK_EQ(pwrite(file, &head, sizeof(head), 0), static_cast<ssize_t>(sizeof(head)));
  close(file);
  FakeExporter exporter;
  const Recovered recovered = recover_all(folder, exporter);
  CHECK_EQ(recovered.messages.size(), 1u);
  CHECK_EQ(count(exporter, "with a checksum"), 1);
  CHECK_EQ(count(exporter, "without one"), 0);
}

TEST(a_file_of_another_format_is_left_alone) {
  const Folder folder;
  {
    DeadProcess dead(folder);
  }
  const std::string path = folder.path + "/" + folder.files().front();
  const int file = open(path.c_str(), O_RDWR);
  SpoolHead head;
  CHECK_EQ(pread(file, &head, sizeof(head), 0), static_cast<ssize_t>(sizeof(head)));
  head.format_hash[0] ^= 1;
  head.checksum = checksum(reinterpret_cast<std::uint8_t*>(&head), offsetof(SpoolHead, checksum));
  CHECK_EQ(pwrite(file, &head, sizeof(head), 0), static_cast<ssize_t>(sizeof(head)));
  close(file);
  FakeExporter exporter;
  const Recovered recovered = recover_all(folder, exporter);
  CHECK_EQ(recovered.files, 0u);
  CHECK(recovered.messages.size() == 1 && recovered.messages[0].text.find("another version") != std::string::npos);
  CHECK_EQ(folder.files().size(), 1u);
}

TEST(one_process_takes_a_file_and_others_do_not) {
  const Folder folder;
  {
    DeadProcess dead(folder);
  }
  auto first = folder.open()->take_abandoned(kLimits);
  auto second = folder.open()->take_abandoned(kLimits);
  CHECK_EQ(first.spools.size(), 1u);
  CHECK_EQ(second.spools.size(), 0u);
  // Given up without being delivered: the next one may have it.
  first.spools.clear();
  CHECK_EQ(folder.open()->take_abandoned(kLimits).spools.size(), 1u);
}

TEST(a_file_that_was_not_finished_is_removed_unless_its_process_lives) {
  Folder folder;
  std::ofstream(folder.path + "/1-abandoned.otel-spool-new") << "half";
  const std::string held = "1-held.otel-spool-new";
  std::ofstream(folder.path + "/" + held) << "half";
  const FileDescriptor maker(open((folder.path + "/" + held).c_str(), O_RDWR | O_CLOEXEC));
  CHECK(try_lock(maker.number()));

  CHECK_EQ(folder.open()->take_abandoned(kLimits).messages.size(), 0u);

  CHECK_EQ(folder.files(), std::vector<std::string>{held});
}

TEST(a_file_that_is_being_made_counts_for_the_limit_of_the_folder) {
  Folder folder;
  SpoolMessage error{};
  std::ofstream(folder.path + "/1-half.otel-spool-new") << "half";
  const SpoolLimits limits{.max_bytes = 1 << 16, .max_total_bytes = (1 << 16) + (8 << 20), .max_age = 24h};
  CHECK(folder.open()->create(kRingBytes, limits, error) != nullptr);
  std::filesystem::resize_file(folder.path + "/1-half.otel-spool-new", 8 << 20);
  CHECK(folder.open()->create(kRingBytes, limits, error) == nullptr);
}

TEST(processes_that_make_files_and_remove_what_others_left_do_not_hinder_each_other) {
  Folder folder;
  std::atomic<bool> done = false;
  std::thread remover([&] {
    const auto directory = folder.open();
    while (!done) directory->take_abandoned(kLimits);
  });
  const auto directory = folder.open();
  for (int i = 0; i < 100; i++) {
    SpoolMessage error{};
    CHECK(directory->create(kRingBytes, kLimits, error) != nullptr);
    CHECK_EQ(error.text, std::string());
  }
  done = true;
  remover.join();
}

TEST(files_are_made_for_their_owner_alone_and_with_all_their_blocks) {
  const Folder folder;
  DeadProcess live(folder);
  struct stat status;
  CHECK_EQ(stat((folder.path + "/" + folder.files().front()).c_str(), &status), 0);
  CHECK_EQ(status.st_mode & 0777, 0600u);
  CHECK(static_cast<std::uint64_t>(status.st_blocks) * 512 >= static_cast<std::uint64_t>(status.st_size));
}

TEST(what_is_not_accepted_stays_in_the_file) {
  const Folder folder;
  {
    DeadProcess dead(folder);
    for (int i = 0; i < 20; ++i) dead.write(span("span"));
  }
  std::atomic<int> attempts{0};
  FakeExporter exporter([&](auto&, auto, otel_native_result& result) {
    if (++attempts == 1) return;
    result.status = OTEL_NATIVE_EXPORT_RETRY;
    result.retry_after_ns = 1'000'000;
  });
  auto found = folder.open()->take_abandoned(kLimits);
  std::promise<RecoveryOutcome> promise;
  const auto stop = recover(found.spools, exporter.abi(), kOptions,
                            [&](const RecoveryOutcome& outcome) { promise.set_value(outcome); });
  found.spools.clear();
  while (attempts < 3) std::this_thread::yield();
  stop();
  CHECK_EQ(promise.get_future().get().exported, 10u);
  FakeExporter accepting;
  const Recovered recovered = recover_all(folder, accepting);
  CHECK_EQ(recovered.files, 1u);
  CHECK_EQ(recovered.messages.size(), 0u);
  CHECK_EQ(recovered.outcome.damaged_files, 0u);
  CHECK_EQ(recovered.outcome.exported, 10u);
}
