/** The global in which LangChain keeps its contexts, and what is around it while `observeLangChain` records. */
import * as langchain from '@langchain/core/context';
import * as lowest from 'langchain-core-1/context';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { observeLangChain, type LangChainContext } from '@otel-native/genai/langchain';
import { AsyncLocalStorage } from 'node:async_hooks';

const kStorage = Symbol.for('ls:tracing_async_local_storage');
const globals = globalThis as { [kStorage]?: unknown };

const warnings: string[] = [];
let present: unknown;

beforeEach(() => {
  present = globals[kStorage];
  warnings.length = 0;
  const silent = () => {};
  const warn = (message: string) => void warnings.push(message);
  const logger = { error: silent, warn, info: silent, debug: silent, verbose: silent };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
});

afterEach(() => {
  globals[kStorage] = present;
  diag.disable();
});

test.each(Object.entries({ lowest, newest: langchain }))(
  'the hooks of the %s version are where they are looked for',
  (_, context) => {
    globals[kStorage] = new AsyncLocalStorage();
    observeLangChain(context)();
    expect(warnings).toEqual([]);
  },
);

test.each([
  ['is missing', undefined],
  ['is no storage', { getStore: 7 }],
  ['lacks a method', { getStore() {}, run() {} }],
])('one warning where the storage of LangChain %s', (_, storage) => {
  globals[kStorage] = storage;
  const stop = observeLangChain(langchain);
  expect(warnings).toEqual([expect.stringContaining('records nothing')]);
  expect(warnings[0]).toContain('@langchain/core');
  expect(globals[kStorage]).toBe(storage);
  stop();
});

test('one warning where LangChain keeps its hooks elsewhere', () => {
  const storage = new AsyncLocalStorage();
  globals[kStorage] = storage;
  const elsewhere: LangChainContext = { registerConfigureHook() {}, setContextVariable() {} };
  const stop = observeLangChain(elsewhere);
  expect(warnings).toEqual([expect.stringContaining('records nothing')]);
  expect(globals[kStorage]).toBe(storage);
  stop();
});

test('the storage keeps the methods of an AsyncLocalStorage', () => {
  const inner = new AsyncLocalStorage<unknown>();
  globals[kStorage] = inner;
  const stop = observeLangChain(langchain);
  const storage = globals[kStorage] as AsyncLocalStorage<unknown>;
  expect(storage).not.toBe(inner);
  storage.run({ a: 1 }, () => {
    expect(storage.getStore()).toMatchObject({ a: 1 });
    const outside = storage.exit((...args: number[]) => [inner.getStore(), ...args], 1, 2);
    expect(outside).toEqual([undefined, 1, 2]);
    expect(storage.getStore()).toMatchObject({ a: 1 });
    storage.disable();
    expect(inner.getStore()).toBeUndefined();
  });
  stop();
  expect(globals[kStorage]).toBe(inner);
});
