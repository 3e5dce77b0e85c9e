import { SamplingDecision, createTraceState, type Attributes } from '@opentelemetry/api';
import type { Sampler, SamplingResult, SpanLimits } from '@otel-native/native-core';
import * as fc from 'fast-check';
import { plainValue } from '../support/span-view';
import type { Sdk } from './sdk';
import { attributes } from './values';
import { processorKinds, type ProcessorKind } from './processors';

/** How the providers of both SDKs are made. */
export interface Settings {
  readonly limits: SpanLimits;
  readonly sampler: SamplerSettings;
  readonly ids: 'random' | 'counting' | 'strange';
  /** In front of the exporter. */
  readonly processors: readonly ProcessorKind[];
}

export type SamplerSettings =
  | { readonly kind: 'default' | 'on' | 'off' | 'half' | 'ParentBased' | 'inverted' }
  /** Gives these answers in turn. */
  | { readonly kind: 'answers'; readonly answers: readonly SamplingResult[] };

const { NOT_RECORD, RECORD, RECORD_AND_SAMPLED } = SamplingDecision;

const counts = fc.constantFrom(0, 1, 2, 3, 128);

const limits: fc.Arbitrary<SpanLimits> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        attributeCountLimit: counts,
        attributeValueLengthLimit: fc.constantFrom(0, 1, 2, 3, 10, Infinity),
        eventCountLimit: counts,
        linkCountLimit: counts,
        attributePerEventCountLimit: counts,
        attributePerLinkCountLimit: counts,
      },
      { requiredKeys: [] },
    ),
  },
);

const answers: fc.Arbitrary<SamplingResult> = fc.record(
  {
    decision: fc.constantFrom(NOT_RECORD, RECORD, RECORD_AND_SAMPLED, RECORD_AND_SAMPLED),
    attributes: attributes.filter((value) => typeof value === 'object') as fc.Arbitrary<Attributes>,
    traceState: fc.constantFrom(createTraceState('sampler=yes'), createTraceState('')),
  },
  { requiredKeys: ['decision'] },
);

const samplers: fc.Arbitrary<SamplerSettings> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<SamplerSettings>({ kind: 'default' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('on', 'off', 'half', 'ParentBased', 'inverted') as fc.Arbitrary<'on'>,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('answers' as const),
      answers: fc.array(answers, { minLength: 1, maxLength: 4 }),
    }),
  },
);

export const settings: fc.Arbitrary<Settings> = fc.record({
  limits,
  sampler: samplers,
  ids: fc.constantFrom('random', 'counting', 'counting', 'strange'),
  processors: fc.oneof(
    fc.constant([]),
    fc.array(fc.constantFrom(...processorKinds), { maxLength: 3 }),
  ),
});

/** The sampler of the SDK's own classes where it has one. What others are given goes to `seen`. */
export function makeSampler(
  { sampler: settings, ids }: Settings,
  sdk: Sdk,
  seen: (given: unknown[]) => void,
): Sampler | undefined {
  switch (settings.kind) {
    case 'default':
      return undefined;
    case 'on':
      return new sdk.AlwaysOnSampler();
    case 'off':
      return new sdk.AlwaysOffSampler();
    case 'half':
      // Random ids would be sampled at random.
      return ids === 'random'
        ? new sdk.AlwaysOnSampler()
        : new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(0.5) });
    case 'ParentBased':
      return new sdk.ParentBasedSampler({ root: new sdk.AlwaysOffSampler() });
    case 'inverted':
      return new sdk.ParentBasedSampler({
        root: new sdk.AlwaysOnSampler(),
        remoteParentSampled: new sdk.AlwaysOffSampler(),
        remoteParentNotSampled: new sdk.AlwaysOnSampler(),
        localParentSampled: answering([{ decision: RECORD }], seen),
        localParentNotSampled: new sdk.AlwaysOnSampler(),
      });
    case 'answers':
      return answering(settings.answers, seen);
  }
}

function answering(results: readonly SamplingResult[], seen: (given: unknown[]) => void): Sampler {
  let calls = 0;
  return {
    shouldSample(_context, ...given) {
      seen(structuredView(given));
      return results[calls++ % results.length]!;
    },
    toString: () => 'answering',
  };
}

/** What is given now, whatever becomes of the objects later. */
function structuredView([traceId, name, kind, given, links]: readonly unknown[]): unknown[] {
  const list = links as readonly { attributes?: Attributes }[];
  return [
    traceId,
    name,
    kind,
    plainValue(given),
    list.map((link) => plainValue(link.attributes ?? {})),
  ];
}
