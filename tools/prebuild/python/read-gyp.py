"""Prints a binding.gyp as JSON: it is a Python literal."""

import ast
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    json.dump(ast.literal_eval(file.read()), sys.stdout)
