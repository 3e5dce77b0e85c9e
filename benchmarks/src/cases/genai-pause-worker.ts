/**
 * For how long a conversation of 2.5 MB, recorded whole, holds the event loop. Takes a {@link GenAiPauseTask} as JSON in its first argument
 * and prints {@link GenAiPauseWork}.
 */
import { createGenAi } from '@otel-native/genai';

import { makeNestedConversations } from '../fixtures/conversations.ts';
import { flush } from '../harness/flush.ts';
import { LoopProbe } from '../harness/loop-probe.ts';
import { startAgentDriver, type DriverTask } from './agent-service.ts';

export interface GenAiPauseTask extends DriverTask {
  readonly seed: number;
  readonly messageLength: number;
  readonly messages: number;
  readonly calls: number;
}

export interface GenAiPauseWork {
  readonly longestMs: number;
  readonly longestCpuMs: number | null;
  /** Calls whose messages should have arrived. */
  readonly calls: number;
}

const kDistinct = 4;
const kWarmupCalls = 10;
const kIntervalMs = 100;

const task = JSON.parse(process.argv[2] ?? '') as GenAiPauseTask;
const { seed, messageLength, messages, calls } = task;
const driver = await startAgentDriver(task);
const conversations = makeNestedConversations(kDistinct, messageLength, seed, 'ascii', messages);
const { inference } = createGenAi({ captureContent: 'SPAN_ONLY', maxContentBytes: 0, cost: false });

function call(index: number): void {
  const inputMessages = conversations[index % kDistinct]!.map(({ role, parts }) => ({
    role,
    parts: [...parts],
  }));
  inference.start({ provider: 'openai', model: 'stub-1', inputMessages }).end();
}

async function runCalls(count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let made = 0;
  let nextMs = performance.now();
  tick = () => {
    if (performance.now() < nextMs) return;
    if (made === count) return resolve();
    nextMs = performance.now() + kIntervalMs;
    call(made++);
  };
  await promise;
  await flush(driver);
}

let tick = () => {};
const probe = new LoopProbe(() => tick());
await runCalls(kWarmupCalls);
probe.reset();
await runCalls(calls);
const { longestMs, longestCpuMs } = probe.read();
probe.stop();
await driver.shutdown();
const work = { longestMs, longestCpuMs, calls: kWarmupCalls + calls } satisfies GenAiPauseWork;
console.log(JSON.stringify(work));
