import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { OtlpReceiver, type ReceivedSpan } from 'otlp-receiver';
import { environmentWithoutTelemetry } from './environment.ts';

/** How a service is started, and what it is asked. */
export interface Service {
  /** Folder in which Node starts. */
  readonly folder: string;
  /** Arguments of Node. The service prints `listening on <URL>`, and ends at SIGTERM. */
  readonly args: readonly string[];
  /** `GET /path`, one after the other. */
  readonly requests: readonly string[];
}

/** What a request led to. */
export interface Answer {
  readonly request: string;
  readonly status: number;
  /** The spans of its trace, in no order. */
  readonly spans: readonly ReceivedSpan[];
}

/** Runs a service with a receiver, asks it, and ends it with SIGTERM; nothing waits for telemetry. */
export async function runService({ folder, args, requests }: Service): Promise<Answer[]> {
  const receiver = await OtlpReceiver.start();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...environmentWithoutTelemetry(), OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const answers: Omit<Answer, 'spans'>[] = [];
  try {
    for await (const line of createInterface(child.stdout)) {
      const [, url] = /listening on (http\S+)/.exec(line) ?? [];
      if (url === undefined) continue;
      for (const [index, request] of requests.entries())
        answers.push({ request, status: await ask(url, request, traceIdOf(index)) });
      child.kill('SIGTERM');
    }
    await closed;
    return answers.map((answer, index) => ({
      ...answer,
      spans: receiver.spans.filter(({ traceId }) => traceId === traceIdOf(index)),
    }));
  } finally {
    child.kill('SIGTERM');
    await closed;
    await receiver.close();
  }
}

/** Asks in a trace of its own, by which the spans are told apart. */
async function ask(url: string, request: string, traceId: string): Promise<number> {
  const [method = 'GET', path = '/'] = request.split(' ');
  const headers = { traceparent: `00-${traceId}-${'1'.repeat(16)}-01` };
  const response = await fetch(new URL(path, url), { method, headers });
  await response.text();
  return response.status;
}

function traceIdOf(index: number): string {
  return String(index + 1).padStart(32, 'a');
}
