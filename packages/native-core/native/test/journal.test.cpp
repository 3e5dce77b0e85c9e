#include "spool/journal.hpp"

#include <cstring>
#include <string>
#include <vector>

#include "spool/checksum.hpp"
#include "spool/definitions.hpp"
#include "test.hpp"

using namespace otel_native;

namespace {

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
