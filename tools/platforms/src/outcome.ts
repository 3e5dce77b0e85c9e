export type AddonName = 'core' | 'exporter' | 'metrics' | 'context';

/** What the application reports. */
export interface Report {
  readonly version: string;
  readonly contextMistakes: number;
  readonly contextMode: string;
  readonly addons: Record<AddonName, AddonReport>;
}

interface AddonReport {
  readonly path?: string;
  readonly error?: string;
}

interface Span {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
}

/** How the application ended, and what was received from it. */
export interface Outcome {
  /** The exit code, or the signal. */
  readonly end: number | string;
  /** What was printed beside the report. */
  readonly lines: readonly string[];
  readonly report: Report | undefined;
  readonly expectedSpans: number;
  readonly spans: readonly Span[];
  /** The value of the first data point of each metric. */
  readonly metrics: Readonly<Record<string, number | undefined>>;
}
