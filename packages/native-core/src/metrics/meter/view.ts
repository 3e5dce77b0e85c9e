import type { InstrumentationScope } from '@opentelemetry/core';
import { kinds, readOptions, type OptionTable } from 'option-check';
import { OtelNativeError } from '@otel-native/api-bridge';
import {
  AggregationType,
  aggregationKinds,
  checkAggregation,
  type AggregationOption,
} from '../aggregation/aggregation-option';
import { inTurn, type AttributesProcessor } from '../aggregation/attributes-processor';
import type { Descriptor } from '../aggregation/descriptor';

/**
 * Which instruments a view is for, and what it changes: the options of a view in `@opentelemetry/sdk-metrics`.
 * https://opentelemetry.io/docs/specs/otel/metrics/sdk/#view
 */
export interface ViewOptions {
  /** For instruments of this name; `*` stands for any characters. */
  instrumentName?: string;
  /** For instruments of this kind, such as `COUNTER` or `OBSERVABLE_GAUGE`. */
  instrumentType?: string;
  /** For instruments with this unit. */
  instrumentUnit?: string;
  meterName?: string;
  meterVersion?: string;
  meterSchemaUrl?: string;
  /** What the metric is called. Default: as the instrument. Needs an `instrumentName` without `*`. */
  name?: string;
  /** Default: that of the instrument. */
  description?: string;
  /** Change the attributes, in turn. Default: all are kept. */
  attributesProcessors?: AttributesProcessor[];
  /** Default: as the kind of the instrument has it. */
  aggregation?: AggregationOption;
  /**
   * Series that the metric may have, including the one for measurements that overflow; with 0 or 1 all of them overflow. Default:
   * `export.cardinalityLimit`.
   */
  aggregationCardinalityLimit?: number;
}

const selectors = [
  'instrumentName',
  'instrumentType',
  'instrumentUnit',
  'meterName',
  'meterVersion',
  'meterSchemaUrl',
] as const satisfies (keyof ViewOptions)[];

const text = kinds.orNull(kinds.text);

const viewKinds = {
  instrumentName: text,
  instrumentType: text,
  instrumentUnit: text,
  meterName: text,
  meterVersion: text,
  meterSchemaUrl: text,
  name: text,
  description: text,
  attributesProcessors: kinds.list(kinds.withMethods('an AttributesProcessor', 'process')),
  aggregation: kinds.nested(aggregationKinds),
  aggregationCardinalityLimit: kinds.number({ from: 0, isWhole: true }),
} as const satisfies OptionTable<ViewOptions>;

/** A view whose options were checked. */
export class View {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly aggregation: AggregationOption;
  readonly processor: AttributesProcessor | undefined;
  readonly cardinalityLimit: number | undefined;
  readonly #options: ViewOptions;
  readonly #name: RegExp;

  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for options that make no view */
  constructor(given: ViewOptions, place: string) {
    const options = readOptions<ViewOptions>(given, viewKinds, place);
    if (selectors.every((selector) => options[selector] == null)) {
      throw invalid(place, `selects nothing: give at least one of ${selectors.join(', ')}`);
    }
    const { instrumentName, aggregationCardinalityLimit: limit } = options;
    if (options.name != null && (instrumentName == null || instrumentName.includes('*'))) {
      throw invalid(
        place,
        'has a name: give an instrumentName without "*", as names must not clash',
      );
    }
    this.#options = options;
    this.#name = pattern(instrumentName ?? '*');
    this.name = options.name;
    this.description = options.description;
    this.aggregation = options.aggregation ?? { type: AggregationType.DEFAULT };
    checkAggregation(this.aggregation);
    this.processor = inTurn(options.attributesProcessors);
    this.cardinalityLimit = limit;
  }

  selects(instrument: Descriptor, meter: InstrumentationScope): boolean {
    const { instrumentType, instrumentUnit, meterName, meterVersion, meterSchemaUrl } =
      this.#options;
    return (
      this.#name.test(instrument.name) &&
      fits(instrumentType, instrument.type) &&
      fits(instrumentUnit, instrument.unit) &&
      fits(meterName, meter.name) &&
      fits(meterVersion, meter.version ?? meterVersion) &&
      fits(meterSchemaUrl, meter.schemaUrl ?? meterSchemaUrl)
    );
  }

  /** What the stream of an instrument is called. */
  describe(instrument: Descriptor): Descriptor {
    return {
      ...instrument,
      name: this.name ?? instrument.name,
      description: this.description ?? instrument.description,
    };
  }
}

function fits(wanted: string | undefined, value: string | undefined): boolean {
  return wanted == null || wanted === value;
}

function pattern(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function invalid(place: string, message: string): Error {
  return new OtelNativeError('ERR_OTEL_NATIVE_INVALID_OPTION', `${place} ${message}`);
}
