#pragma once

#include <napi.h>

#include <memory>

#include "spool/spool.hpp"

namespace otel_native {

/// `openSpool(signal, directory, ringBytes, limits)`: creates the file of a new pipeline. Returns `{spool, ring}` or
/// `{error: {code, message}}`.
Napi::Value open_spool(const Napi::CallbackInfo& info);
/// Returns the spool that `open_spool` created.
std::shared_ptr<Spool> unwrap_spool(Napi::Value value);

/// `recoverSpool(signal, directory, limits, options, exporter, keepsEventLoopAlive)`: takes over the signal's files of
/// dead processes. Returns `{files, messages, done, stop}` or `{error}`. `done` resolves with the counts once the
/// exporter has answered every request; `stop()` leaves the rest in the files.
Napi::Value recover_spool(const Napi::CallbackInfo& info);

}  // namespace otel_native
