#include "pipeline/recovery.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <functional>
#include <future>
#include <thread>
#include <vector>

#include "fake-exporter.hpp"
#include "pipeline-options.hpp"
#include "record-builder.hpp"
#include "spool-folder.hpp"
#include "spool/checksum.hpp"
#include "test.hpp"
#include "traces/span-encoder.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::DeadProcess;
using test::FakeExporter;
using test::journal_entry_bytes;
using test::journal_offset;
using test::kSpoolLimits;
using test::kSpoolRingBytes;
using test::RecordBuilder;
using test::SpoolFolder;

namespace {

constexpr PipelineOptions kOptions = test::options_with_batches_of(10);

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

/// `taken` happens between the moment when the files are taken over and the moment when they are read.
Recovered recover_all(const SpoolFolder& folder, FakeExporter& exporter, const std::function<void()>& taken = [] {}) {
  auto found = folder.open()->take_abandoned(kSpoolLimits);
  taken();
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
  const std::size_t journal = journal_offset();
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

TEST(a_file_that_is_cut_while_it_is_recovered_is_reported_and_nothing_torn_is_sent) {
  constexpr std::uint32_t kSpans = 30;
  const std::size_t entry_bytes = journal_entry_bytes(span("in the journal"));
  struct Cut {
    std::size_t left;
    std::uint32_t intact;
  };
  const Cut cuts[] = {
      {0, 0},
      {100, 0},                                      // in the head
      {kSpoolPageBytes + 10, 0},                     // in the ring's tickets
      {journal_offset(), 0},                         // whole pages: the journal is gone
      {journal_offset() + 5 * entry_bytes + 50, 5},  // in the middle of a record
      {journal_offset() + 5 * entry_bytes + 16, 5},  // in the middle of an entry's header
      {journal_offset() + (kSpans - 1) * entry_bytes, kSpans - 1},
  };
  for (const Cut& cut : cuts) {
    const SpoolFolder folder;
    {
      DeadProcess dead(folder);
      for (std::uint32_t i = 0; i < kSpans; ++i) {
        dead.write(span("in the journal"));
        dead.move_ring();
      }
    }
    FakeExporter exporter;
    const Recovered recovered = recover_all(
        folder, exporter, [&] { std::filesystem::resize_file(folder.path + "/" + folder.files().front(), cut.left); });
    CHECK_EQ(recovered.outcome.damaged_files, 1u);
    CHECK_EQ(recovered.outcome.exported, cut.intact);
    CHECK_EQ(count(exporter, "in the journal"), static_cast<int>(cut.intact));
    CHECK(folder.files().empty());
  }
}

TEST(a_file_whose_ring_is_cut_while_it_is_recovered_is_reported) {
  for (const std::size_t left : {std::size_t{0}, kSpoolPageBytes + 10, kSpoolPageBytes + kRingHeaderBytes + 10}) {
    const SpoolFolder folder;
    {
      DeadProcess dead(folder);
      dead.write(span("in the ring"));
    }
    FakeExporter exporter;
    const Recovered recovered = recover_all(
        folder, exporter, [&] { std::filesystem::resize_file(folder.path + "/" + folder.files().front(), left); });
    CHECK_EQ(recovered.outcome.damaged_files, 1u);
    CHECK_EQ(recovered.outcome.exported, 0u);
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

TEST(a_file_of_an_earlier_format_is_recovered) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
    RecordBuilder record;
    record.begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanLinkCountOffset, 1u).text("with a link");
    for (int i = 0; i < 6; ++i) record.u32(0x61616161);
    dead.write(record.u32(0).text("").u32(0).u32(0).end());
  }
  change_head(folder, [](SpoolHead& head) { std::memcpy(head.format_hash, "ff2254bd482e193e", 17); });
  FakeExporter exporter;
  CHECK_EQ(recover_all(folder, exporter).outcome.exported, 1u);
  CHECK_EQ(count(exporter, "with a link"), 1);
  CHECK_EQ(count(exporter, "aaaaaaaaaaaaaaaa"), 1);
}

TEST(a_file_of_the_format_before_raw_texts_is_recovered) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
    dead.write(span("its texts are UTF-8: →"));
  }
  change_head(folder, [](SpoolHead& head) { std::memcpy(head.format_hash, "3f4a5fbe5d3cf73b", 17); });
  FakeExporter exporter;
  CHECK_EQ(recover_all(folder, exporter).outcome.exported, 1u);
  CHECK_EQ(count(exporter, "its texts are UTF-8: →"), 1);
}

TEST(log_records_of_an_earlier_format_are_left_alone) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
  }
  change_head(folder, [](SpoolHead& head) {
    std::memcpy(head.format_hash, "3f4a5fbe5d3cf73b", 17);
    head.signal = OTEL_NATIVE_SIGNAL_LOGS;
  });
  SpoolMessage error{};
  const auto found = SpoolDirectory::open(folder.path, OTEL_NATIVE_SIGNAL_LOGS, error)->take_abandoned(kSpoolLimits);
  CHECK_EQ(found.spools.size(), 0u);
  CHECK_EQ(found.messages.size(), 1u);
  CHECK_EQ(folder.files().size(), 1u);
}

TEST(a_file_with_raw_texts_is_recovered) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
    RecordBuilder record;
    record.begin(kRecordTypeSpan, kSpanHeaderBytes).at(kSpanAttributeCountOffset, 1u).text("span");
    dead.write(record.attribute("k", kValueTypeLatin1).bytes("caf\xe9").end());
  }
  FakeExporter exporter;
  CHECK_EQ(recover_all(folder, exporter).outcome.exported, 1u);
  CHECK_EQ(count(exporter, "café"), 1);
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

namespace {

/// Sends four of five spans, each in its own request, answers one of them, and stops. Returns how many spans the next
/// process finds.
std::uint64_t left_after_the_answer_to(std::size_t batch) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
    for (const char* name : {"a", "b", "c", "d", "e"}) dead.write(span(name));
    dead.move_ring();
  }
  FakeExporter exporter([](auto&, auto, otel_native_result& result) { FakeExporter::hold(result); }, 4);
  std::atomic<bool> is_done{false};
  auto found = folder.open()->take_abandoned(kSpoolLimits);
  const auto stop = recover(kSpans, found.spools, exporter.abi(), test::options_with_batches_of(1),
                            [&](const RecoveryOutcome&) { is_done = true; });
  found.spools.clear();
  while (exporter.held().size() < 4) std::this_thread::yield();
  exporter.answer_held(exporter.held()[batch], OTEL_NATIVE_EXPORT_OK);
  // The fifth one follows when the answer was taken.
  while (exporter.held().size() < 4) std::this_thread::yield();
  stop();
  while (!is_done) std::this_thread::yield();
  FakeExporter next;
  return recover_all(folder, next).outcome.exported;
}

}  // namespace

TEST(only_requests_in_front_of_which_all_are_answered_leave_the_spool) {
  CHECK_EQ(left_after_the_answer_to(0), 4u);
  // The second request is sent again: its place in the file is behind one without an answer.
  CHECK_EQ(left_after_the_answer_to(1), 5u);
}

TEST(requests_for_an_unreachable_receiver_stay_in_the_spool_together) {
  const SpoolFolder folder;
  {
    DeadProcess dead(folder);
    for (const char* name : {"a", "b", "c", "d", "e"}) dead.write(span(name));
    dead.move_ring();
  }
  int attempts = 0;
  FakeExporter exporter(
      [&](auto&, auto, otel_native_result& result) {
        if (++attempts == 1) return;
        result.status = OTEL_NATIVE_EXPORT_RETRY;
        result.unreachable = 1;
      },
      4);
  {
    auto found = folder.open()->take_abandoned(kSpoolLimits);
    RecordPipeline pipeline(kSpans, found.spools.at(0).spool, exporter.abi(), test::options_with_batches_of(1));
    pipeline.restore();
    pipeline.queue().give_up_when_unreachable();
    pipeline.close(kNever, [](const FlushOutcome&) {});
    while (!pipeline.finished()) pipeline.turn(Clock::now());
  }
  CHECK_EQ(attempts, 2);
  FakeExporter next;
  CHECK_EQ(recover_all(folder, next).outcome.exported, 4u);
}
