/** Prints the mode of a manager before and after `enable`, and what was said meanwhile. */
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';

const messages = [];
const note = (message) => void messages.push(message);
diag.setLogger(
  { error: note, warn: note, info: note, debug: note, verbose: note },
  { logLevel: DiagLogLevel.DEBUG, suppressOverrideMessage: true },
);
messages.length = 0;
const manager = new NativeContextManager();
const before = manager.mode;
manager.enable();
new NativeContextManager().enable();
await null;
console.log(JSON.stringify({ before, after: manager.mode, messages }));
