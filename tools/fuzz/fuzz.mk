# Rules for libFuzzer targets: `make -C native/fuzz CXX=clang++`. A file NAME-fuzz.cpp becomes build/NAME-fuzz.
#
# The including Makefile says which sources all of them need:
#
#     SOURCES  := $(wildcard ../ring/*.cpp)
#     INCLUDES := ..
#     include ../../../../tools/fuzz/fuzz.mk

FLAGS    := -std=c++20 -Wall -Wextra -g -O1 -pthread -fsanitize=address,undefined -fno-sanitize-recover=undefined \
            -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
TARGETS  := $(patsubst %.cpp,build/%,$(wildcard *-fuzz.cpp))
object_of = build/$(subst ../,up/,$(1:.cpp=.o))
OBJECTS  := $(foreach source,$(SOURCES),$(call object_of,$(source)))

.DEFAULT_GOAL := all
.PHONY: all
all: $(TARGETS)

build/%-fuzz: %-fuzz.cpp $(OBJECTS)
	$(CXX) $(FLAGS) -fsanitize=fuzzer -I. $(addprefix -I,$(INCLUDES)) -o $@ $^

define compile_rule
$(call object_of,$(1)): $(1)
	@mkdir -p $$(@D)
	$$(CXX) $$(FLAGS) -fsanitize=fuzzer-no-link -I. $$(addprefix -I,$$(INCLUDES)) -MMD -MP -c $$< -o $$@
endef
$(foreach source,$(SOURCES),$(eval $(call compile_rule,$(source))))

-include $(OBJECTS:.o=.d)
