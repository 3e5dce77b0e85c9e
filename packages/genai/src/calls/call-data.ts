import type { Attributes } from '@opentelemetry/api';
import type { CallContent } from '../content/call-content';
import { quietly } from '../telemetry/quietly';
import { addFields, addOwn } from '../values/fields';
import type { CallResult } from './gen-ai-call';
import type { Operation } from './operation';

/** What is known of one call. */
export class CallData {
  /** What the span has started with. */
  readonly known: Attributes;
  readonly #operation: Operation;
  /** What it gets at its end. */
  readonly #found: Attributes = {};
  /** What inner calls found, which counts where this call finds nothing itself. */
  #inner: Attributes | undefined;
  /** Undefined while nobody records content. */
  content: CallContent | undefined;

  constructor(operation: Operation, known: Attributes) {
    this.#operation = operation;
    this.known = known;
  }

  set(result: CallResult): void {
    if (typeof result !== 'object' || result === null) return;
    addFields(this.#found, this.#operation.resultFields, result);
    addOwn(
      this.#found,
      quietly(() => result.attributes),
    );
    this.content?.add(this.#operation.resultContent, result);
  }

  setErrorType(type: string): void {
    this.#found['error.type'] = type;
  }

  enrich(options: object | undefined, result: object | undefined): void {
    const inner = (this.#inner ??= {});
    const { optionFields, resultFields, optionContent, resultContent } = this.#operation;
    if (options !== undefined) {
      addFields(inner, optionFields, options);
      this.content?.add(optionContent, options, true);
    }
    if (result === undefined) return;
    addFields(inner, resultFields, result);
    this.content?.add(resultContent, result, true);
  }

  /** Returns what the span has not started with. */
  found(): Attributes {
    const found: Attributes = {};
    for (const [name, value] of Object.entries(this.#inner ?? {})) {
      if (!(name in this.known)) found[name] = value;
    }
    return Object.assign(found, this.#found);
  }

  all(): Attributes {
    return { ...this.known, ...this.found() };
  }
}
