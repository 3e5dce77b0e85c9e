/**
 * Spans that do a part of what a span must, class by class a part more. None checks anything, keeps a limit, asks a sampler or
 * calls a processor, and nobody can read one: each is less than any SDK. `experiments/span-parts.ts` compares them.
 */
import {
  SpanKind,
  type AttributeValue,
  type Attributes,
  type Link,
  type Span,
  type SpanContext,
  type SpanOptions,
  type SpanStatus,
} from '@opentelemetry/api';

import { RecordWords } from './record-words.ts';

const noContext: SpanContext = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 };

/** Does nothing: shared by all calls of `startSpan`. */
export class EmptySpan implements Span {
  spanContext(): SpanContext {
    return noContext;
  }
  setAttribute(_key: string, _value: AttributeValue): this {
    return this;
  }
  setAttributes(_attributes: Attributes): this {
    return this;
  }
  addEvent(_name: string, _attributes?: unknown): this {
    return this;
  }
  addLink(_link: Link): this {
    return this;
  }
  addLinks(_links: Link[]): this {
    return this;
  }
  setStatus(_status: SpanStatus): this {
    return this;
  }
  updateName(_name: string): this {
    return this;
  }
  end(): void {}
  isRecording(): boolean {
    return true;
  }
  recordException(): void {}
}

/** An object of its own with what `startSpan` was given. */
export class ObjectSpan extends EmptySpan {
  readonly parent: ObjectSpan | undefined;
  readonly kind: SpanKind;
  name: string;
  status: SpanStatus | undefined = undefined;
  isEnded = false;

  constructor(name: string, options: SpanOptions, parent: ObjectSpan | undefined) {
    super();
    this.name = name;
    this.kind = options.kind ?? SpanKind.INTERNAL;
    this.parent = parent;
  }
  override setStatus(status: SpanStatus): this {
    this.status = status;
    return this;
  }
  override end(): void {
    this.isEnded = true;
  }
}

const { performance } = globalThis;
const random = Int32Array.of(0x9e3779b9, 0x243f6a88, 0xb7e15162, 1);

/** The generator sfc32. */
function randomWord(): number {
  const word = (random[0]! + random[1]! + random[3]!) | 0;
  const c = random[2]!;
  random[3] = (random[3]! + 1) | 0;
  random[0] = random[1]! ^ (random[1]! >>> 9);
  random[1] = (c + (c << 3)) | 0;
  random[2] = (((c << 21) | (c >>> 11)) + word) | 0;
  return word;
}

/** Reads the clock at the start, at each event and at the end, and makes ids. */
export class TimedSpan extends ObjectSpan {
  readonly trace0: number;
  readonly trace1: number;
  readonly trace2: number;
  readonly trace3: number;
  readonly id0: number;
  readonly id1: number;
  readonly startMillis: number;
  endMillis = 0;

  constructor(name: string, options: SpanOptions, parent: TimedSpan | undefined) {
    super(name, options, parent);
    this.trace0 = parent?.trace0 ?? randomWord();
    this.trace1 = parent?.trace1 ?? randomWord();
    this.trace2 = parent?.trace2 ?? randomWord();
    this.trace3 = parent?.trace3 ?? randomWord();
    this.id0 = randomWord();
    this.id1 = randomWord();
    this.startMillis = performance.now();
  }
  override addEvent(_name: string, _attributes?: unknown): this {
    performance.now();
    return this;
  }
  override end(): void {
    this.endMillis = performance.now();
    super.end();
  }
}

/** Stands before what is inside an array or a map, or before an event or link. */
const kBegin = Symbol('begin');

/** Copies attributes, events and links into one flat list, as their owner may change them after the call. */
export class CopyingSpan extends TimedSpan {
  // Room for ten attributes, so that the list seldom grows.
  protected readonly parts: unknown[] = new Array<unknown>(20);
  protected partCount = 0;

  constructor(name: string, options: SpanOptions, parent: CopyingSpan | undefined) {
    super(name, options, parent);
    if (options.attributes !== undefined) this.#copyMap(options.attributes);
    if (options.links !== undefined) this.addLinks(options.links);
  }
  override setAttribute(key: string, value: AttributeValue): this {
    this.#keep(key);
    this.#copy(value);
    return this;
  }
  override setAttributes(attributes: Attributes): this {
    this.#copyMap(attributes);
    return this;
  }
  override addEvent(name: string, attributes?: unknown): this {
    this.#keep(kBegin);
    this.#keep(name);
    this.#keep(performance.now());
    if (attributes !== undefined) this.#copyMap(attributes as Attributes);
    return this;
  }
  override addLink({ context, attributes }: Link): this {
    this.#keep(kBegin);
    this.#keep(context.traceId);
    this.#keep(context.spanId);
    if (attributes !== undefined) this.#copyMap(attributes);
    return this;
  }
  override addLinks(links: Link[]): this {
    for (const link of links) this.addLink(link);
    return this;
  }

  #copyMap(map: object): void {
    for (const key in map) {
      this.#keep(key);
      this.#copy((map as Record<string, unknown>)[key]);
    }
  }
  #copy(value: unknown): void {
    if (typeof value !== 'object' || value === null) {
      this.#keep(value);
      return;
    }
    this.#keep(kBegin);
    if (!Array.isArray(value)) this.#copyMap(value);
    else for (const element of value) this.#copy(element);
  }
  #keep(part: unknown): void {
    this.parts[this.partCount++] = part;
  }
}

const record = new RecordWords();

/** Writes all of it into shared memory at the end, and publishes it. No thread is woken, nothing is sent. */
export class WritingSpan extends CopyingSpan {
  override end(): void {
    super.end();
    record.begin();
    record.writeWord(this.trace0);
    record.writeWord(this.trace1);
    record.writeWord(this.trace2);
    record.writeWord(this.trace3);
    record.writeWord(this.id0);
    record.writeWord(this.id1);
    record.writeWord((this.parent as TimedSpan | undefined)?.id0 ?? 0);
    record.writeWord((this.parent as TimedSpan | undefined)?.id1 ?? 0);
    record.writeWord(this.kind);
    record.writeNumber(this.startMillis);
    record.writeNumber(this.endMillis);
    record.writeText(this.name);
    if (this.status !== undefined) record.writeText(this.status.message ?? '');
    for (let i = 0; i < this.partCount; i++) this.#writePart(this.parts[i]);
    record.publish();
  }
  #writePart(part: unknown): void {
    if (typeof part === 'string') record.writeText(part);
    else if (typeof part === 'number') record.writeNumber(part);
    else record.writeWord(part === true ? 1 : 0);
  }
}
