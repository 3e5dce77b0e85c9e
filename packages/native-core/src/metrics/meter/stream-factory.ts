import type { InstrumentationScope } from '@opentelemetry/core';
import type { Aggregator } from '../aggregation/aggregator';
import { ExplicitHistogramAggregator } from '../aggregation/explicit-histogram';
import { ExponentialHistogramAggregator } from '../aggregation/exponential-histogram';
import { LastValueAggregator, SumAggregator } from '../aggregation/numbers';
import { Stream } from '../aggregation/stream';
import { streamShape, type StreamShape } from '../aggregation/stream-shape';
import type { MetricPipeline } from '../metric-pipeline';
import {
  AggregationType,
  resolveAggregation,
  type AggregationOption,
  type ResolvedAggregation,
} from '../aggregation/aggregation-option';
import type { Descriptor } from '../aggregation/descriptor';
import type { ResolvedMeterOptions } from './meter-options';
import { StreamRegistry } from './stream-registry';
import { temporalityOf } from './temporality';
import type { View } from './view';

/** Makes the streams of a provider's instruments, as its views define them. */
export class StreamFactory {
  readonly #pipeline: MetricPipeline;
  readonly #views: readonly View[];
  readonly #options: ResolvedMeterOptions;
  #streamCount = 0;

  constructor(pipeline: MetricPipeline, views: readonly View[], options: ResolvedMeterOptions) {
    this.#pipeline = pipeline;
    this.#views = views;
    this.#options = options;
  }

  /** Returns a function that makes the streams of a meter's instruments. */
  ofMeter(scope: InstrumentationScope): (descriptor: Descriptor) => Stream[] {
    const scopeId = this.#pipeline.defineScope(scope);
    // Separate registries, as upstream: the stream of a view does not clash with an instrument without views.
    const ofViews = new StreamRegistry();
    const ofInstruments = new StreamRegistry();
    return (descriptor) => {
      const views = this.#views.filter((view) => view.selects(descriptor, scope));
      const streams = views.map((view) =>
        this.#make(ofViews, scopeId, view.describe(descriptor), view.aggregation, view),
      );
      if (views.length === 0) {
        const aggregation = { type: AggregationType.DEFAULT };
        streams.push(this.#make(ofInstruments, scopeId, descriptor, aggregation));
      }
      return streams.filter((stream) => stream !== undefined);
    };
  }

  #make(
    registry: StreamRegistry,
    scopeId: number,
    descriptor: Descriptor,
    option: AggregationOption,
    view?: View,
  ): Stream | undefined {
    const { defaultHistogramAggregation, temporalityPreference, cardinalityLimit } =
      this.#options.export;
    const isExponential = defaultHistogramAggregation === 'base2_exponential_bucket_histogram';
    const aggregation = resolveAggregation(
      option,
      descriptor,
      isExponential ? 'exponential' : 'explicit',
    );
    if (aggregation === undefined) return undefined;
    return registry.findOrMake(descriptor, () => {
      const temporality = temporalityOf(descriptor.type, temporalityPreference);
      const shape = streamShape(descriptor, aggregation, temporality);
      return new Stream({
        id: this.#streamCount++,
        scopeId,
        descriptor,
        shape,
        aggregator: aggregatorFor(aggregation, shape),
        processor: view?.processor,
        cardinalityLimit: view?.cardinalityLimit ?? cardinalityLimit,
        exemplarFilter: this.#options.exemplarFilter,
        definer: this.#pipeline,
      });
    });
  }
}

function aggregatorFor({ kind }: ResolvedAggregation, shape: StreamShape): Aggregator {
  switch (kind) {
    case 'sum':
      return new SumAggregator();
    case 'lastValue':
      return new LastValueAggregator();
    case 'explicit':
      return new ExplicitHistogramAggregator(shape.boundaries);
    default:
      return new ExponentialHistogramAggregator(shape.positiveCount, shape.negativeCount);
  }
}
