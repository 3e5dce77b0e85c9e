/**
 * The process under test of case `llm`: one variant traces model calls whose messages are an attribute of one size. Takes an
 * {@link LlmTask} as JSON in its first argument and prints {@link LlmWork} as JSON.
 */
import { SpanKind, trace, type Tracer } from '@opentelemetry/api';

import { makeConversations } from '../fixtures/conversations.ts';
import { startCpuMeter, type CpuUse } from '../harness/cpu-meter.ts';
import { flush } from '../harness/flush.ts';
import { LoopProbe, type LoopPauses } from '../harness/loop-probe.ts';
import { loadVariant, type VariantName } from '../variants/index.ts';

export interface LlmTask {
  readonly variant: VariantName;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  /** Characters of the message attribute. */
  readonly messageLength: number;
  readonly calls: number;
  /** Milliseconds from one call to the next, when the loop is not held. */
  readonly intervalMs: number;
}

export interface LlmWork {
  readonly pauses: LoopPauses;
  /** Of all measured calls, until everything was exported. */
  readonly cpu: CpuUse;
  /** The most memory that the process had in the measurement, looked at every {@link rssIntervalMs}. */
  readonly peakRssBytes: number;
  readonly spansMade: number;
}

/** Some, so that no SDK may keep one; few, so that they do not fill the memory that is measured. */
const distinctConversations = 8;
const warmupCalls = 3;
const rssIntervalMs = 20;

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as LlmTask)));

async function work(task: LlmTask): Promise<LlmWork> {
  const startDriver = await loadVariant(task.variant);
  const driver = startDriver({
    endpoint: task.endpoint,
    resourceAttributes: { 'service.name': 'agent-service', 'service.version': '1.4.2' },
  });
  const conversations = makeConversations(distinctConversations, task.messageLength, task.seed);
  const tracer = trace.getTracer('agent', '1.0.0');
  const call = (index: number) =>
    traceModelCall(tracer, conversations[index % distinctConversations] ?? '');

  for (let index = 0; index < warmupCalls; index++) call(index);
  await flush(driver);

  globalThis.gc?.();
  const readCpu = startCpuMeter();
  const { pauses, peakRssBytes } = await callSteadily(task, call, () => flush(driver));
  const cpu = readCpu();
  await driver.shutdown();
  return { pauses, cpu, peakRssBytes, spansMade: driver.records ? warmupCalls + task.calls : 0 };
}

/** Resolves after all calls and the export of what they made: what holds the loop for either is a pause. */
async function callSteadily(
  { calls, intervalMs }: LlmTask,
  call: (index: number) => void,
  exportAll: () => Promise<void>,
): Promise<Pick<LlmWork, 'pauses' | 'peakRssBytes'>> {
  const { promise: called, resolve } = Promise.withResolvers<void>();
  let made = 0;
  let nextMs = performance.now();
  let peakRssBytes = 0;
  let nextLookMs = 0;
  const probe = new LoopProbe(() => {
    if (performance.now() >= nextLookMs) {
      peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
      nextLookMs = performance.now() + rssIntervalMs;
    }
    if (performance.now() < nextMs) return;
    if (made === calls) return resolve();
    nextMs = performance.now() + intervalMs;
    call(made++);
  });
  await called;
  await exportAll();
  const pauses = probe.read();
  probe.stop();
  return { pauses, peakRssBytes };
}

function traceModelCall(tracer: Tracer, messages: string): void {
  const span = tracer.startSpan('chat gpt-4.1', {
    kind: SpanKind.CLIENT,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4.1',
      'gen_ai.input.messages': messages,
    },
  });
  span.setAttribute('gen_ai.usage.output_tokens', 412);
  span.end();
}
