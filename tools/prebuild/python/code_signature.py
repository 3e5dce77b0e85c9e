"""The signature of a Mach-O file: macOS on arm64 ends a process that loads one without, or with a wrong one."""

import hashlib
import struct

SUPER_BLOB = 0xFADE0CC0
CODE_DIRECTORY = 0xFADE0C02
SHA256 = 2


def is_signed(binary, path):
    """Whether there is a signature, and every page of the file has the hash that it says."""
    if not binary.has_code_signature:
        return False
    with open(path, "rb") as file:
        data = file.read()
    directory = code_directory(data, binary.code_signature.data_offset)
    return directory is not None and pages_match(data, *directory)


def code_directory(data, start):
    """Where the code directory starts, and its fields."""
    magic, _, count = struct.unpack_from(">3I", data, start)
    if magic != SUPER_BLOB:
        return None
    for i in range(count):
        _, offset = struct.unpack_from(">2I", data, start + 12 + 8 * i)
        (magic,) = struct.unpack_from(">I", data, start + offset)
        if magic == CODE_DIRECTORY:
            return start + offset, struct.unpack_from(">9I4B", data, start + offset)
    return None


def pages_match(data, start, fields):
    _, _, _, _, hashes, _, _, slots, limit, size, kind, _, page_shift = fields
    page_size = 1 << page_shift
    if kind != SHA256 or slots != -(-limit // page_size):
        return False
    for slot in range(slots):
        page = data[slot * page_size : min((slot + 1) * page_size, limit)]
        at = start + hashes + slot * size
        if data[at : at + size] != hashlib.sha256(page).digest():
            return False
    return True
