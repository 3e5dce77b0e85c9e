import type { SpanKind } from '@opentelemetry/api';
import type { ContentField } from '../content/call-content';
import type { InstrumentDefinition } from '../metrics/instrument-definitions';
import type { Field } from '../values/fields';

/** How one kind of call is recorded: the table that the conventions have for its span. */
export interface Operation {
  /** `inference`, `tool`: what an inner call of the same kind is compared by. */
  readonly kind: string;
  /** `gen_ai.operation.name`. */
  name(options: object): string;
  /** What follows the operation in the name of the span; undefined for nothing. */
  target(options: object): unknown;
  spanKind(options: object): SpanKind;
  /** What is known at the start, where samplers see it. */
  readonly optionFields: readonly Field[];
  readonly resultFields: readonly Field[];
  readonly optionContent: readonly ContentField[];
  readonly resultContent: readonly ContentField[];
  readonly duration?: InstrumentDefinition;
  /** The event of an exception. Undefined where the conventions have none. */
  readonly exceptionEvent?: string;
  /** Whether a call inside another one of the same kind becomes a part of that one: a framework over the client of a provider. */
  readonly joinsOuter?: boolean;
  /** What else is measured. */
  readonly measures?: 'inference' | 'embeddings' | 'agent' | 'workflow' | 'tool';
  /** Whether the call belongs to the conversation of its context. */
  readonly isInConversation?: boolean;
  /** Whether the name of the enclosing agent belongs to it. */
  readonly namesAgent?: boolean;
}
