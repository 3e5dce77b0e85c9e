import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { Writable } from 'node:stream';
import type * as Winston from 'winston';
import { make, mapOf, type Described } from './described.ts';

/** Names of formats, of winston and of the application's own. */
export const formatNames = [
  'json',
  'simple',
  'errors',
  'splat',
  'timestamp',
  'label',
  'colorize',
  'uncolorize',
  'metadata',
  'align',
  'logstash',
  'drop',
  'copy',
  'rename',
] as const;

/** A way to call a logger. */
export interface WinstonCall {
  readonly way: 'message' | 'log' | 'object' | 'meta' | 'splat' | 'error' | 'logObject' | 'write';
  readonly level: string;
  readonly isInSpan: boolean;
  /** Default fields of a child logger, if the call is that of a child. */
  readonly child?: [string, Described][] | undefined;
  readonly message: Described;
  readonly meta: Described;
  readonly splat: readonly Described[];
}

export interface WinstonProgram {
  readonly options: {
    readonly disableLogSending?: boolean;
    readonly disableLogCorrelation?: boolean;
    readonly logSeverity?: number;
    readonly severityMapping?: Record<string, number>;
    readonly hasHook?: boolean;
  };
  readonly levels: 'npm' | 'syslog' | 'cli' | 'otel' | 'own';
  readonly level: string | undefined;
  readonly formats: readonly (typeof formatNames)[number][];
  readonly defaultMeta: [string, Described][] | undefined;
  readonly transports: readonly {
    readonly level: string | undefined;
    readonly hasFormat: boolean;
  }[];
  readonly calls: readonly WinstonCall[];
}

const { otelLogLevels } = createRequire(import.meta.url)(
  '@opentelemetry/instrumentation-winston',
) as { otelLogLevels: Record<string, number> };

export async function playWinston(
  program: WinstonProgram,
  lines: string[],
  run: (isInSpan: boolean, call: () => void) => void,
): Promise<void> {
  const winston = createRequire(import.meta.url)('winston') as typeof Winston;
  const logger = loggerOf(winston, program, lines);
  for (const call of program.calls) {
    run(call.isInSpan, () => log(call.child ? logger.child(mapOf(call.child)) : logger, call));
    await setImmediate();
  }
}

function loggerOf(
  winston: typeof Winston,
  { levels, level, formats, defaultMeta, transports }: WinstonProgram,
  lines: string[],
): Winston.Logger {
  const sets: Record<string, Winston.config.AbstractConfigSetLevels> = {
    ...{ npm: winston.config.npm.levels, syslog: winston.config.syslog.levels },
    ...{ cli: winston.config.cli.levels, otel: otelLogLevels },
    own: { disaster: 0, error: 1, notable: 2, info: 3, chatter: 4 },
  };
  return winston.createLogger({
    levels: sets[levels]!,
    ...(level !== undefined && { level }),
    ...(defaultMeta && { defaultMeta: mapOf(defaultMeta) }),
    format: winston.format.combine(...formats.map((name) => formatNamed(winston, name))),
    transports: transports.map(
      (one) =>
        new winston.transports.Stream({
          ...(one.level !== undefined && { level: one.level }),
          ...(one.hasFormat && { format: winston.format.simple() }),
          stream: new Writable({
            decodeStrings: false,
            write(line: string, _encoding, done) {
              lines.push(line);
              done();
            },
          }),
        }),
    ),
  });
}

function formatNamed(winston: typeof Winston, name: (typeof formatNames)[number]) {
  const { format } = winston;
  switch (name) {
    case 'errors':
      return format.errors({ stack: true });
    case 'label':
      return format.label({ label: 'shop' });
    case 'colorize':
      return format.colorize({
        all: true,
        colors: { disaster: 'red', notable: 'blue', chatter: 'gray' },
      });
    case 'drop':
      return format((info) => (String(info.message).includes('count') ? false : info))();
    case 'copy':
      return format((info) => ({ ...info }))();
    case 'rename':
      // Loses the symbols, the level among them.
      return format((info) => ({ level: info.level, message: info.message, renamed: true }))();
    default:
      return format[name]();
  }
}

function log(logger: Winston.Logger, call: WinstonCall): void {
  const { level, way } = call;
  const message = make(call.message) as string;
  const meta = make(call.meta) as object;
  const splat = call.splat.map(make);
  const method = (logger as unknown as Record<string, (...args: unknown[]) => void>)[level];
  if (method === undefined || way === 'log') logger.log(level, message, ...splat);
  else if (way === 'message') method.call(logger, message);
  else if (way === 'object') method.call(logger, meta);
  else if (way === 'meta') method.call(logger, message, meta);
  else if (way === 'splat') method.call(logger, message, ...splat, meta);
  else if (way === 'error') method.call(logger, message, ...splat);
  else if (way === 'logObject') logger.log({ ...meta, level, message });
  else logger.write({ ...meta, level, message });
}
