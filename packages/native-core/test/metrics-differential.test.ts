import { expectSameMetrics, type MetricCase } from './metrics/compare';
import { exponentialCases } from './metrics/cases/exponential';
import { inputCases } from './metrics/cases/inputs';
import { instrumentCases } from './metrics/cases/instruments';
import { limitCases } from './metrics/cases/limits';
import { observableCases } from './metrics/cases/observables';
import { viewCases } from './metrics/cases/views';

// The same calls through the official metrics SDK and through ours decode to the same OTLP.

const groups: Record<string, readonly MetricCase[]> = {
  instruments: instrumentCases,
  views: viewCases,
  limits: limitCases,
  'exponential histograms': exponentialCases,
  observables: observableCases,
  inputs: inputCases,
};

describe.each(Object.entries(groups))('%s', (_, cases) => {
  test.each(cases.map((testCase) => [testCase.name, testCase] as const))('%s', (_, testCase) =>
    expectSameMetrics(testCase),
  );
});
