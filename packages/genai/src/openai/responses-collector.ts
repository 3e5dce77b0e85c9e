import type { InferenceResult } from '../operations/inference';
import { membersOf, type Members } from '../clients/members';
import { reportedError, type ChunkCollector } from '../clients/observed-api';

/** An item that has begun, and its text so far. */
interface OpenItem {
  readonly item: Members;
  text: string;
}

/**
 * Puts a response together from its events. The last event has the whole response. Items and their text are kept for streams that end
 * before.
 */
export class ResponseCollector implements ChunkCollector<InferenceResult> {
  readonly #keepsContent: boolean;
  readonly #resultOf: (response: Members) => InferenceResult;
  readonly #failureOf: (response: Members) => Error | undefined;
  readonly #items = new Map<unknown, OpenItem>();
  #response: Members = {};
  #isComplete = false;
  #failure: Error | undefined;

  constructor(
    keepsContent: boolean,
    resultOf: (response: Members) => InferenceResult,
    failureOf: (response: Members) => Error | undefined,
  ) {
    this.#keepsContent = keepsContent;
    this.#resultOf = resultOf;
    this.#failureOf = failureOf;
  }

  add(event: Members): void {
    const { type, response } = event;
    if (typeof response === 'object' && response !== null) this.#setResponse(type, response);
    else if (type === 'error') this.#failure = reportedError(event);
    else if (this.#keepsContent) this.#addContent(event);
  }

  result(): InferenceResult {
    if (this.#isComplete) return this.#resultOf(this.#response);
    // The reason was expected, and did not come.
    const output = Array.from(this.#items.values(), whole);
    return { ...this.#resultOf({ ...this.#response, output }), finishReasons: ['error'] };
  }

  failure(): Error | undefined {
    return this.#failure;
  }

  #setResponse(type: unknown, response: object): void {
    this.#response = membersOf(response);
    this.#failure = this.#failureOf(this.#response);
    this.#isComplete =
      type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed';
    if (this.#isComplete) this.#items.clear();
  }

  #addContent({ type, output_index: index, item, delta }: Members): void {
    if (type === 'response.output_item.added' || type === 'response.output_item.done') {
      this.#items.set(index, { item: membersOf(item), text: '' });
      return;
    }
    const open = this.#items.get(index);
    if (open === undefined || typeof delta !== 'string') return;
    if (type === 'response.output_text.delta') open.text += delta;
    else if (type === 'response.function_call_arguments.delta') open.text += delta;
  }
}

/** Returns the item with the text that came after it. */
function whole({ item, text }: OpenItem): Members {
  if (text === '') return item;
  return item['type'] === 'function_call'
    ? { ...item, arguments: text }
    : { ...item, content: text };
}
