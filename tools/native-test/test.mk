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
  SANITIZER_FLAGS := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -O1 -fPIC
else ifeq ($(SANITIZE),thread)
  SANITIZER_FLAGS := -fsanitize=thread -fno-omit-frame-pointer -O1 -fPIC
else ifeq ($(SANITIZE),)
  SANITIZER_FLAGS := -O2
else
  $(error SANITIZE is address, thread or nothing, not "$(SANITIZE)")
endif

FOLDER   := build/$(or $(SANITIZE),plain)
PROGRAM  := $(FOLDER)/tests
FLAGS    := -std=c++20 -Wall -Wextra -g $(SANITIZER_FLAGS) -pthread
# A source above this folder (../ring/reader.cpp) gets its object at build/…/up/ring/reader.o.
object_of = $(FOLDER)/$(subst ../,up/,$(1:.cpp=.o))
OBJECTS  := $(foreach source,$(SOURCES),$(call object_of,$(source)))

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

define compile_rule
$(call object_of,$(1)): $(1)
	@mkdir -p $$(@D)
	$$(CXX) $$(FLAGS) -I$$(NATIVE_TEST_FOLDER) $$(addprefix -I,$$(INCLUDES)) $$(CPPFLAGS) $$(CXXFLAGS) -MMD -MP -c $$< -o $$@
endef
$(foreach source,$(SOURCES),$(eval $(call compile_rule,$(source))))

-include $(OBJECTS:.o=.d)
