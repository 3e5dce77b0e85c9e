import type { Context, LogRecord } from '@opentelemetry/api';
import type { LoggerConfig, LogRecordLimits } from '@otel-native/native-core/logs';
import * as fc from 'fast-check';
import { anyValues, keys } from '../sequences/values';
import { processorKinds, type ProcessorKind } from './processors';
import { contexts, records } from './values';

/** The arguments of `getLogger`. */
export interface Scope {
  readonly name: string;
  readonly version: string | undefined;
  readonly options: { schemaUrl?: string; attributes?: Record<string, unknown> } | undefined;
}

/** One call of a logger, named by its number in the program. */
export type Call =
  | { readonly call: 'emit'; readonly logger: number; readonly record: LogRecord }
  | {
      readonly call: 'enabled';
      readonly logger: number;
      readonly query: Pick<LogRecord, 'context' | 'severityNumber' | 'eventName'>;
    };

export interface Program {
  readonly limits: LogRecordLimits;
  readonly patterns: { pattern: string; config: LoggerConfig }[] | undefined;
  readonly processors: readonly ProcessorKind[];
  readonly scopes: readonly Scope[];
  /** What is active during the calls. */
  readonly active: Context;
  readonly calls: readonly Call[];
}

const names = fc.constantFrom('', 'shop', 'shop.cart', 'größer', 'a*b', 'unknown');

const scopes: fc.Arbitrary<Scope> = fc.record({
  name: names,
  version: fc.constantFrom(undefined, '', '1.2.3'),
  options: fc.option(
    fc.record(
      {
        schemaUrl: fc.constantFrom('', 'https://example.test/scope'),
        attributes: fc.dictionary(keys, anyValues, { maxKeys: 3 }),
      },
      { requiredKeys: [] },
    ),
    { nil: undefined },
  ),
});

const limits: fc.Arbitrary<LogRecordLimits> = fc.record(
  {
    attributeCountLimit: fc.constantFrom(0, 1, 3, 128, Infinity),
    attributeValueLengthLimit: fc.constantFrom(1, 2, 20, Infinity),
  },
  { requiredKeys: [] },
);

const patterns = fc.array(
  fc.record({
    pattern: fc.constantFrom('*', 'shop', 'shop*', '*cart', 's*c*t', 'a*b', '*b*', '', '**'),
    config: fc.record(
      {
        enabled: fc.boolean(),
        minimumSeverity: fc.constantFrom(0, 1, 9, 13, 24),
        traceBased: fc.boolean(),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<LoggerConfig>,
  }),
  { maxLength: 3 },
);

const logger = fc.nat(3);

const calls: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ call: fc.constant('emit' as const), logger, record: records }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      call: fc.constant('enabled' as const),
      logger,
      query: records.map(({ context, severityNumber, eventName }) => ({
        ...(context && { context }),
        severityNumber: severityNumber!,
        eventName: eventName!,
      })),
    }),
  },
);

export const programs: fc.Arbitrary<Program> = fc.record({
  limits,
  patterns: fc.option(patterns, { nil: undefined, freq: 2 }),
  processors: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...processorKinds), { maxLength: 3 }) },
  ),
  scopes: fc.array(scopes, { minLength: 1, maxLength: 4 }),
  active: contexts,
  calls: fc.array(calls, { minLength: 1, maxLength: 6 }),
});
