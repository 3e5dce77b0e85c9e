import { notThere, shown, shownWithNote, type Section } from '../evidence.ts';
import {
  metricConformance,
  metricInputs,
  metricInstruments,
  metricLimits,
  metricObservables,
  metricSequences,
  metricViews,
} from './tests.ts';

const ofKind = (kind: string) =>
  shown(metricInstruments('…, …', kind), metricSequences('random programs, seed …'));
const aggregation = (name: string) => shown(metricViews('aggregation …, …', name));
const oneThread = shownWithNote(
  'A JavaScript object belongs to one thread; what threads share is the runtime below the providers.',
  metricConformance('any number of providers, each with what was recorded on its own'),
);
const syntaxIsFree = shown(metricInstruments('…, …', 'counter'));
const noFilter = notThere(
  'Other producers cannot be registered: what is exported is what the provider’s own meters made. The filter is experimental in the specification.',
);
const noReservoir = notThere(
  'Reservoirs are those of the specification, built in: a call of JavaScript for each measurement would be more than the measurement costs.',
);

export const metricRows: Section = {
  '': {
    'The API provides a way to set and get a global default `MeterProvider`': shown(
      metricConformance('the global provider of the API'),
    ),
    'It is possible to create any number of `MeterProvider`s': shown(
      metricConformance('any number of providers, each with what was recorded on its own'),
    ),
    '`MeterProvider` provides a way to get a `Meter`': shown(
      metricInstruments('meters of other names and versions'),
    ),
    '`get_meter` accepts name, `version` and `schema_url`': shown(
      metricInstruments('meters of other names and versions'),
      metricInstruments('a meter that is asked for twice is one'),
    ),
    '`get_meter` accepts `attributes`': notThere(
      '`getMeter` of `@opentelemetry/api` 1.10 takes a name, a version and a schema URL.',
    ),
    'When an invalid `name` is specified a working `Meter` implementation is returned as a fallback':
      shown(metricConformance('a meter without a name works, and its name stays empty')),
    'The fallback `Meter` `name` property keeps its original invalid value': shown(
      metricConformance('a meter without a name works, and its name stays empty'),
    ),
    'Associate `Meter` with `InstrumentationScope`': shown(
      metricInstruments('meters of other names and versions'),
    ),
    '`Counter` instrument is supported': ofKind('counter'),
    '`AsynchronousCounter` instrument is supported': ofKind('observable counter'),
    '`Histogram` instrument is supported': ofKind('histogram'),
    '`AsynchronousGauge` instrument is supported': ofKind('observable gauge'),
    '`Gauge` instrument is supported': ofKind('gauge'),
    '`UpDownCounter` instrument is supported': ofKind('up-down counter'),
    '`AsynchronousUpDownCounter` instrument is supported': ofKind('observable up-down counter'),
    'Instruments have `name`': syntaxIsFree,
    'Instruments have kind': syntaxIsFree,
    'Instruments have an optional unit of measure': syntaxIsFree,
    'Instruments have an optional description': syntaxIsFree,
    'A valid instrument MUST be created and warning SHOULD be emitted when multiple instruments are registered under the same `Meter` using the same `name`':
      shown(metricInstruments('instruments of one name that conflict')),
    'Duplicate instrument registration name conflicts are resolved by using the first-seen for the stream name':
      shown(metricConformance('names that differ in case only are one stream, named as the first')),
    'It is possible to register two instruments with same `name` under different `Meter`s': shown(
      metricInstruments('meters of other names and versions'),
    ),
    'Instrument names conform to the specified syntax': shownWithNote(
      'Another name is said in a warning and used, as upstream does.',
      metricInputs('instrument name … (…)'),
    ),
    'Instrument units conform to the specified syntax': shownWithNote(
      'Any text is passed on.',
      metricInstruments('…, …', 'gauge'),
    ),
    'Instrument descriptions conform to the specified syntax': shownWithNote(
      'Any text is passed on.',
      metricInstruments('the same instrument with a longer description'),
    ),
    'Instrument supports the advisory ExplicitBucketBoundaries parameter': shown(
      metricInstruments('…, …', 'histogram with advice'),
      metricInstruments('…, …', 'histogram of one bucket by advice'),
    ),
    'Instrument supports the advisory Attributes parameter': notThere(
      '`MetricAdvice` of `@opentelemetry/api` 1.10 has bucket boundaries only.',
    ),
    'Synchronous instruments support Bind to pre-associate attributes': notThere(
      '`@opentelemetry/api` has no bound instruments any more.',
    ),
    'All methods of `MeterProvider` are safe to be called concurrently': oneThread,
    'All methods of `Meter` are safe to be called concurrently': oneThread,
    'All methods of any instrument are safe to be called concurrently': oneThread,
    '`MeterProvider` allows a `Resource` to be specified': shown(
      metricInstruments('meters of other names and versions'),
    ),
    'A specified `Resource` can be associated with all the produced metrics from any `Meter` from the `MeterProvider`':
      shown(metricInstruments('meters of other names and versions')),
    'The supplied `name`, `version` and `schema_url` arguments passed to the `MeterProvider` are used to create an `InstrumentationLibrary` instance stored in the `Meter`':
      notThere('`InstrumentationScope` has taken its place.'),
    'The supplied `name`, `version` and `schema_url` arguments passed to the `MeterProvider` are used to create an `InstrumentationScope` instance stored in the `Meter`':
      shown(metricInstruments('meters of other names and versions')),
    'Configuration is managed solely by the `MeterProvider`': shown(
      metricViews('attributes that are allowed'),
    ),
    'The `MeterProvider` provides methods to update the configuration': notThere(
      'Options are read once, as upstream.',
    ),
    'The updated configuration applies to all already returned `Meter`s': notThere(
      'Options are read once, as upstream.',
    ),
    'There is a way to register `View`s with a `MeterProvider`': shown(metricViews('another name')),
    'The `View` instrument selection criteria is as specified': shown(
      metricViews('selected by kind'),
      metricViews('selected by unit'),
      metricViews('selected by meter'),
      metricViews('selected by version'),
      metricViews('selected by schema'),
      metricViews('all criteria have to hold'),
    ),
    'The `View` instrument selection criteria supports wildcards': shown(
      metricViews('wildcard at the end'),
      metricViews('wildcard in the middle'),
      metricViews('wildcard at the beginning'),
    ),
    'The `View` instrument selection criteria supports the match-all wildcard': shown(
      metricViews('attributes that are denied'),
    ),
    'The `View` allows configuring the name, description, attributes keys and aggregation of the resulting metric stream':
      shown(
        metricViews('another name'),
        metricViews('another description'),
        metricViews('attributes that are allowed'),
        metricViews('aggregation …, …'),
      ),
    'The `View` allows configuring excluded attribute keys of resulting metric stream': shown(
      metricViews('attributes that are denied'),
    ),
    'The `View` allows configuring the exemplar reservoir of resulting metric stream': noReservoir,
    'The SDK allows more than one `View` to be specified per instrument': shown(
      metricViews('two views of one instrument'),
    ),
    'The `MeterProvider` supports configuring `view_matching_mode` to enable composable View matching':
      notThere('Under development in the specification; upstream has none.'),
    'The `Drop` aggregation is available': aggregation('drop'),
    'The `Default` aggregation is available': aggregation('default'),
    'The `Default` aggregation uses the specified aggregation by instrument': shown(
      metricViews('aggregation …, …', 'default'),
      metricInstruments('…, …'),
    ),
    'The `Sum` aggregation is available': aggregation('sum'),
    'The `LastValue` aggregation is available': aggregation('last value'),
    'The `ExplicitBucketHistogram` aggregation is available': aggregation('given buckets'),
    'The `ExponentialBucketHistogram` aggregation is available': shown(
      metricViews('aggregation …, …', 'exponential buckets'),
      metricSequences('random programs, seed …'),
    ),
    'The metrics Reader implementation supports registering metric Exporters': shownWithNote(
      'Reader and exporter are one: a provider has one exporter, native or a sink of the application’s own.',
      metricConformance('a sink is given OTLP, one request after the other'),
    ),
    'The metrics Reader implementation supports configuring the default aggregation on the basis of instrument kind':
      shownWithNote(
        'For histograms; for the other kinds by a view that selects by kind.',
        metricInstruments('exponential histograms by default'),
        metricViews('selected by kind'),
      ),
    'The metrics Reader implementation supports configuring the default temporality on the basis of instrument kind':
      shownWithNote(
        'By the three preferences of the specification.',
        metricInstruments('…, …', 'lowmemory'),
      ),
    'The metrics Exporter has access to the aggregated metrics data (aggregated points, not raw measurements)':
      shown(metricConformance('a sink is given OTLP, one request after the other')),
    'The metrics Exporter `export` function can not be called concurrently from the same Exporter instance':
      shown(metricConformance('a sink is given OTLP, one request after the other')),
    'The metrics Exporter `export` function does not block indefinitely': shown(
      metricConformance('an export that never ends ends with the timeout'),
    ),
    'The metrics Exporter `export` function receives a batch of metrics': shown(
      metricConformance('a sink is given OTLP, one request after the other'),
    ),
    'The metrics Exporter `export` function returns `Success` or `Failure`': shown(
      metricConformance('forceFlush tells that points were lost'),
    ),
    'The metrics Exporter provides a `ForceFlush` function': shown(
      metricConformance('forceFlush tells that points were lost'),
    ),
    'The metrics Exporter `ForceFlush` can inform the caller whether it succeeded, failed or timed out':
      shown(
        metricConformance('forceFlush tells that points were lost'),
        metricConformance('an export that never ends ends with the timeout'),
      ),
    'The metrics Exporter provides a `shutdown` function': shown(
      metricConformance('shutdown exports what is left, once'),
    ),
    'The metrics Exporter `shutdown` function do not block indefinitely': shown(
      metricConformance('an export that never ends ends with the timeout'),
    ),
    'The metrics SDK samples `Exemplar`s from measurements': shown(
      metricConformance(
        'exemplars have trace, span, time, value and the attributes that a view drops',
      ),
    ),
    'Exemplar sampling can be disabled': shown(
      metricConformance('exemplar filter …', 'always_off'),
    ),
    'The metrics SDK supports SDK-wide exemplar filter configuration': shown(
      metricConformance('exemplar filter …'),
    ),
    'The metrics SDK supports `TraceBased` exemplar filter': shown(
      metricConformance('exemplar filter …', 'trace_based'),
    ),
    'The metrics SDK supports `AlwaysOn` exemplar filter': shown(
      metricConformance('exemplar filter …', 'always_on'),
    ),
    'The metrics SDK supports `AlwaysOff` exemplar filter': shown(
      metricConformance('exemplar filter …', 'always_off'),
    ),
    'Exemplars retain any attributes available in the measurement that are not preserved by aggregation or view configuration':
      shown(
        metricConformance(
          'exemplars have trace, span, time, value and the attributes that a view drops',
        ),
      ),
    'Documentation notes that View-filtered attributes may still appear on Exemplars':
      shownWithNote(
        'In docs/metrics.md.',
        metricConformance(
          'exemplars have trace, span, time, value and the attributes that a view drops',
        ),
      ),
    'Exemplars contain the associated trace id and span id of the active span in the Context when the measurement was taken':
      shown(
        metricConformance(
          'exemplars have trace, span, time, value and the attributes that a view drops',
        ),
      ),
    'Exemplars contain the timestamp when the measurement was taken': shown(
      metricConformance(
        'exemplars have trace, span, time, value and the attributes that a view drops',
      ),
    ),
    'The metrics SDK provides an `ExemplarReservoir` interface or extension point': noReservoir,
    'An `ExemplarReservoir` has an `offer` method with access to the measurement value, attributes, `Context` and timestamp':
      noReservoir,
    'The metrics SDK provides a `SimpleFixedSizeExemplarReservoir` that is used by default for all aggregations except `ExplicitBucketHistogram`':
      shown(metricConformance('a sum keeps few exemplars, a histogram one for each bucket')),
    'The metrics SDK provides an `AlignedHistogramBucketExemplarReservoir` that is used by default for `ExplicitBucketHistogram` aggregation':
      shown(metricConformance('a sum keeps few exemplars, a histogram one for each bucket')),
    'A metric Producer accepts an optional metric Filter': noFilter,
    'The metric Reader implementation supports registering metric Filter and passing them its registered metric Producers':
      noFilter,
    "The metric SDK's metric Producer implementations uses the metric Filter": noFilter,
    'Metric SDK implements cardinality limit': shown(
      metricLimits('more series than are allowed'),
      metricLimits('delta: each interval has its own'),
      metricLimits('more series than the default allows'),
    ),
    'Metric SDK supports configuring cardinality limit at MeterReader level': shown(
      metricLimits('more series than are allowed'),
    ),
    'Metric SDK supports configuring cardinality limit per metric (using Views)': shown(
      metricLimits('the limit of a view'),
    ),
    'Metric SDK supports per-timeseries cumulative start timestamps': shown(
      metricConformance('each series has the start time of its own first measurement'),
      metricObservables('delta: an attribute set that comes and goes'),
    ),
    "The metric SDK's periodic Reader implementation supports the `maxExportBatchSize` parameter":
      notThere('A collection is one request, below the byte limit of the queue.'),
  },
};
