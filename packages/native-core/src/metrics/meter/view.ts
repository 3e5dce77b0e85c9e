import type { InstrumentationScope } from '@opentelemetry/core';
import { readOptions } from 'option-check';
import { OtelNativeError } from '@otel-native/api-bridge';
import {
  AggregationType,
  checkAggregation,
  type AggregationOption,
} from '../aggregation/aggregation-option';
import { inTurn, type AttributesProcessor } from '../aggregation/attributes-processor';
import type { Descriptor } from '../aggregation/descriptor';
import { viewKinds } from './view-kinds';

/**
 * Selects instruments, and sets how they are exported: the options of a view in `@opentelemetry/sdk-metrics`. A view
 * without a selector, or with an option that contradicts another, throws.
 * https://opentelemetry.io/docs/specs/otel/metrics/sdk/#view
 */
export interface ViewOptions {
  /** For instruments of this name; `*` stands for any characters. */
  instrumentName?: string;
  /** For instruments of this kind, such as `COUNTER` or `OBSERVABLE_GAUGE`. */
  instrumentType?: string;
  /** For instruments with this unit. */
  instrumentUnit?: string;
  /** For instruments of the meter with this name. */
  meterName?: string;
  /** For instruments of meters with this version, or without one. */
  meterVersion?: string;
  /** For instruments of meters with this schema URL, or without one. */
  meterSchemaUrl?: string;
  /** Name of the metric. Default: that of the instrument. Needs an `instrumentName` without `*`. */
  name?: string;
  /** Default: that of the instrument. */
  description?: string;
  /** Change the attributes, in turn. Default: all are kept. */
  attributesProcessors?: AttributesProcessor[];
  /** Default: that of the kind of instrument. */
  aggregation?: AggregationOption;
  /**
   * Limit of series of the metric, including the one for measurements that overflow; with 0 or 1 all measurements
   * overflow. Default: `export.cardinalityLimit`.
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

/** A view whose options were checked. */
export class View {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly aggregation: AggregationOption;
  readonly processor: AttributesProcessor | undefined;
  readonly cardinalityLimit: number | undefined;
  readonly #options: ViewOptions;
  readonly #name: RegExp;

  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for invalid options */
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

  /** Returns the descriptor with the name and description of the view. */
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
