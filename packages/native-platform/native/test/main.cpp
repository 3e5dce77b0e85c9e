#include "test.hpp"

NATIVE_TEST_MAIN
