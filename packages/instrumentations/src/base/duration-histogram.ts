import {
  ValueType,
  type Attributes,
  type Context,
  type Histogram,
  type Meter,
} from '@opentelemetry/api';
import type { Telemetry } from './telemetry';

/** Boundaries in seconds, from the conventions: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
const kBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** A histogram of durations in seconds, in the meter of an instrumentation. */
export class DurationHistogram {
  readonly #telemetry: Telemetry;
  readonly #name: string;
  readonly #description: string;
  #meter: Meter | undefined;
  #histogram: Histogram | undefined;

  constructor(telemetry: Telemetry, name: string, description: string) {
    this.#telemetry = telemetry;
    this.#name = name;
    this.#description = description;
  }

  /**
   * @param startMillis of `performance.now()`
   * @param context of the measurement. Default: the active one
   */
  recordSince(startMillis: number, attributes: Attributes, context?: Context): void {
    const seconds = (performance.now() - startMillis) / 1000;
    this.#current().record(seconds, attributes, context);
  }

  #current(): Histogram {
    const { meter } = this.#telemetry;
    if (meter !== this.#meter || this.#histogram === undefined) {
      this.#meter = meter;
      this.#histogram = meter.createHistogram(this.#name, {
        description: this.#description,
        unit: 's',
        valueType: ValueType.DOUBLE,
        advice: { explicitBucketBoundaries: kBoundaries },
      });
    }
    return this.#histogram;
  }
}
