import { NativeContextManager } from '@otel-native/context-native';
import { setImmediate as turn } from 'node:timers/promises';
import { listenToDiag } from './diagnostics.ts';
import type { Report } from './report.ts';

/** How contexts are carried here, and why not in native frames. */
export async function contextModeOf(): Promise<Report['context']> {
  const manager = new NativeContextManager();
  const said = listenToDiag(() => void manager.enable());
  // Whether promises carry frames is known after a turn of the event loop.
  await turn();
  const { mode } = manager;
  manager.disable();
  const reason = said.at(-1)?.message;
  return mode === 'native-frame' || reason === undefined ? { mode } : { mode, reason };
}
