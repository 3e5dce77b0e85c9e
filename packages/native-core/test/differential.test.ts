import { diag } from '@opentelemetry/api';
import { attributeCases } from './cases/attributes';
import { lifecycleCases } from './cases/lifecycle';
import { limitCases } from './cases/limits';
import { relationCases } from './cases/relations';
import { timeInputCases } from './cases/times';
import { recordNative, recordOfficial, type Case } from './support/compare-sdks';

// The same calls through the official SDK and through ours decode to the same OTLP, and look the same to a processor.

afterEach(() => diag.disable());

const groups: Record<string, readonly Case[]> = {
  attributes: attributeCases,
  limits: limitCases,
  times: timeInputCases,
  relations: relationCases,
  lifecycle: lifecycleCases,
};

describe.each(Object.entries(groups))('%s', (_, cases) => {
  test.each(cases.map((testCase) => [testCase.name, testCase] as const))(
    '%s',
    async (_, testCase) => {
      const seen = { fixedIds: true, views: true };
      expect(await recordNative(testCase, seen)).toEqual(await recordOfficial(testCase, seen));
      const unseen = { fixedIds: false, views: false };
      expect(await recordNative(testCase, unseen)).toEqual(await recordOfficial(testCase, unseen));
    },
  );
});
