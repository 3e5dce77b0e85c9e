import { isDeepStrictEqual } from 'node:util';
import { context } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import * as official from '@opentelemetry/sdk-trace';
import * as native from '@otel-native/native-core';
import { StoppedClock } from '../support/clock';
import { CollectingSink } from '../support/collecting-sink';
import { CountingIds } from '../support/counting-ids';
import { decodeSpans, type DecodedSpan } from '../support/decode-otlp';
import { withoutIds } from '../support/without-ids';
import { allowDifferences } from './differences';
import type { Outcome } from './outcome';
import { Player } from './play';
import { makeProcessor } from './processors';
import type { Program } from './program';
import { nativeSdk, officialSdk, type Sdk } from './sdk';
import { makeSampler } from './settings';
import { StrangeIds } from './strange-ids';

/** Runs the program through both SDKs; throws with the difference if there is one. */
export async function expectSame(program: Program): Promise<void> {
  const ours = allowDifferences(await runNative(program), program);
  const theirs = allowDifferences(await runOfficial(program), program);
  // The quick answer first: a matcher that can explain takes many times as long.
  if (!isDeepStrictEqual(ours, theirs)) expect(ours).toStrictEqual(theirs);
}

async function runOfficial(program: Program): Promise<Outcome> {
  const exporter = new official.InMemorySpanExporter();
  const outcome = emptyOutcome();
  const options = optionsOf(program, officialSdk, outcome);
  const provider = new official.TracerProvider({
    ...(options as object),
    spanProcessors: [
      ...(options.spanProcessors as official.SpanProcessor[]),
      new official.SimpleSpanProcessor({ exporter }),
    ],
  });
  play(program, provider, outcome);
  await provider.forceFlush();
  const spans = exporter.getFinishedSpans();
  const bytes = spans.length === 0 ? undefined : ProtobufTraceSerializer.serializeRequest(spans);
  if (bytes !== undefined) outcome.spans.push(...byScope(decodeSpans(bytes)));
  await provider.shutdown();
  return finished(program, outcome);
}

async function runNative(program: Program): Promise<Outcome> {
  const sink = new CollectingSink();
  const outcome = emptyOutcome();
  const batch = { ringBytes: kRingBytes, maxExportBatchSize: kMoreThanAProgramEnds };
  const provider = new native.TracerProvider({
    ...optionsOf(program, nativeSdk, outcome),
    exporter: sink,
    batch,
  });
  play(program, provider, outcome);
  await provider.shutdown();
  outcome.spans.push(...byScope(sink.spans()));
  return finished(program, outcome);
}

/** Small, so that it is full now and then. */
const kRingBytes = 65_536;
/** One batch, so that its spans are in the order of the official exporter's. */
const kMoreThanAProgramEnds = 10_000;

const resource = resourceFromAttributes({ 'service.name': 'sequences' });

/** Scopes may come in any order; spans of a scope come in that of their ends. */
function byScope(spans: DecodedSpan[]): DecodedSpan[] {
  const keyOf = ({ scope }: DecodedSpan) => `${scope.name}@${scope.version}`;
  return spans.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

function emptyOutcome(): Outcome {
  return { spans: [], calls: [], seen: [], shown: [], sampled: [] };
}

function optionsOf(
  { settings }: Program,
  sdk: Sdk,
  outcome: Outcome,
): native.TracerProviderOptions {
  const { ids, limits, processors } = settings;
  const sampler = makeSampler(settings, sdk, (given) => void outcome.sampled.push(given));
  return {
    resource,
    spanLimits: limits,
    spanProcessors: processors.map((kind) => makeProcessor(kind, outcome.seen)),
    ...(sampler && { sampler }),
    ...(ids === 'counting' && { idGenerator: new CountingIds() }),
    ...(ids === 'strange' && { idGenerator: new StrangeIds() }),
  };
}

function play({ sequences }: Program, provider: official.TracerProvider, outcome: Outcome): void;
function play({ sequences }: Program, provider: native.TracerProvider, outcome: Outcome): void;
function play(
  { sequences }: Program,
  provider: official.TracerProvider | native.TracerProvider,
  outcome: Outcome,
): void {
  const manager = new official.StackContextManager().enable();
  context.setGlobalContextManager(manager);
  try {
    for (const calls of sequences) {
      const clock = new StoppedClock();
      const player = new Player(provider, clock);
      outcome.calls.push(player.traces);
      clock.during(() => player.play(calls));
      outcome.shown.push(player.views());
    }
  } finally {
    context.disable();
  }
}

function finished({ settings }: Program, outcome: Outcome): Outcome {
  return settings.ids === 'random' ? (withoutIds(outcome) as Outcome) : outcome;
}
