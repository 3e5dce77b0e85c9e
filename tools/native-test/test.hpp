/// A test harness in one header, for executables that run under sanitizers without Node.
///
///     TEST(ring_is_empty_at_first) { CHECK_EQ(Ring().size(), 0u); }
///
/// A failed check reports and the test goes on. Tests run in the order of their definition; the arguments of the
/// executable choose those whose name contains one of them. One that takes five minutes hangs, and ends the run.
#pragma once

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace native_test {

struct Test {
  const char* name;
  void (*run)();
};

inline std::vector<Test> tests;
inline int failures_of_current = 0;

struct Registration {
  Registration(const char* name, void (*run)()) { tests.push_back({name, run}); }
};

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

template <typename T>
std::string shown(const T& value) {
  std::ostringstream out;
  if constexpr (std::is_same_v<T, bool>) {
    out << (value ? "true" : "false");
  } else if constexpr (std::is_enum_v<T> || (std::is_integral_v<T> && sizeof(T) == 1)) {
    out << static_cast<long long>(value);
  } else if constexpr (std::is_convertible_v<T, std::string>) {
    out << '"' << std::string(value) << '"';
  } else if constexpr (Printable<T>) {
    out << value;
  } else {
    out << "(a value that has no operator<<)";
  }
  return out.str();
}

inline void fail(const char* file, int line, const std::string& text) {
  ++failures_of_current;
  std::printf("    %s:%d: %s\n", file, line, text.c_str());
}

template <typename A, typename B>
void check_equal(const A& actual, const B& expected, const char* text, const char* file, int line) {
  if (actual == expected) return;
  fail(file, line, std::string(text) + ": is " + shown(actual) + ", expected " + shown(expected));
}

inline bool is_chosen(const std::string& name, int count, char** filters) {
  for (int i = 1; i < count; ++i) {
    if (name.find(filters[i]) != std::string::npos) return true;
  }
  return count <= 1;
}

inline constexpr unsigned kMaxTestSeconds = 300;
inline const char* name_of_current = "";

inline void end_hanging_run(int) {
  std::printf("FAIL %s hangs\n", name_of_current);
  std::fflush(stdout);
  _exit(1);
}

inline int run_all(int count, char** filters) {
  int passed = 0;
  int failed = 0;
  std::signal(SIGALRM, end_hanging_run);
  for (const Test& test : tests) {
    if (!is_chosen(test.name, count, filters)) continue;
    failures_of_current = 0;
    name_of_current = test.name;
    alarm(kMaxTestSeconds);
    test.run();
    ++(failures_of_current == 0 ? passed : failed);
    std::printf("%s %s\n", failures_of_current == 0 ? "  ok" : "FAIL", test.name);
    std::fflush(stdout);
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  // Nothing ran: a wrong filter or tests that were not linked, and no reason to be content.
  return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace native_test

#define TEST(name)                                                          \
  static void name();                                                       \
  static const native_test::Registration registration_of_##name(#name, name); \
  static void name()

/// Checks that a condition holds.
#define CHECK(...) \
  ((__VA_ARGS__) ? void() : native_test::fail(__FILE__, __LINE__, "does not hold: " #__VA_ARGS__))

/// Checks that `actual == expected` and prints both when it is not so.
#define CHECK_EQ(actual, ...) \
  native_test::check_equal((actual), (__VA_ARGS__), #actual, __FILE__, __LINE__)

/// Beside the tests of one executable, in one file: `NATIVE_TEST_MAIN`.
#define NATIVE_TEST_MAIN \
  int main(int count, char** filters) { return native_test::run_all(count, filters); }
