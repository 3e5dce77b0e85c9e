import { isDeepStrictEqual } from 'node:util';
import { context, diag, type Logger, type LoggerProvider } from '@opentelemetry/api';
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import * as official from '@opentelemetry/sdk-logs';
import { StackContextManager } from '@opentelemetry/sdk-trace';
import * as native from '@otel-native/native-core/logs';
import { StoppedClock } from '../support/clock';
import { CollectingSink } from '../support/collecting-sink';
import { decodeLogs, type DecodedLog } from '../support/decode-logs';
import { collectDiagnostics } from '../support/diagnostics';
import { makeProcessor } from './processors';
import type { Call, Program } from './program';

/** What can be seen of a program from outside. */
interface Outcome {
  readonly logs: DecodedLog[];
  /** What processors saw and were asked. */
  readonly seen: object[];
  /** What calls returned. */
  readonly returned: unknown[];
  /** For each logger, the first one that is the same. */
  readonly sameLoggers: number[];
  readonly logged: string[];
}

/** Runs the program through both SDKs; throws with the difference if there is one. */
export async function expectSame(program: Program): Promise<void> {
  const ours = await runNative(program);
  const theirs = await runOfficial(program);
  // The quick answer first: a matcher that can explain takes many times as long.
  if (!isDeepStrictEqual(ours, theirs)) expect(ours).toStrictEqual(theirs);
}

const resource = resourceFromAttributes(
  { 'service.name': 'logs' },
  { schemaUrl: 'https://example.test/resource' },
);

async function runNative(program: Program): Promise<Outcome> {
  const sink = new CollectingSink();
  const seen: object[] = [];
  const provider = new native.LoggerProvider({
    ...optionsOf(program, seen, native),
    exporter: sink,
    batch: { ringBytes: kRingBytes },
  });
  const outcome = play(program, provider, seen);
  await provider.shutdown();
  outcome.logs.push(...sink.batches.flatMap(({ bytes }) => byScope(decodeLogs(bytes))));
  return outcome;
}

/** Small, so that it is full now and then. */
const kRingBytes = 8_192;

async function runOfficial(program: Program): Promise<Outcome> {
  const seen: object[] = [];
  const logs: DecodedLog[] = [];
  // Encodes each record when it is emitted: processors may change it later.
  const exporter: official.LogRecordExporter = {
    export(records, done) {
      logs.push(...decodeLogs(ProtobufLogsSerializer.serializeRequest(records)!));
      done({ code: 0 });
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const options = optionsOf(program, seen, official);
  const provider = new official.LoggerProvider({
    ...options,
    processors: [...options.processors, new official.SimpleLogRecordProcessor({ exporter })],
  });
  const outcome = play(program, provider, seen);
  await provider.shutdown();
  outcome.logs.push(...byScope(logs));
  return outcome;
}

function optionsOf(
  { limits, patterns, processors }: Program,
  seen: object[],
  sdk:
    | Pick<typeof native, 'createLoggerConfigurator'>
    | Pick<typeof official, 'createLoggerConfigurator'>,
) {
  return {
    resource,
    logRecordLimits: limits,
    processors: processors.map((kind) => makeProcessor(kind, seen)),
    ...(patterns && { loggerConfigurator: sdk.createLoggerConfigurator(patterns) }),
  };
}

function play(program: Program, provider: LoggerProvider, seen: object[]): Outcome {
  const logged = collectDiagnostics();
  context.setGlobalContextManager(new StackContextManager().enable());
  try {
    const loggers = program.scopes.map(({ name, version, options }) =>
      provider.getLogger(name, version, options),
    );
    const run = () => program.calls.map((call) => make(call, loggers));
    const returned = new StoppedClock().during(() => context.with(program.active, run));
    const sameLoggers = loggers.map((logger) => loggers.indexOf(logger));
    return { logs: [], seen, returned, sameLoggers, logged: logged.map(plainMessage).sort() };
  } finally {
    context.disable();
    diag.disable();
  }
}

function make(call: Call, loggers: readonly Logger[]): unknown {
  const logger = loggers[call.logger % loggers.length]!;
  return call.call === 'emit' ? logger.emit(call.record) : logger.enabled(call.query);
}

/** Without what each SDK says in its own words. */
function plainMessage(message: string): string {
  return message
    .replace(/(?<=Failed to record an exception) .*/s, '')
    .replace(/(?<=Invalid attribute key: ).*/s, '');
}

/** Scopes may come in any order; records of a scope come in that of their emission. */
function byScope(logs: DecodedLog[]): DecodedLog[] {
  const keyOf = ({ scope }: DecodedLog) => JSON.stringify(scope);
  return logs.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
