import type { Link, SpanContext } from '@opentelemetry/api';
import { checkedList } from '../../record/checked-attributes';
import { kTokenBytes } from '../../record/flat-value';
import { shownText } from '../../record/own-text';
import { kMaxBytesPerUnit } from '../../record/record-memory';
import type { ValueReader } from '../../record/value-reader';
import { numberOf } from '../../values/time';
import { FlatParts, type PartRules } from './flat-parts';
import { otlpFlags } from './span-flags';
import { serialized } from './trace-state-text';

const kHeaderTokens = 8;
/** Tokens that the next span's list has room for from the start: as many as the last list had. */
let room = 10;

/** Hexadecimal digits of the ids. */
const kTraceIdDigits = 32;
const kSpanIdDigits = 16;

/**
 * The links of a span. A header is the context, for readers, what is exported of it (trace id, span id, OTLP flags, trace
 * state), and what all parts have. Ids stay texts: the drain thread makes bytes of them.
 */
export class FlatLinks extends FlatParts {
  constructor() {
    super(kHeaderTokens, room);
  }

  /** Reads links that were checked before, but may have been changed since. */
  static of(objects: readonly Link[], values: ValueReader): FlatLinks {
    const links = new FlatLinks();
    for (const link of Array.from(objects)) links.addChecked(link, values);
    return links;
  }

  /** Adds a link. Throws what reading it throws; then adds nothing. */
  add({ context, attributes }: Link, rules: PartRules): void {
    this.addRead(this.#begin(context), attributes, rules);
    room = this.roomForNext;
  }

  /** Adds a link whose attributes are within the limits. */
  addChecked({ context, attributes, droppedAttributesCount }: Link, values: ValueReader): void {
    const list = attributes && checkedList(attributes, values);
    this.addList(this.#begin(context), list, numberOf(droppedAttributesCount));
  }

  #begin(context: SpanContext): number {
    this.isReading = true;
    const { traceId, spanId, traceFlags, isRemote, traceState } = context;
    const traceIdText = digits(traceId, kTraceIdDigits);
    const spanIdText = digits(spanId, kSpanIdDigits);
    const traceStateText = traceState === undefined ? '' : serialized(traceState);
    const { tokens, end } = this;
    tokens[end] = context;
    tokens[end + 1] = traceIdText;
    tokens[end + 2] = spanIdText;
    tokens[end + 3] = otlpFlags(numberOf(traceFlags), isRemote === true);
    tokens[end + 4] = traceStateText;
    this.isReading = false;
    const units = traceIdText.length + spanIdText.length + traceStateText.length;
    return kTokenBytes * kHeaderTokens + kMaxBytesPerUnit * units;
  }

  traceId(at: number): string {
    return this.tokens[at + 1] as string;
  }

  spanId(at: number): string {
    return this.tokens[at + 2] as string;
  }

  /** Returns the OTLP flags. */
  flags(at: number): number {
    return this.tokens[at + 3] as number;
  }

  /** Returns the trace state as text; empty for none. */
  traceState(at: number): string {
    return this.tokens[at + 4] as string;
  }

  /** Returns the links as readers see them. */
  toObjects(): Link[] {
    const objects: Link[] = [];
    for (let at = this.start; at < this.end; at = this.after(at)) {
      const context = this.tokens[at] as SpanContext;
      objects.push({ context, ...this.shownAttributes(at) });
    }
    return objects;
  }
}

function digits(id: unknown, count: number): string {
  const text = typeof id === 'string' ? id : shownText(id);
  return text.length <= count ? text : text.substring(0, count);
}
