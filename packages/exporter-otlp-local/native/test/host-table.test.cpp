#include "host/host-table.hpp"

#include <unistd.h>

#include "test.hpp"

extern "C" int otel_native_function_that_no_program_has(int);

namespace {

using namespace otel_native::otlp_local;

#define COMPLETE_FUNCTIONS(f) f(getpid) f(getppid)
#define INCOMPLETE_FUNCTIONS(f) f(getpid) f(otel_native_function_that_no_program_has) f(getppid)

struct Complete {
  OTEL_NATIVE_HOST_TABLE(COMPLETE_FUNCTIONS)
};

struct Incomplete {
  OTEL_NATIVE_HOST_TABLE(INCOMPLETE_FUNCTIONS)
};

}  // namespace

TEST(a_host_table_holds_the_functions_of_the_process) {
  const auto table = find_host_table<Complete>();
  CHECK(table.has_value());
  if (!table) return;
  CHECK_EQ(table->getpid(), getpid());
  CHECK_EQ(table->getppid(), getppid());
}

TEST(a_host_table_is_refused_if_one_name_is_missing) { CHECK(!find_host_table<Incomplete>().has_value()); }
