import { createRequire } from 'node:module';
import { make, mapOf, type Described } from './described.ts';

export interface BunyanCall {
  readonly way: 'message' | 'fields' | 'error' | 'format';
  readonly level: string;
  readonly isInSpan: boolean;
  /** Fields of a child logger, if the call is that of a child. */
  readonly child?:
    { readonly fields: [string, Described][]; readonly isSimple: boolean } | undefined;
  readonly message: Described;
  readonly fields: Described;
  readonly error: Described;
  readonly args: readonly Described[];
}

export interface BunyanProgram {
  readonly options: {
    readonly disableLogSending?: boolean;
    readonly disableLogCorrelation?: boolean;
    readonly logSeverity?: number;
    readonly hasHook?: boolean;
  };
  readonly isConstructed: boolean;
  readonly level: string | number | undefined;
  /** Levels of the logger's streams. */
  readonly streams: readonly (string | number | undefined)[];
  readonly hasSerializers: boolean;
  readonly fields: [string, Described][];
  readonly calls: readonly BunyanCall[];
}

interface BunyanLogger {
  child(fields: object, isSimple: boolean): BunyanLogger;
  [level: string]: unknown;
}
interface Bunyan {
  new (options: object): BunyanLogger;
  createLogger(options: object): BunyanLogger;
  readonly stdSerializers: object;
}

export async function playBunyan(
  program: BunyanProgram,
  lines: string[],
  run: (isInSpan: boolean, call: () => void) => void,
): Promise<void> {
  const bunyan = createRequire(import.meta.url)('bunyan') as Bunyan;
  const { level, streams, hasSerializers, fields, isConstructed } = program;
  const options = {
    ...mapOf(fields),
    name: 'shop',
    hostname: 'host',
    ...(level !== undefined && { level }),
    ...(hasSerializers && { serializers: bunyan.stdSerializers }),
    streams: streams.map((streamLevel) => ({
      stream: { write: (line: string) => void lines.push(withoutPid(line)) },
      ...(streamLevel !== undefined && { level: streamLevel }),
    })),
  };
  let logger: BunyanLogger | undefined;
  run(false, () => {
    logger = isConstructed ? new bunyan(options) : bunyan.createLogger(options);
  });
  if (logger === undefined) return;
  for (const call of program.calls) run(call.isInSpan, () => log(logger!, call));
}

function log(
  parent: BunyanLogger,
  { way, level, child, message, fields, error, args }: BunyanCall,
): void {
  const logger = child ? parent.child(mapOf(child.fields), child.isSimple) : parent;
  const method = (logger[level] as (...args: unknown[]) => void).bind(logger);
  if (way === 'message') method(make(message));
  else if (way === 'fields') method(make(fields), make(message), ...args.map(make));
  else if (way === 'error') method(make(error), ...args.map(make));
  else method(make(message), ...args.map(make));
}

function withoutPid(line: string): string {
  return line.replace(/"pid":\d+/, '"pid":0');
}
