/**
 * The process under test of case `context`: one variant, one round. Takes a {@link ContextTask} as JSON in its first
 * argument and prints {@link ContextWork} as JSON.
 */
import {
  context as contextApi,
  createContextKey,
  ROOT_CONTEXT,
  trace,
  type Context,
  type ContextManager,
  type Span,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NativeContextManager } from '@otel-native/context-native';
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';

import type { ContextOperation, ContextVariant } from './context-result.ts';

export interface ContextTask {
  readonly variant: ContextVariant;
  /** Other storages that are entered around everything. */
  readonly storages: number;
  /** Measured repetitions of each operation. */
  readonly repetitions: number;
}

/** What carried the contexts, and nanoseconds of wall time per operation. */
export interface ContextWork {
  readonly mode: string;
  readonly nanos: Readonly<Record<ContextOperation, number>>;
}

/** Parts that the repetitions are measured in; the fastest half counts, as the rest was disturbed. */
const kSlices = 20;
const kAwaits = 10;

const task = JSON.parse(process.argv[2] ?? '') as ContextTask;
/** Repetitions in one slice. */
const repetitions = Math.max(1, Math.floor(task.repetitions / kSlices));
const manager = managerOf(task.variant);
const span = { spanContext: () => undefined } as unknown as Span;
const key = createContextKey('something');
let sink: unknown;

console.log(JSON.stringify(await insideStorages(task.storages, work)));

function managerOf(variant: ContextVariant): ContextManager | undefined {
  if (variant === 'none') return undefined;
  return variant === 'official'
    ? new AsyncLocalStorageContextManager().enable()
    : new NativeContextManager().enable();
}

async function insideStorages<T>(count: number, fn: () => Promise<T>): Promise<T> {
  if (count === 0) return fn();
  return new AsyncLocalStorage<number>().run(count, () => insideStorages(count - 1, fn));
}

async function work(): Promise<ContextWork> {
  if (manager !== undefined) contextApi.setGlobalContextManager(manager);
  // As an application has it: a context with a span and a value in it, made from what is active.
  const context = trace.setSpan(contextApi.active(), span).setValue(key, 1);
  const nanos = {
    with: await fastest(() => measureWith(context)),
    active: await fastest(() => contextApi.with(context, measureActive)),
    setSpan: await fastest(() => contextApi.with(context, measureSetSpan)),
    bindEmitter: await fastest(() => measureBindEmitter(context)),
    awaitChain: await fastest(() => measureAwaitChain(context)),
    // Last, so that V8 knows by now that `setSpan` is called with other contexts too, as it is in applications.
    setSpanFromRoot: await fastest(measureSetSpan),
  };
  const mode = manager instanceof NativeContextManager ? manager.mode : task.variant;
  return { mode, nanos };
}

/** Nanoseconds per repetition: the mean of the faster half of the slices, after one that warms up. */
async function fastest(slice: () => number | Promise<number>): Promise<number> {
  for (let i = 0; i < kSlices / 4; i++) await slice();
  const measured: number[] = [];
  for (let i = 0; i < kSlices; i++) measured.push(await slice());
  const half = measured.toSorted((a, b) => a - b).slice(0, kSlices / 2);
  return half.reduce((sum, nanos) => sum + nanos, 0) / half.length;
}

function nanosPerRepetition(startedMs: number, count = repetitions): number {
  return ((performance.now() - startedMs) * 1_000_000) / count;
}

function nothing(): void {
  sink = undefined;
}

function measureWith(context: Context): number {
  const startedMs = performance.now();
  if (manager === undefined) for (let i = 0; i < repetitions; i++) nothing();
  else for (let i = 0; i < repetitions; i++) manager.with(context, nothing);
  return nanosPerRepetition(startedMs);
}

function measureActive(): number {
  const startedMs = performance.now();
  if (manager === undefined) for (let i = 0; i < repetitions; i++) sink = ROOT_CONTEXT;
  else for (let i = 0; i < repetitions; i++) sink = manager.active();
  return nanosPerRepetition(startedMs);
}

function measureSetSpan(): number {
  const active = contextApi.active();
  const startedMs = performance.now();
  for (let i = 0; i < repetitions; i++) sink = trace.setSpan(active, span);
  return nanosPerRepetition(startedMs);
}

/** Binds emitters that exist already, as a server's requests and responses do. */
function measureBindEmitter(context: Context): number {
  const count = Math.max(1, Math.floor(repetitions / 10));
  const emitters = Array.from({ length: count }, () => new EventEmitter());
  const startedMs = performance.now();
  if (manager === undefined) for (const emitter of emitters) sink = emitter;
  else for (const emitter of emitters) sink = manager.bind(context, emitter);
  return nanosPerRepetition(startedMs, emitters.length);
}

async function chain(): Promise<void> {
  for (let i = 0; i < kAwaits; i++) await null;
}

/** Nanoseconds per `await`, inside a context. */
async function measureAwaitChain(context: Context): Promise<number> {
  const count = Math.max(1, Math.floor(repetitions / kAwaits));
  const run = async () => {
    const startedMs = performance.now();
    for (let i = 0; i < count; i++) await chain();
    return nanosPerRepetition(startedMs, count * (kAwaits + 1));
  };
  return manager === undefined ? run() : manager.with(context, run);
}

// What was measured has to be seen to be used.
if (sink === task) process.exitCode = 1;
