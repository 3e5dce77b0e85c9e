import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';

import type { Driver } from '../variants/driver.ts';
import { startAgentDriver } from './agent-service.ts';

/**
 * `none` is the AI SDK without telemetry. `listening` hears what telemetry needs to hear, and has what the library does run in a context,
 * but records nothing: what is left is the AI SDK's own work of telling. `official` is the official SDK with `@ai-sdk/otel`; `native`
 * is ours with `@otel-native/genai/ai`.
 */
export const genAiVariants = ['none', 'listening', 'official', 'native'] as const;
export type GenAiVariant = (typeof genAiVariants)[number];

export const genAiPackages: readonly string[] = [
  'ai',
  '@ai-sdk/otel',
  '@otel-native/genai',
  '@opentelemetry/sdk-trace',
  '@opentelemetry/exporter-trace-otlp-proto',
  '@otel-native/native-core',
  '@otel-native/exporter-otlp-local',
];

export interface GenAiTask {
  readonly variant: GenAiVariant;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  /** Whether messages, and arguments and results of tools, are recorded. */
  readonly recordsContent: boolean;
}

/** Starts the telemetry of a variant. Loads nothing of the others. */
export async function startGenAiTelemetry(task: GenAiTask): Promise<Driver> {
  const { variant, endpoint, recordsContent } = task;
  if (variant === 'none' || variant === 'listening') {
    if (variant === 'listening') await listen();
    return startAgentDriver({ variant: 'noop', endpoint });
  }
  const driver = await startAgentDriver({ variant, endpoint });
  if (variant === 'official') {
    const { registerTelemetry } = await import('ai');
    const { OpenTelemetry } = await import('@ai-sdk/otel');
    registerTelemetry(new OpenTelemetry());
  } else {
    const { observeAi } = await import('@otel-native/genai/ai');
    const captureContent = recordsContent ? 'SPAN_ONLY' : 'NO_CONTENT';
    // Everything, as the other records it.
    observeAi({ captureContent, maxContentBytes: 0, cost: false });
  }
  return driver;
}

async function listen(): Promise<void> {
  const { AI_SDK_TELEMETRY_TRACING_CHANNEL, registerTelemetry } = await import('ai');
  const channel = tracingChannel(AI_SDK_TELEMETRY_TRACING_CHANNEL);
  const ignore = () => {};
  channel.start.bindStore(new AsyncLocalStorage<object>(), (message) => message as object);
  channel.subscribe({
    start: ignore,
    end: ignore,
    asyncStart: ignore,
    asyncEnd: ignore,
    error: ignore,
  });
  // The channel says too little of how a call of a model or of a tool ended, failed or was aborted.
  registerTelemetry({
    onLanguageModelCallEnd: ignore,
    onToolExecutionEnd: ignore,
    onError: ignore,
    onAbort: ignore,
  });
}
