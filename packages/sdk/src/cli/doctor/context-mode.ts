import { NativeContextManager } from '@otel-native/context-native';
import { setImmediate as turn } from 'node:timers/promises';
import { listenToDiag } from './diagnostics.ts';
import type { Report } from './report.ts';

const kVariable = 'OTEL_NATIVE_CONTEXT_MODE';

/** Returns how contexts are carried here, and why native frames are not used if they are not. */
export async function contextModeOf(): Promise<Report['context']> {
  const manager = new NativeContextManager();
  const said = listenToDiag(() => void manager.enable());
  // The SDK knows whether promises carry frames only after a turn of the event loop.
  await turn();
  const { mode } = manager;
  manager.disable();
  if (mode === 'native-frame') return { mode };
  const isAskedFor = process.env[kVariable]?.trim() === mode;
  const reason = isAskedFor ? `${kVariable} asks for it` : said.at(-1)?.message;
  return reason === undefined ? { mode } : { mode, reason };
}
