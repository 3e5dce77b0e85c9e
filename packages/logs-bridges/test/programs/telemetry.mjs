/** Registers the official SDK, which keeps records in memory, for a program with one scenario. */
import { ROOT_CONTEXT, context, diag, logs, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { Writable } from 'node:stream';

const exporter = new InMemoryLogRecordExporter();
const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
const diagnostics = [];
export const lines = [];

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
logs.setGlobalLoggerProvider(provider);
// The API of `@opentelemetry/winston-transport`.
globalThis[Symbol.for('io.opentelemetry.js.api.logs')] = () => provider;
const say = (...message) => void diagnostics.push(message.map(String).join(' '));
diag.setLogger({ error: say, warn: say, info() {}, debug() {}, verbose() {} });

const span = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
});

export const inSpan = (call) => context.with(span, call);

/** A stream that keeps its lines. */
export const memory = () =>
  new Writable({
    decodeStrings: false,
    write(line, _encoding, done) {
      lines.push(line.trim());
      done();
    },
  });

/** Runs the scenario that the command line names, and prints what can be seen of it. */
export async function run(scenarios) {
  const more = await scenarios[process.argv[2]]();
  const records = exporter.getFinishedLogRecords().map((record) => ({
    body: record.body,
    severityNumber: record.severityNumber,
    severityText: record.severityText,
    attributes: record.attributes,
    spanId: record.spanContext?.spanId ?? '',
    scope: record.instrumentationScope.name,
  }));
  process.stdout.write(`\n${JSON.stringify({ records, lines, diagnostics, ...more })}\n`);
}
