import { createRequire } from 'node:module';
import type { Logger, LoggerOptions, Pino } from './pino-types.ts';
import { make, mapOf, type Described } from './described.ts';

type Entries = [string, Described][];

export interface PinoCall {
  readonly way: 'message' | 'fields' | 'fieldsAlone' | 'error' | 'errorAlone' | 'nothing';
  readonly level: string;
  readonly isInSpan: boolean;
  /** The child that logs, if the logger itself does not. */
  readonly child?:
    | {
        readonly bindings: Entries;
        readonly level?: string;
        readonly msgPrefix?: string;
        readonly hasSerializers?: boolean;
        readonly hasFormatters?: boolean;
        readonly redact?: readonly string[];
      }
    | undefined;
  readonly message: string;
  readonly fields: Described;
  readonly error: Described;
  readonly args: readonly Described[];
}

export interface PinoProgram {
  readonly options: {
    readonly disableLogSending?: boolean;
    readonly disableLogCorrelation?: boolean;
    readonly logKeys?: { traceId: string; spanId: string; traceFlags: string };
    readonly hasHook?: boolean;
  };
  readonly logger: {
    readonly level?: string;
    readonly name?: string;
    readonly messageKey?: string;
    readonly errorKey?: string;
    readonly nestedKey?: string;
    readonly msgPrefix?: string;
    readonly crlf?: boolean;
    readonly redact?: readonly string[];
    readonly base?: Entries | null;
    readonly time?: 'epochTime' | 'unixTime' | 'isoTime' | 'nullTime' | 'none' | 'own';
    readonly customLevels?: Readonly<Record<string, number>>;
    readonly mixin?: Entries;
    readonly hasSerializers?: boolean;
    readonly levelFormatter?: 'label' | 'none';
    readonly hasLogFormatter?: boolean;
    readonly hasStreamWrite?: boolean;
    readonly streams: number;
  };
  readonly calls: readonly PinoCall[];
}

export async function playPino(
  program: PinoProgram,
  lines: string[],
  run: (isInSpan: boolean, call: () => void) => void,
): Promise<void> {
  const pino = createRequire(import.meta.url)('pino') as Pino;
  const stream = { write: (line: string) => void lines.push(line.replace(/"pid":\d+/, '"pid":0')) };
  let logger: Logger | undefined;
  run(false, () => {
    const { streams } = program.logger;
    const target =
      streams === 1
        ? stream
        : pino.multistream(Array.from({ length: streams }, () => ({ level: 'trace', stream })));
    logger = pino(optionsOf(pino, program.logger), target);
  });
  if (logger === undefined) return;
  for (const call of program.calls) run(call.isInSpan, () => log(logger!, call));
}

function optionsOf(pino: Pino, described: PinoProgram['logger']): LoggerOptions {
  const { base, time, mixin, hasSerializers, levelFormatter, hasLogFormatter } = described;
  const { hasStreamWrite, ...plain } = described;
  return {
    ...plain,
    ...(base !== undefined && { base: base && mapOf(base) }),
    ...(time !== undefined && { timestamp: timeOf(pino, time) }),
    ...(mixin !== undefined && { mixin: () => mapOf(mixin) }),
    ...(hasSerializers === true && { serializers: kSerializers }),
    formatters: {
      ...(levelFormatter === 'label' && { level: (label: string) => ({ level: label }) }),
      ...(levelFormatter === 'none' && { level: () => ({ severity: 1 }) }),
      ...(hasLogFormatter === true && { log: (object: object) => ({ ...object, formatted: 1 }) }),
    },
    ...(hasStreamWrite === true && {
      hooks: { streamWrite: (line: string) => line.replace('order', 'offer') },
    }),
  };
}

const kSerializers = {
  user: (user: unknown) => `user ${JSON.stringify(user)}`,
  a: () => undefined,
};

function timeOf(pino: Pino, time: string): boolean | (() => string) {
  if (time === 'none') return false;
  return time === 'own' ? () => ',"time":"yesterday"' : pino.stdTimeFunctions[time]!;
}

function log(parent: Logger, call: PinoCall): void {
  const logger = call.child === undefined ? parent : childOf(parent, call.child);
  const { way, message, fields, error, args } = call;
  const method = logger[call.level];
  if (typeof method !== 'function') return;
  const others = args.map(make);
  const given: Record<PinoCall['way'], unknown[]> = {
    message: [message, ...others],
    fields: [make(fields), message, ...others],
    fieldsAlone: [make(fields)],
    error: [make(error), message],
    errorAlone: [make(error)],
    nothing: [],
  };
  (method as (...args: unknown[]) => void).apply(logger, given[way]);
}

function childOf(parent: Logger, child: NonNullable<PinoCall['child']>): Logger {
  const { bindings, hasSerializers, hasFormatters, ...options } = child;
  return parent.child(mapOf(bindings), {
    ...options,
    ...(hasSerializers === true && { serializers: kSerializers }),
    ...(hasFormatters === true && {
      formatters: { bindings: (given: object) => ({ ...given, bound: true }) },
    }),
  });
}
