#pragma once

/// Runs one test of this program in a process of its own, for tests that end their process.
/// A fork alone would not do: sanitizers allow no new threads after a fork of several.
/// Returns what waitpid() says about the end.
int run_in_own_process(const char* test);

/// Whether this process is such a child.
bool is_own_process();
