/** Plays programs that arrive as messages: `child.ts <library> <side>`. */
import { ROOT_CONTEXT, context, logs, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { playBunyan, type BunyanProgram } from './play-bunyan.ts';
import { playPino, type PinoProgram } from './play-pino.ts';
import { playWinston, type WinstonProgram } from './play-winston.ts';
import { nativeSide } from './native-side.ts';
import { officialSide } from './official-side.ts';
import type { Library } from './side.ts';

type Program = PinoProgram | WinstonProgram | BunyanProgram;

const [library, side] = process.argv.slice(2) as [Library, 'official' | 'native'];

stopClock();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const { provider, configure, takeRequests } =
  side === 'official' ? await officialSide(library) : await nativeSide(library);
logs.setGlobalLoggerProvider(provider);
// The API that the official transport of winston uses.
(globalThis as Record<symbol, unknown>)[Symbol.for('io.opentelemetry.js.api.logs')] = () =>
  provider;

const span = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
});

process.on('message', (program: Program) => void play(program));

async function play(program: Program): Promise<void> {
  const lines: string[] = [];
  const thrown: string[] = [];
  configure(optionsOf(program));
  const run = (inSpan: boolean, call: () => void): void => {
    try {
      context.with(inSpan ? span : ROOT_CONTEXT, call);
    } catch (error) {
      thrown.push(String(error));
    }
  };
  if (library === 'pino') await playPino(program as PinoProgram, lines, run);
  else if (library === 'winston') await playWinston(program as WinstonProgram, lines, run);
  else await playBunyan(program as BunyanProgram, lines, run);
  process.send!({ requests: await takeRequests(), lines, thrown });
}

function optionsOf({ options }: Program): object {
  const { hasHook, ...others } = options;
  if (!hasHook) return others;
  const logHook = (_span: unknown, record: Record<string, unknown>): void => {
    record['hooked'] = record['level'];
  };
  return { ...others, logHook };
}

/** Both sides must see the same time. */
function stopClock(): void {
  const kNow = 1_700_000_000_123;
  const RealDate = Date;
  class StoppedDate extends RealDate {
    constructor(...args: [] | [number]) {
      super(...(args.length === 0 ? ([kNow] as [number]) : args));
    }
    static override now(): number {
      return kNow;
    }
  }
  globalThis.Date = StoppedDate as unknown as DateConstructor;
}
