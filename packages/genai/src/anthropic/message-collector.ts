import { membersOf, type Members } from '../clients/members';
import type { ChunkCollector } from '../clients/observed-api';
import type { InferenceResult } from '../operations/inference';
import { IncompleteMessageError } from './client-errors';
import { resultOf } from './message-result';

/** The totals in a `message_delta` that replace those of `message_start`, if they are there. */
const kTotals = [
  'input_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
  'output_tokens_details',
];

/** Puts a message together from the events of its stream, without its content. */
export class MessageCollector implements ChunkCollector<InferenceResult> {
  #id: unknown;
  #model: unknown;
  #reason: unknown;
  #usage: Record<string, unknown> | undefined;
  #isStopped = false;

  add(event: Members): void {
    switch (event['type']) {
      case 'message_start':
        return this.#start(membersOf(event['message']));
      case 'content_block_start':
        return this.#startBlock(membersOf(event['content_block']));
      case 'message_delta':
        this.#reason = membersOf(event['delta'])['stop_reason'] ?? this.#reason;
        return this.#count(membersOf(event['usage']));
      case 'message_stop':
        this.#isStopped = true;
    }
  }

  /** The client's own span has the time to the first delta as that to the first chunk. */
  isOutput(event: Members): boolean {
    return event['type'] === 'content_block_delta';
  }

  result(): InferenceResult {
    const [id, model, stop_reason, usage] = [this.#id, this.#model, this.#reason, this.#usage];
    return resultOf({ id, model, stop_reason, usage });
  }

  failure(): Error | undefined {
    return this.#isStopped ? undefined : new IncompleteMessageError();
  }

  #start({ id, model, usage }: Members): void {
    this.#id = id;
    this.#model = model;
    // The counts of the output are placeholders until `message_delta`.
    const noOutput = { output_tokens: undefined, output_tokens_details: undefined };
    this.#usage = { ...membersOf(usage), ...noOutput };
  }

  /** Another model writes the rest of the message. */
  #startBlock({ type, to }: Members): void {
    if (type === 'fallback') this.#model = membersOf(to)['model'] ?? this.#model;
  }

  #count(totals: Members): void {
    const usage = (this.#usage ??= {});
    usage['output_tokens'] = totals['output_tokens'];
    for (const name of kTotals) {
      if (totals[name] !== undefined && totals[name] !== null) usage[name] = totals[name];
    }
  }
}
