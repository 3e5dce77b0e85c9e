# Rules for libFuzzer targets: `make -C native/fuzz CXX=clang++`. A file NAME-fuzz.cpp becomes build/NAME-fuzz.
#
# The including Makefile says which sources all of them need:
#
#     SOURCES  := $(wildcard ../ring/*.cpp)
#     INCLUDES := ..
#     include ../../../../tools/fuzz/fuzz.mk

FLAGS    := -std=c++20 -Wall -Wextra -g1 -O1 -pthread -fsanitize=address,undefined -fno-sanitize-recover=undefined \
            -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
TARGETS  := $(patsubst %.cpp,build/%,$(wildcard *-fuzz.cpp))
FOLDER   := build
include $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))/../native-test/units.mk
OBJECTS  := $(UNITS:.cpp=.o)

.DEFAULT_GOAL := all
.PHONY: all
all: $(TARGETS)

build/%-fuzz: %-fuzz.cpp $(OBJECTS)
	$(CXX) $(FLAGS) -fsanitize=fuzzer -I. $(addprefix -I,$(INCLUDES)) -o $@ $^

$(OBJECTS): %.o: %.cpp
	$(CXX) $(FLAGS) -fsanitize=fuzzer-no-link -I. $(addprefix -I,$(INCLUDES)) -MMD -MP -c $< -o $@

-include $(OBJECTS:.o=.d)
