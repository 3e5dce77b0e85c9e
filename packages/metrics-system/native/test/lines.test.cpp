#include "file/lines.hpp"

#include <string>
#include <string_view>

#include "file/file-reader.hpp"
#include "test.hpp"
#include "tree.hpp"

namespace otel_native::system_metrics {
namespace {

TEST(lines_and_words_come_one_after_the_other) {
  std::string_view rest = "one  two\tthree\n\nlast";
  std::string_view line;
  CHECK(next_line(rest, line));
  CHECK_EQ(std::string(next_word(line)), "one");
  CHECK_EQ(std::string(next_word(line)), "two");
  CHECK_EQ(std::string(next_word(line)), "three");
  CHECK_EQ(std::string(next_word(line)), "");
  CHECK(next_line(rest, line));
  CHECK_EQ(std::string(line), "");
  CHECK(next_line(rest, line));
  CHECK_EQ(std::string(line), "last");
  CHECK(!next_line(rest, line));
}

TEST(only_digits_are_a_number) {
  CHECK_EQ(number("0").value_or(-1), 0.0);
  CHECK_EQ(number("18446744073709551615").value_or(-1), 18446744073709551615.0);
  for (const char* word : {"", "-1", "max", "12kB", "1.5", "18446744073709551616", "0x10", " 1"})
    CHECK(!number(word).has_value());
}

TEST(octal_escapes_of_paths_are_undone) {
  CHECK_EQ(unescaped("/mnt/my\\040disk\\134x"), "/mnt/my disk\\x");
  CHECK_EQ(unescaped("ends\\04"), "ends\\04");
  CHECK_EQ(unescaped("\\999"), "\\999");
}

TEST(a_file_that_is_too_long_ends_with_its_last_whole_line) {
  const std::string line = "cpu 1234567890\n";
  std::string content;
  while (content.size() < FileReader::kMaxBytes + 100) content += line;
  Tree tree;
  tree.proc("stat", content).proc("one-line", std::string(2 * FileReader::kMaxBytes, '7'));
  FileReader files;
  const std::string_view read = files.read(tree.proc_path() + "/stat").value_or("nothing");
  CHECK_EQ(read.size() / line.size() * line.size(), read.size());
  CHECK(read.size() <= FileReader::kMaxBytes);
  CHECK_EQ(std::string(files.read(tree.proc_path() + "/one-line").value_or("nothing")), "");
  CHECK(!files.read_number(tree.proc_path() + "/one-line").has_value());
}

TEST(what_cannot_be_read_is_nothing) {
  Tree tree;
  tree.unreadable("proc/stat").proc("empty", "");
  FileReader files;
  CHECK(!files.read(tree.proc_path() + "/stat").has_value());
  CHECK(!files.read(tree.proc_path() + "/missing").has_value());
  CHECK(files.read(tree.proc_path() + "/empty").has_value());
  CHECK(!files.read_number(tree.proc_path() + "/empty").has_value());
}

TEST(files_of_the_kernel_stay_open_and_are_read_anew) {
  FileReader files;
  const double before = count_descriptors("/proc/self/fd").value_or(0);
  const std::string first(files.read("/proc/self/stat").value_or(""));
  for (volatile int i = 0; i < 50'000'000; i = i + 1) {
  }
  CHECK(first != std::string(files.read("/proc/self/stat").value_or("")));
  CHECK_EQ(count_descriptors("/proc/self/fd").value_or(0), before + 1);
  files.close_all();
  CHECK_EQ(count_descriptors("/proc/self/fd").value_or(0), before);
}

}  // namespace
}  // namespace otel_native::system_metrics
