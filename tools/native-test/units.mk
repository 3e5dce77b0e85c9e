# Compiles the sources of each folder above this one (../ring/*.cpp) as one unit, with its object at $(FOLDER)/up/ring/all.o. Their
# headers take most of the time, and the prebuilt binaries are one unit for each addon. The including Makefile sets SOURCES and FOLDER,
# and says how UNITS become objects. OWN are the sources of this folder itself.

# As many compilers as there are cores, also where nx starts make. A number of jobs on the command line wins.
ifeq ($(filter -j% --jobserver%,$(MAKEFLAGS)),)
  MAKEFLAGS += -j$(shell getconf _NPROCESSORS_ONLN)
endif

OWN      := $(filter-out ../%,$(SOURCES))
FOLDERS  := $(patsubst %/,%,$(sort $(dir $(filter ../%,$(SOURCES)))))
unit_of   = $(FOLDER)/$(subst ../,up/,$(1))/all.cpp
UNITS    := $(foreach folder,$(FOLDERS),$(call unit_of,$(folder)))

.PHONY: always
# Written anew only where a source was added or removed.
define unit_rule
$(call unit_of,$(1)): always
	@mkdir -p $$(@D)
	@printf '#include "%s"\n' $(foreach source,$(filter $(1)/%.cpp,$(SOURCES)),$(if $(filter $(1)/,$(dir $(source))),$(abspath $(source)))) > $$@.new
	@if cmp -s $$@.new $$@; then rm $$@.new; else mv $$@.new $$@; fi
endef
$(foreach folder,$(FOLDERS),$(eval $(call unit_rule,$(folder))))
always:
