import { NativeContextManager } from '@otel-native/context-native';
import { setImmediate as turn } from 'node:timers/promises';
import { listenToDiag } from './diagnostics.ts';
import type { Report } from './report.ts';

const kFrameFlag = '--experimental-async-context-frame';
const kNoFrameFlag = '--no-async-context-frame';
/** From Node 22; docs/performance.md has the figures. */
const kGain =
  'keeps contexts in native frames: an await then takes a fifth of the time, context.with two thirds';
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
  const reasons = isAskedFor ? [`${kVariable} asks for it`] : [said.at(-1)?.message, frameAdvice()];
  const reason = reasons.filter((text) => text !== undefined).join('\n');
  return reason === '' ? { mode } : { mode, reason };
}

/** How Node would keep its contexts in frames, if its command line decides that. */
function frameAdvice(): string | undefined {
  const flags = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/\s+/)];
  if (flags.includes(kNoFrameFlag)) return `Node without ${kNoFrameFlag} ${kGain}`;
  // Node 22; later versions have the flag no longer, and the frames by default.
  const needsFlag =
    process.allowedNodeEnvironmentFlags.has(kFrameFlag) && !flags.includes(kFrameFlag);
  return needsFlag ? `NODE_OPTIONS=${kFrameFlag} ${kGain}` : undefined;
}
