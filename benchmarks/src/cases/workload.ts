import type { Tracer } from '@opentelemetry/api';

/** What a case of the family `span` traces. */
export interface SpanWorkload {
  /** Spans that {@link runTurn} ends: always the same number. */
  readonly spansPerTurn: number;
  /** Turns are counted from 0, over warm-up and measurement. */
  runTurn(tracer: Tracer, turn: number): void;
}

/** Makes the fixtures of `turns` turns, at most `maxDistinctTurns`. */
export type MakeWorkload = (turns: number, seed: number) => SpanWorkload;
