import { writeFileSync } from 'node:fs';

import type { ReadableSpan, SpanProcessor } from '@otel-native/native-core';

import type { ComparableSpan } from './comparison/comparable-span.ts';
import { createdSpan } from './comparison/created-span.ts';
import { createdAttributes } from './comparison/created-value.ts';

/** A span processor that keeps what every span was when it ended, and writes it to a file. */
export class Recorder implements SpanProcessor {
  readonly #spans: {
    readonly span: Omit<ComparableSpan, 'resource'>;
    readonly resource: ReadableSpan['resource'];
  }[] = [];

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    this.#spans.push({ span: createdSpan(span), resource: span.resource });
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}

  /** Call it after the SDK's shutdown: resource attributes that were detected asynchronously are there then. */
  write(file: string): void {
    const spans = this.#spans.map(({ span, resource }) => {
      const { attributes, schemaUrl = '' } = resource;
      return { ...span, resource: { attributes: createdAttributes(attributes), schemaUrl } };
    });
    writeFileSync(file, JSON.stringify(spans satisfies ComparableSpan[]));
  }
}
