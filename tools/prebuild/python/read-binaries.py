"""Prints what LIEF finds in shared libraries, one line of JSON for each path. src/binary-facts.ts has the type."""

import json
import os
import sys

import lief


def elf_facts(binary):
    # LIEF's own lists of imports and exports leave out symbols without a type, as all those are that Node provides.
    symbols = [symbol for symbol in binary.dynamic_symbols if symbol.name]
    undefined = [symbol for symbol in symbols if symbol.shndx == 0]
    return {
        "format": "elf",
        "machine": binary.header.machine_type.name,
        "needed": list(binary.libraries),
        "exports": sorted(symbol.name for symbol in symbols if symbol.shndx != 0),
        "imports": [
            {"name": symbol.name, "version": elf_version(symbol)}
            for symbol in undefined
            if not is_optional(symbol)
        ],
        "executableStack": not binary.has_nx,
    }


def elf_version(symbol):
    if not symbol.has_version or not symbol.symbol_version.has_auxiliary_version:
        return None
    return symbol.symbol_version.symbol_version_auxiliary.name


def is_optional(symbol):
    """A weak symbol may be missing; a version that it asks for may not."""
    is_weak = symbol.binding == lief.ELF.Symbol.BINDING.WEAK
    return is_weak and elf_version(symbol) is None


LOOKED_UP_IN_THE_PROCESS = -2  # BIND_SPECIAL_DYLIB_FLAT_LOOKUP
OWN_DEFINITION = 0  # a weak one, which may be bound to another library's


def mach_o_facts(binary):
    bindings = {
        binding.symbol.name: binding.library_ordinal
        for binding in binary.bindings
        if binding.has_symbol and binding.library_ordinal != OWN_DEFINITION
    }
    return {
        "format": "mach-o",
        "machine": binary.header.cpu_type.name,
        # The first is the library's own name.
        "needed": [library.name for library in binary.libraries][1:],
        "exports": sorted(
            symbol.name for symbol in binary.exported_symbols if symbol.name
        ),
        "imports": [
            {
                "name": name,
                "version": None if ordinal == LOOKED_UP_IN_THE_PROCESS else "libSystem",
            }
            for name, ordinal in sorted(bindings.items())
        ],
        "minimumSystem": ".".join(str(part) for part in binary.build_version.minos[:2]),
    }


def facts(path):
    if lief.is_macho(path):
        found = mach_o_facts(lief.MachO.parse(path).at(0))
    elif lief.is_elf(path):
        found = elf_facts(lief.ELF.parse(path))
    else:
        found = {"format": "unknown"}
    return {"bytes": os.path.getsize(path), **found}


lief.logging.disable()
for path in sys.argv[1:]:
    print(json.dumps(facts(path)))
