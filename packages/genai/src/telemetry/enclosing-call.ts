import { createContextKey, type Context } from '@opentelemetry/api';

/** The API makes one symbol of one description: copies of this package in a process share the key and what it names. */
const kCall = createContextKey('otel-native genai call 1');

/** What a call shows to the calls inside it, also to those that another copy of this package records. */
export interface EnclosingCall {
  readonly kind: string;
  /** `gen_ai.tool.name`, of a tool. */
  readonly toolName: string | undefined;
  readonly isEnded: boolean;
  readonly enclosing: EnclosingCall | undefined;
  /** The agent that makes the calls inside; undefined outside of agents. */
  readonly agent: EnclosingAgent | undefined;
  /** Takes the data of an inner call of the same kind, which gets no span. */
  enrich(options: object | undefined, result: object | undefined): void;
  /** An inner call of the same kind has received a chunk. */
  innerChunk(by: { readonly isRecording: boolean }): void;
}

export interface EnclosingAgent {
  readonly agentName: string | undefined;
  inferenceCalls: number;
  toolCalls: number;
}

export function withCall(context: Context, call: EnclosingCall): Context {
  return context.setValue(kCall, call);
}

export function callOf(context: Context): EnclosingCall | undefined {
  return context.getValue(kCall) as EnclosingCall | undefined;
}

/** Returns the open call of this kind that a call in this context is a part of. */
export function openCallOf(context: Context, kind: string): EnclosingCall | undefined {
  const call = callOf(context);
  return call?.kind === kind && !call.isEnded ? call : undefined;
}
