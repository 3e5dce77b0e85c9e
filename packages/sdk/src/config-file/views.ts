import type { AggregationConfigModel, ViewConfigModel } from '@opentelemetry/configuration';
import type {
  AggregationOption,
  AttributesProcessor,
  ViewOptions,
} from '@otel-native/native-core/metrics';
import { onlyEntry, unknown, warnOfUnused } from './entries';

/** Creates attribute processors, native or official to match the provider of the views. */
export interface ProcessorFactory {
  createAllowListAttributesProcessor(names: string[]): AttributesProcessor;
  createDenyListAttributesProcessor(names: string[]): AttributesProcessor;
}

const kInstrumentTypes = [
  'counter',
  'gauge',
  'histogram',
  'observable_counter',
  'observable_gauge',
  'observable_up_down_counter',
  'up_down_counter',
];

/** The numbers of `AggregationType`, which are the same in both packages. */
export const aggregationTypes: Readonly<Record<string, number>> = {
  default: 0,
  drop: 1,
  sum: 2,
  last_value: 3,
  explicit_bucket_histogram: 4,
  base2_exponential_bucket_histogram: 5,
};

const kDefaultBoundaries = [
  0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000,
];

/**
 * Converts one entry of `views`.
 * @throws for unknown or unsupported settings
 */
export function configuredView(view: ViewConfigModel, factory: ProcessorFactory): ViewOptions {
  const { selector, stream } = view;
  warnOfUnused('view', view, ['selector', 'stream']);
  warnOfUnused('view selector', selector, [
    'instrument_name',
    'instrument_type',
    'unit',
    'meter_name',
    'meter_version',
    'meter_schema_url',
  ]);
  warnOfUnused('view stream', stream, [
    'name',
    'description',
    'aggregation',
    'aggregation_cardinality_limit',
    'attribute_keys',
  ]);
  const options = {
    instrumentName: selector?.instrument_name || undefined,
    instrumentType: instrumentType(selector?.instrument_type),
    instrumentUnit: selector?.unit || undefined,
    meterName: selector?.meter_name || undefined,
    meterVersion: selector?.meter_version || undefined,
    meterSchemaUrl: selector?.meter_schema_url || undefined,
    name: stream?.name || undefined,
    description: stream?.description || undefined,
    aggregation: stream?.aggregation ? aggregation(stream.aggregation) : undefined,
    aggregationCardinalityLimit: stream?.aggregation_cardinality_limit ?? undefined,
    attributesProcessors: attributesProcessors(stream?.attribute_keys, factory),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function instrumentType(name: string | null | undefined): string | undefined {
  if (!name) return undefined;
  if (!kInstrumentTypes.includes(name)) throw unknown('instrument type', name);
  return name.toUpperCase();
}

function aggregation(model: AggregationConfigModel): AggregationOption {
  const [name, settings] = onlyEntry(model, 'aggregation');
  if (!Object.hasOwn(aggregationTypes, name)) throw unknown('aggregation', name);
  const type = aggregationTypes[name]!;
  if (name === 'explicit_bucket_histogram') {
    const histogram = model.explicit_bucket_histogram;
    warnOfUnused(name, histogram, ['boundaries', 'record_min_max']);
    const boundaries = histogram?.boundaries ?? kDefaultBoundaries;
    return { type, options: { boundaries, recordMinMax: histogram?.record_min_max ?? true } };
  }
  if (name === 'base2_exponential_bucket_histogram') {
    const histogram = model.base2_exponential_bucket_histogram;
    warnOfUnused(name, histogram, ['max_size', 'record_min_max']);
    const { max_size: maxSize, record_min_max: recordMinMax } = histogram ?? {};
    return {
      type,
      options: {
        ...(maxSize != null && { maxSize }),
        ...(recordMinMax != null && { recordMinMax }),
      },
    };
  }
  warnOfUnused(name, settings as object | null, []);
  return { type };
}

function attributesProcessors(
  keys: { included?: string[]; excluded?: string[] } | null | undefined,
  factory: ProcessorFactory,
): AttributesProcessor[] | undefined {
  const { included = [], excluded = [] } = keys ?? {};
  const wildcard = [...included, ...excluded].find((key) => /[*?]/.test(key));
  if (wildcard !== undefined) {
    throw new Error(`attribute_keys has "${wildcard}": wildcards are not supported`);
  }
  const processors: AttributesProcessor[] = [];
  if (included.length > 0) processors.push(factory.createAllowListAttributesProcessor(included));
  if (excluded.length > 0) processors.push(factory.createDenyListAttributesProcessor(excluded));
  return processors.length > 0 ? processors : undefined;
}
