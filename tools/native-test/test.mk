# Rules for C++ tests that run without Node: `make -C native/test check [SANITIZE=address|thread] [FILTER=name]`.
#
# The including Makefile says which sources make up the executable:
#
#     SOURCES  := $(wildcard *.cpp) $(wildcard ../ring/*.cpp)
#     INCLUDES := .. ../../../api-bridge/include
#     include ../../../../tools/native-test/test.mk
#
# Every flavour has its own folder under build/, so that switching between them rebuilds nothing.

NATIVE_TEST_FOLDER := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

ifeq ($(SANITIZE),address)
  SANITIZER_FLAGS := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -O1 -g1 -fPIC
else ifeq ($(SANITIZE),thread)
  SANITIZER_FLAGS := -fsanitize=thread -fno-omit-frame-pointer -O1 -g1 -fPIC
else ifeq ($(SANITIZE),)
  SANITIZER_FLAGS := -O1 -g
else
  $(error SANITIZE is address, thread or nothing, not "$(SANITIZE)")
endif

FOLDER   := build/$(or $(SANITIZE),plain)
PROGRAM  := $(FOLDER)/tests
FLAGS    := -std=c++20 -Wall -Wextra $(SANITIZER_FLAGS) -pthread
include $(NATIVE_TEST_FOLDER)/units.mk
OBJECTS  := $(OWN:%.cpp=$(FOLDER)/%.o) $(UNITS:.cpp=.o)

# What is tested, for programs that test it together with something else.
LIBRARY  := $(FOLDER)/library.a

.PHONY: check build library clean
.DEFAULT_GOAL := check

check: $(PROGRAM)
	./$(PROGRAM) $(FILTER)

build: $(PROGRAM)

library: $(LIBRARY)

clean:
	rm -rf build

$(PROGRAM): $(OBJECTS)
	$(CXX) $(FLAGS) -o $@ $^ $(LDFLAGS) $(LDLIBS)

$(LIBRARY): $(filter $(FOLDER)/up/%,$(OBJECTS))
	$(AR) rcs $@ $^

compile = $(CXX) $(FLAGS) $(1) -I$(NATIVE_TEST_FOLDER) $(addprefix -I,$(INCLUDES)) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c $< -o $@

# Optimized, a test takes up to three times as long to compile with sanitizers. What is tested is optimized.
$(OWN:%.cpp=$(FOLDER)/%.o): $(FOLDER)/%.o: %.cpp
	@mkdir -p $(@D)
	$(call compile,-O0)

$(UNITS:.cpp=.o): %.o: %.cpp
	$(call compile)

-include $(OBJECTS:.o=.d)
