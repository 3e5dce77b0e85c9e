import { createContextKey, ROOT_CONTEXT, type ContextManager } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NativeContextManager } from '@otel-native/context-native';
import fc from 'fast-check';
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

/** Ways to go on later. */
const waits = {
  promise: () => Promise.resolve(),
  timer: () => new Promise<void>((resolve) => setTimeout(resolve, 1)),
  immediate: () => new Promise<void>((resolve) => setImmediate(resolve)),
  tick: () => new Promise<void>((resolve) => process.nextTick(resolve)),
  microtask: () => new Promise<void>((resolve) => queueMicrotask(resolve)),
} as const;

type Step =
  | { kind: 'with' | 'bind' | 'throw' | 'resource' | 'spawn'; steps: Step[] }
  | { kind: 'run' | 'exit'; storage: number; steps: Step[] }
  | { kind: 'attach'; dispose: boolean }
  | { kind: 'enter'; storage: number }
  | { kind: 'wait'; how: keyof typeof waits };

const { steps } = fc.letrec<{ step: Step; steps: Step[] }>((tie) => {
  const storage = fc.nat({ max: 1 });
  return {
    steps: fc.array(tie('step'), { maxLength: 4 }),
    step: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        kind: fc.constant('wait'),
        how: fc.constantFrom(...(Object.keys(waits) as (keyof typeof waits)[])),
      }),
      fc.record({ kind: fc.constant('attach'), dispose: fc.boolean() }),
      fc.record({ kind: fc.constant('enter'), storage }),
      fc.record({
        kind: fc.constantFrom('with', 'with', 'bind', 'throw', 'resource', 'spawn'),
        steps: tie('steps'),
      }),
      fc.record({ kind: fc.constantFrom('run', 'exit'), storage, steps: tie('steps') }),
    ) as fc.Arbitrary<Step>,
  };
});

const key = createContextKey('name');

/** Runs a tree under a manager and notes, at each step, what the manager and two other storages say. */
class TreeRun {
  readonly lines: string[] = [];
  readonly #manager: ContextManager;
  readonly #storages = [new AsyncLocalStorage<string>(), new AsyncLocalStorage<string>()];

  constructor(manager: ContextManager) {
    this.#manager = manager;
  }

  async run(all: Step[], path = 'r'): Promise<void> {
    const spawned: Promise<void>[] = [];
    for (const [i, step] of all.entries()) {
      await this.#step(step, `${path}.${i}`, spawned);
      this.#note(`${path}.${i}`);
    }
    await Promise.all(spawned);
    this.#note(path);
  }

  async #step(step: Step, path: string, spawned: Promise<void>[]): Promise<void> {
    const context = ROOT_CONTEXT.setValue(key, path);
    const inside = (): Promise<void> => this.run((step as { steps: Step[] }).steps, path);
    switch (step.kind) {
      case 'with':
        return this.#manager.with(context, inside);
      case 'bind':
        return this.#manager.bind(context, inside)();
      case 'throw':
        try {
          this.#manager.with(context, () => {
            this.#note(`${path} throws`);
            throw new Error('on purpose');
          });
        } catch {
          return inside();
        }
        return;
      case 'resource': {
        const resource = this.#manager.with(context, () => new AsyncResource('tree'));
        return resource.runInAsyncScope(inside);
      }
      case 'spawn':
        spawned.push(this.#manager.with(context, inside));
        return;
      case 'run':
        return this.#storages[step.storage]!.run(path, inside);
      case 'exit':
        return this.#storages[step.storage]!.exit(inside);
      case 'enter':
        this.#storages[step.storage]!.enterWith(path);
        return;
      case 'attach': {
        const token = this.#manager.attach!(context);
        this.#note(`${path} attached`);
        if (step.dispose) token.dispose();
        return;
      }
      case 'wait':
        return waits[step.how]();
    }
  }

  #note(place: string): void {
    const active = String(this.#manager.active().getValue(key) ?? 'none');
    this.lines.push(`${place}: ${active} ${this.#storages.map((storage) => storage.getStore())}`);
  }
}

async function linesOf(manager: ContextManager, tree: Step[]): Promise<string[]> {
  const run = new TreeRun(manager);
  // In an async resource of its own, so that what is entered and never left does not reach the next tree.
  await new AsyncResource('trees').runInAsyncScope(() => run.run(tree));
  return run.lines.toSorted();
}

/** Where Node keeps what is entered for good by its async hooks, that adds up; and there is nothing of ours to test. */
const framesOfOurs = new NativeContextManager().enable().mode === 'native-frame';

test('random trees of nested work see what they see with AsyncLocalStorage', async () => {
  let notes = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (tree) => {
      const ours = await linesOf(new NativeContextManager().enable(), tree);
      expect(ours).toEqual(await linesOf(new AsyncLocalStorageContextManager().enable(), tree));
      notes += ours.length;
    }),
    { numRuns: framesOfOurs ? 500 : 100 },
  );
  expect(notes).toBeGreaterThan(100);
});

test('a frame that is entered in frames of another manager again and again does not grow', async () => {
  const first = new NativeContextManager().enable();
  const second = new NativeContextManager().enable();
  const nest = async (depth: number): Promise<string> => {
    if (depth === 0) return `${first.active().getValue(key)} ${second.active().getValue(key)}`;
    await null;
    return first.with(ROOT_CONTEXT.setValue(key, `first ${depth}`), () =>
      second.with(ROOT_CONTEXT.setValue(key, `second ${depth}`), () => nest(depth - 1)),
    );
  };
  // Any frame that kept those below itself would make a chain of this length, whose walk overflows the stack.
  expect(await nest(framesOfOurs ? 50_000 : 500)).toBe('first 1 second 1');
});
