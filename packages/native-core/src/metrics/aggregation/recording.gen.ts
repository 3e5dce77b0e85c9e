// Generated from packages/native-core/schema by tools/recordgen. Do not edit.
/**
 * WebAssembly. `begin(at)` says that a recording is under way in the control block at the byte `at`, and then returns the
 * epoch; `end(at)` says that it has ended.
 */
export const kRecordingModule = 'AGFzbQEAAAABCgJgAX8Bf2ABfwACEQEEaG9zdAZtZW1vcnkCAwEBAwMCAAEHDwIFYmVnaW4AAANlbmQAAQodAhAAIABBAf4XAkAgAP4QAgALCgAgAEEA/hcCQAs=';
