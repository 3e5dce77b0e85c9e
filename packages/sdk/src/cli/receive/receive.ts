import { once } from 'node:events';
import {
  OtlpReceiver,
  type ReceivedLog,
  type ReceivedMetric,
  type ReceivedSpan,
} from 'otlp-receiver';
import { valuesOf, type Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { counted } from './text.ts';
import { jsonPrinter, textPrinter, type Printer } from './printers.ts';

const kDefaultPort = '4318';
/** Most bytes of a request, compressed and decompressed; real senders stay far below. */
const kMaxBodyBytes = 64 * 1024 * 1024;
const kMaxPort = 65_535;

/** Prints what applications send over OTLP/HTTP, so that a first trace needs no Collector. */
export const command: Command = {
  usage: `Usage: npx @otel-native/sdk receive [--port PORT] [--host ADDRESS] [--json]

Receives traces, metrics and logs over OTLP/HTTP in protobuf and prints them until Ctrl-C: traces as trees with their
log records, everything else as lines.
For development: whatever comes is printed, and nothing is kept.

  --port  the port; default: ${kDefaultPort}, where applications send by default. 0 takes a free one
  --host  the address to listen on; default: 127.0.0.1, for this machine alone
  --json  prints spans, metrics and log records as they come, a JSON object a line

Ends with 0 after Ctrl-C, with 2 when it cannot listen.`,
  async run(args) {
    const values = valuesOf(args, {
      port: { type: 'string', default: kDefaultPort },
      host: { type: 'string', default: '127.0.0.1' },
      json: { type: 'boolean', default: false },
    });
    const port = portOf(values.port);
    return receive(port, values.host, values.json ? jsonPrinter() : textPrinter());
  },
};

async function receive(port: number, host: string, printer: Printer): Promise<number> {
  const receiver = await listen(port, host, printer);
  console.error(`Listening on ${receiver.url}. Press Ctrl-C to end.`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await receiver.close();
  printer.flush();
  const { spans, dataPoints, logRecords, refused } = receiver.counts();
  const received = [
    counted(spans, 'span'),
    counted(dataPoints, 'data point'),
    counted(logRecords, 'log record'),
  ];
  console.error(`${received.join(', ')}; ${counted(refused, 'request')} refused`);
  return 0;
}

async function listen(port: number, host: string, printer: Printer): Promise<OtlpReceiver> {
  try {
    return await OtlpReceiver.start({
      port,
      host,
      maxBodyBytes: kMaxBodyBytes,
      maxKeptSpans: 0,
      maxKeptMetrics: 0,
      maxKeptLogs: 0,
      onSpans: (spans: readonly ReceivedSpan[]) => printer.spans(spans),
      onMetrics: (metrics: readonly ReceivedMetric[]) => printer.metrics(metrics),
      onLogs: (logs: readonly ReceivedLog[]) => printer.logs(logs),
      onRefused: (reason: string) => console.error(`refused a request: ${reason}`),
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE') throw new UsageError(`cannot listen: ${message}`);
    throw new UsageError(
      `Port ${port} is in use, perhaps by a Collector: end that, or give another one with --port.`,
    );
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= kMaxPort && text.trim() !== '') return port;
  throw new UsageError(`--port is ${text}: expected a number from 0 to ${kMaxPort}`);
}
