import { NativeContextManager } from '@otel-native/context-native';
import { setImmediate as turn } from 'node:timers/promises';
import { listenToDiag } from './diagnostics.ts';
import type { Report } from './report.ts';

const kVariable = 'OTEL_NATIVE_CONTEXT_MODE';

/** How contexts are carried here, and why not in native frames. */
export async function contextModeOf(): Promise<Report['context']> {
  const manager = new NativeContextManager();
  const said = listenToDiag(() => void manager.enable());
  // Whether promises carry frames is known after a turn of the event loop.
  await turn();
  const { mode } = manager;
  manager.disable();
  if (mode === 'native-frame') return { mode };
  const isAskedFor = process.env[kVariable]?.trim() === mode;
  const reason = isAskedFor ? `${kVariable} asks for it` : said.at(-1)?.message;
  return reason === undefined ? { mode } : { mode, reason };
}
