#pragma once

#include <napi.h>

#include <memory>

#include "spool/spool.hpp"

namespace otel_native {

/// `openSpool(directory, ringBytes, limits)`: makes the file of a new pipeline and gives `{spool, ring}`, or
/// `{error: {code, message}}`.
Napi::Value open_spool(const Napi::CallbackInfo& info);
/// The spool that `open_spool` gave.
std::shared_ptr<Spool> unwrap_spool(Napi::Value value);

/// `recoverSpool(directory, limits, options, exporter, keepsEventLoopAlive)`: takes over what dead processes left and
/// gives `{files, messages, done, stop}`, or `{error}`. `done` resolves with the counts when the exporter answered for
/// all; `stop()` leaves what was not answered for in the files.
Napi::Value recover_spool(const Napi::CallbackInfo& info);

}  // namespace otel_native
