import type { TokenUsage } from '../operations/usage';

/** The tokens of the calls of models that an agent makes. */
export class UsageSum {
  #inputTokens = 0;
  #outputTokens = 0;
  #isKnown = false;

  add(usage: TokenUsage | undefined): void {
    if (usage === undefined) return;
    this.#isKnown = true;
    // Nobody has checked the values yet.
    this.#inputTokens += numberOf(usage.inputTokens);
    this.#outputTokens += numberOf(usage.outputTokens);
  }

  /** Undefined if no call has told its tokens. */
  get total(): TokenUsage | undefined {
    return this.#isKnown
      ? { inputTokens: this.#inputTokens, outputTokens: this.#outputTokens }
      : undefined;
  }
}

function numberOf(tokens: number | undefined): number {
  return Number.isSafeInteger(tokens) ? (tokens as number) : 0;
}
