import { context as contextApi, type Attributes, type Context } from '@opentelemetry/api';
import type { CallScope } from '../calls/call-scope';
import type { CallOptions, CallResult, GenAiCall } from '../calls/gen-ai-call';
import { quietly } from '../telemetry/quietly';
import { errorDetails } from '../values/error-details';
import { addFields, addOwn, fields } from '../values/fields';
import { double, text } from '../values/readers';

/** The evaluation of an answer, which becomes the event `gen_ai.evaluation.result`. It has no span. */
export interface EvaluationOptions extends Omit<CallOptions, 'startTime'>, EvaluationResult {
  /** What is measured: `relevance`. */
  name: string;
  /** The answer that is evaluated. Needed where the event is not in the context of its span. */
  responseId?: string | undefined;
}

/** What an evaluation found. */
export interface EvaluationResult extends CallResult {
  scoreValue?: number | undefined;
  /** A name for the score, one of few: `pass`, `fail`. */
  scoreLabel?: string | undefined;
  explanation?: string | undefined;
}

const resultFields = fields({
  scoreValue: ['gen_ai.evaluation.score.value', double],
  scoreLabel: ['gen_ai.evaluation.score.label', text],
  explanation: ['gen_ai.evaluation.explanation', text],
});
const optionFields = [
  ...fields({
    name: ['gen_ai.evaluation.name', text],
    responseId: ['gen_ai.response.id', text],
  }),
  ...resultFields,
];

/** An evaluation that has started. Its event is emitted when it ends. */
export class EvaluationCall implements GenAiCall<EvaluationResult> {
  readonly capturesContent = false;
  readonly context: Context;
  readonly #scope: CallScope;
  readonly #attributes: Attributes = {};
  #isEnded = false;

  constructor(scope: CallScope, options: EvaluationOptions) {
    this.#scope = scope;
    this.context = options.context ?? contextApi.active();
    addFields(this.#attributes, optionFields, options);
    addOwn(
      this.#attributes,
      quietly(() => options.attributes),
    );
  }

  get isRecording(): boolean {
    return !this.#isEnded;
  }

  run<T>(fn: () => T): T {
    return contextApi.with(this.context, fn);
  }

  set(result: EvaluationResult): void {
    if (this.#isEnded || typeof result !== 'object' || result === null) return;
    addFields(this.#attributes, resultFields, result);
    addOwn(
      this.#attributes,
      quietly(() => result.attributes),
    );
  }

  chunk(): void {}

  stream<Source>(source: Source): Source {
    return source;
  }

  end(result?: EvaluationResult): void {
    if (this.#isEnded) return;
    if (result !== undefined) this.set(result);
    this.#isEnded = true;
    quietly(() => this.#scope.events.evaluation(this.context, this.#attributes));
  }

  abandon(): void {
    this.end();
  }

  fail(error: unknown, result?: EvaluationResult): void {
    if (this.#isEnded) return;
    this.#attributes['error.type'] = errorDetails(error).type;
    this.end(result);
  }
}
