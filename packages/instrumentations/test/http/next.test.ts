import { runProgram } from '../support';

interface Printed {
  seen: string[];
  warnings: string[];
}

test('requests that Next.js handles are measured and make no spans; all others are recorded', async () => {
  const { seen, warnings } = await runProgram<Printed>('next.mjs');
  expect(seen).toEqual([
    'before it is loaded: 1 spans, 1 points',
    'next: 0 spans, 1 points',
    'next, not found: 0 spans, 1 points',
    'next, without Host: 1 spans, 1 points',
    'next, redirected: 1 spans, 1 points',
    'next, in development: 1 spans, 1 points',
    'next again: 0 spans, 1 points',
    'other, not found: 1 spans, 1 points',
    'other: 1 spans, 1 points',
    'other again: 1 spans, 1 points',
    'next at the end: 0 spans, 1 points',
    'made by next: 0 spans, 1 points',
    'other, not found, beside it: 1 spans, 1 points',
  ]);
  expect(warnings).toEqual(['Next.js makes spans of its requests: this one measures them only']);
});
