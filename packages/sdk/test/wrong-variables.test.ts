import { differences } from './wrong-variables/differences';
import official from './wrong-variables/official.json';
import {
  commonVariables,
  kValues,
  outcomesOf,
  type OutcomeTable,
  type ValueName,
} from './wrong-variables/outcomes';

// Wrong variables have the same effect as in the official SDK, as `npm run official-table` recorded it; this SDK may
// log more.

const table: Partial<OutcomeTable> = official;
const values = Object.keys(kValues) as ValueName[];

function isMeant(variable: string, value: ValueName, own: string): boolean {
  return differences.some(
    (difference) =>
      difference.variables.test(variable) &&
      (difference.values?.includes(value) ?? true) &&
      difference.own === own,
  );
}

test('the recorded table has every variable that both SDKs read', () => {
  expect(Object.keys(table)).toEqual(commonVariables);
});

test('wrong variables have the effect that they have in the official SDK', () => {
  const own = outcomesOf('@otel-native/sdk');
  const unmeant = commonVariables.flatMap((variable) =>
    values
      .map((value) => ({ value, ours: own[variable]![value], theirs: table[variable]![value] }))
      .filter(({ ours, theirs }) => ours !== theirs && ours !== `${theirs}, loud`)
      .filter(({ value, ours }) => !isMeant(variable, value, ours))
      .map(({ value, ours, theirs }) => `${variable} ${value}: ${ours}, official: ${theirs}`),
  );
  expect(unmeant).toEqual([]);
  const thrown = Object.values(own).flatMap((row) => Object.values(row));
  expect(thrown.filter((outcome) => outcome.includes('throws'))).toEqual([]);
}, 120_000);
