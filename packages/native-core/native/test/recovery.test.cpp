#include "pipeline/recovery.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <future>
#include <thread>
#include <vector>

#include "fake-exporter.hpp"
#include "record-builder.hpp"
#include "spool-folder.hpp"
#include "spool/checksum.hpp"
#include "test.hpp"
#include "traces/span-encoder.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::DeadProcess;
using test::FakeExporter;
using test::kSpoolLimits;
using test::kSpoolRingBytes;
using test::RecordBuilder;
using test::SpoolFolder;

namespace {

constexpr PipelineOptions kOptions{.max_export_batch_size = 10,
                                   .max_export_batch_bytes = 1 << 20,
                                   .max_queue_bytes = 16 << 20,
                                   .max_queue_size = UINT64_MAX,
                                   .scheduled_delay = 1h,
                                   .export_timeout = 30s};

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

Recovered recover_all(const SpoolFolder& folder, FakeExporter& exporter, const SpoolLimits& limits = kSpoolLimits) {
  auto found = folder.open()->take_abandoned(limits);
  auto promise = std::make_shared<std::promise<RecoveryOutcome>>();
  recover(kSpans, found.spools, exporter.abi(), kOptions,
          [promise](const RecoveryOutcome& outcome) { promise->set_value(outcome); });
  Recovered recovered{found.spools.size(), found.messages, {}};
  found.spools.clear();
  recovered.outcome = promise->get_future().get();
  return recovered;
}

/// Gives the folder's only file another head, with a checksum that is right.
template <typename Change>
void change_head(const SpoolFolder& folder, Change change) {
  const std::string path = folder.path + "/" + folder.files().front();
  const int file = open(path.c_str(), O_RDWR);
  SpoolHead head;
  CHECK_EQ(pread(file, &head, sizeof(head), 0), static_cast<ssize_t>(sizeof(head)));
  change(head);
  head.checksum = checksum(reinterpret_cast<std::uint8_t*>(&head), offsetof(SpoolHead, checksum));
  CHECK_EQ(pwrite(file, &head, sizeof(head), 0), static_cast<ssize_t>(sizeof(head)));
  close(file);
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

TEST(what_is_in_ring_and_journal_is_recovered_once) {
  const SpoolFolder folder;
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
  const SpoolFolder folder;
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
  const SpoolFolder folder;
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
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
    dead.write(defining_span(0, "name"));
    CHECK(dead.spool().save_strings(0, {"name"}));
  }
  FakeExporter exporter;
  CHECK_EQ(recover_all(folder, exporter).outcome.exported, 1u);
}

TEST(a_file_cut_off_at_any_place_or_with_any_part_damaged_does_no_harm) {
  const SpoolFolder folder;
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
  const SpoolMemory layout(nullptr, {kSpoolRingBytes, kSpoolLimits.max_bytes});
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
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
    dead.write(span("with a checksum"));
    dead.move_ring();
    dead.write(span("without one"));
  }
  change_head(folder, [](SpoolHead& head) { head.boot_id[0] ^= 1; });
  FakeExporter exporter;
  const Recovered recovered = recover_all(folder, exporter);
  CHECK_EQ(recovered.messages.size(), 1u);
  CHECK_EQ(count(exporter, "with a checksum"), 1);
  CHECK_EQ(count(exporter, "without one"), 0);
}

TEST(a_file_of_another_format_is_left_alone) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
  }
  change_head(folder, [](SpoolHead& head) { head.format_hash[0] ^= 1; });
  FakeExporter exporter;
  const Recovered recovered = recover_all(folder, exporter);
  CHECK_EQ(recovered.files, 0u);
  CHECK(recovered.messages.size() == 1 && recovered.messages[0].text.find("another version") != std::string::npos);
  CHECK_EQ(folder.files().size(), 1u);
}

TEST(what_is_not_accepted_stays_in_the_file) {
  const SpoolFolder folder;
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
  auto found = folder.open()->take_abandoned(kSpoolLimits);
  std::promise<RecoveryOutcome> promise;
  const auto stop = recover(kSpans, found.spools, exporter.abi(), kOptions,
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
