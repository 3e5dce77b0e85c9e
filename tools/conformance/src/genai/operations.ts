import { testsOf, type TestReference } from '../evidence.ts';

/** The tests of `packages/genai/test/operations`, by the file that they are in. */
const kTitles: Readonly<Record<string, readonly string[]>> = {
  models: [
    'every attribute of an inference',
    'a call of embeddings',
    'a retrieval',
    'fetch response',
  ],
  memory: ['memory in this process', 'memory at a service'],
  agents: [
    'create agent',
    'an agent in this process',
    'an agent at a service',
    'a workflow',
    'a plan',
    'a tool',
  ],
  events: [
    'exceptions have the events of their calls',
    'an evaluation is an event in the span that it is about',
  ],
};

/** @throws if no file has the test */
export function operations(title: string, row?: string): TestReference {
  const file = Object.keys(kTitles).find((name) => kTitles[name]!.includes(title));
  if (file === undefined) throw new Error(`no test of operations is called "${title}"`);
  return testsOf(`packages/genai/test/operations/${file}.test.ts`)(title, row);
}
