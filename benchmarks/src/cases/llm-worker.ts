/**
 * The process under test of case `llm`: one variant traces model calls whose messages are an attribute of one size. Takes an
 * {@link LlmTask} as JSON in its first argument and prints {@link LlmWork} as JSON.
 */
import { setImmediate as nextTurnOfLoop, setTimeout as delay } from 'node:timers/promises';

import { SpanKind, trace, type AttributeValue, type Tracer } from '@opentelemetry/api';

import { makeConversations, makeNestedConversations } from '../fixtures/conversations.ts';
import { startCpuMeter, type CpuUse } from '../harness/cpu-meter.ts';
import { flush } from '../harness/flush.ts';
import { LoopProbe, type LoopPauses } from '../harness/loop-probe.ts';
import type { VariantName } from '../variants/index.ts';
import { startAgentDriver } from './agent-service.ts';
import type { MessageEncoding, MessageShape } from './llm-result.ts';

export interface LlmTask extends MessageShape {
  readonly variant: VariantName;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  readonly encoding: MessageEncoding;
  /** Calls in each of the two parts. */
  readonly calls: number;
}

export interface LlmWork {
  readonly pauses: LoopPauses;
  /** CPU that the second part took, from its first call until everything was exported. */
  readonly cpu: CpuUse;
  /** The most memory that the process had in the first part, looked at every {@link rssIntervalMs}. */
  readonly peakRssBytes: number;
  readonly spansMade: number;
}

/** Some, so that no SDK may keep one; few, so that they do not fill the memory that is measured. */
const distinctConversations = 8;
const warmupCalls = 16;
const rssIntervalMs = 20;

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as LlmTask)));

async function work(task: LlmTask): Promise<LlmWork> {
  const driver = await startAgentDriver(task);
  const conversations = makeValues(task);
  const tracer = trace.getTracer('agent', '1.0.0');
  const call = (index: number) =>
    traceModelCall(tracer, conversations[index % distinctConversations] ?? '');
  const exportAll = () => flush(driver);

  await callQuickly(task, warmupCalls, call, exportAll);

  globalThis.gc?.();
  const { pauses, peakRssBytes } = await callSteadily(task, call, exportAll);
  const readCpu = startCpuMeter();
  await callQuickly(task, task.calls, call, exportAll);
  const cpu = readCpu();
  await driver.shutdown();
  const spansMade = driver.records ? warmupCalls + 2 * task.calls : 0;
  return { pauses, cpu, peakRssBytes, spansMade };
}

function makeValues({ messageLength, messages, seed, encoding }: LlmTask): AttributeValue[] {
  if (messages === 1)
    return makeConversations(distinctConversations, messageLength, seed, encoding);
  // The type of the API does not know nested values, which the data model and both SDKs do.
  return makeNestedConversations(
    distinctConversations,
    messageLength,
    seed,
    encoding,
    messages,
  ) as unknown as AttributeValue[];
}

/**
 * Without the probe, whose ticks take more CPU than the telemetry of a call. Neither does the thread sleep between calls of
 * 100 KB: to wake up costs as much. Calls of megabytes, which no service makes back to back, are spread.
 */
async function callQuickly(
  { pauseMs, callsPerFlush }: LlmTask,
  calls: number,
  call: (index: number) => void,
  exportAll: () => Promise<void>,
): Promise<void> {
  for (let made = 0; made < calls;) {
    call(made++);
    await (pauseMs === 0 ? nextTurnOfLoop() : delay(pauseMs));
    if (made % callsPerFlush === 0 || made === calls) await exportAll();
  }
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

function traceModelCall(tracer: Tracer, messages: AttributeValue): void {
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
