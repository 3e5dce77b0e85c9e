import {
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';
import type { CallScope } from '../calls/call-scope';
import { CallContent } from '../content/call-content';
import { quietly } from '../telemetry/quietly';
import { operationDurations } from './mcp-metrics';
import { memberOf, type Call, type Response } from './messages';
import { outcomeAttributes, type Outcome } from './outcome';

/** Who observes a call: `client` is who sent it, which may be the server of the session. */
export type Side = 'client' | 'server';

const kArguments = [
  { option: 'arguments', attribute: 'gen_ai.tool.call.arguments', isJson: true },
] as const;
const kResult = [{ option: 'result', attribute: 'gen_ai.tool.call.result' }] as const;

/** A call whose answer is outstanding: its span, and what its duration is recorded with. */
export class Operation {
  readonly method: string;
  /** With the span in it. */
  readonly context: Context;
  /** Called once, at the end. */
  afterEnd: (() => void) | undefined;
  readonly #scope: CallScope;
  readonly #side: Side;
  readonly #span: Span;
  readonly #known: Attributes;
  readonly #content: CallContent | undefined;
  readonly #startMillis = performance.now();
  #isEnded = false;

  /**
   * @param parent the context that the span was started in
   * @param known the attributes that the span was started with
   */
  constructor(
    scope: CallScope,
    side: Side,
    call: Call,
    parent: Context,
    span: Span,
    known: Attributes,
  ) {
    this.method = call.method;
    this.context = trace.setSpan(parent, span);
    this.#scope = scope;
    this.#side = side;
    this.#span = span;
    this.#known = known;
    const { onSpans, content } = scope.settings.current;
    if (!onSpans || call.method !== 'tools/call' || !span.isRecording()) return;
    this.#content = new CallContent(content, 'tool');
    this.#content.add(kArguments, { arguments: memberOf(call.params, 'arguments') });
  }

  /** Adds what a tool returned, if content is recorded. */
  answered(response: Response): void {
    this.#content?.add(kResult, response);
  }

  /** Ends the span and records the duration. Never throws. A second call has no effect. */
  end(outcome: Outcome, late: Attributes = {}): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    quietly(() => {
      const found = { ...late, ...outcomeAttributes(outcome) };
      const seconds = (performance.now() - this.#startMillis) / 1000;
      const all = { ...this.#known, ...found };
      this.#scope.instruments.record(operationDurations[this.#side], seconds, all, this.context);
      this.#span.setAttributes({ ...found, ...this.#content?.finish() });
    });
    quietly(() => {
      const { errorType, message } = outcome;
      if (errorType !== undefined) {
        const status = { code: SpanStatusCode.ERROR };
        this.#span.setStatus(message === undefined ? status : { ...status, message });
      }
      this.#span.end();
    });
    if (this.afterEnd !== undefined) quietly(this.afterEnd);
  }
}
