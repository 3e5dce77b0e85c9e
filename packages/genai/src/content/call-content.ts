import type { AnyValue, Attributes } from '@opentelemetry/api';
import { quietly } from '../telemetry/quietly';
import { sharedState } from '../telemetry/shared-state';
import { ContentBudget, type Contents } from './content-budget';
import type { ContentSettings } from './content-settings';
import { ContentCopier } from './copy-content';
import { parsedJson } from './parsed-json';

/** One piece of content in the options or the result of a call. */
export interface ContentField {
  readonly option: string;
  readonly attribute: string;
  /** Whether a text is parsed: arguments and results of tools are JSON in the interfaces of most providers. */
  readonly isJson?: boolean;
}

/** How many bytes of content were cut, on the span whose content it was. */
export const kCutBytes = 'otel_native.genai.content.cut_bytes';

/** Collects the content of one call. It exists only for calls whose content is recorded. */
export class CallContent {
  readonly #settings: ContentSettings;
  readonly #call: string;
  readonly #copier: ContentCopier;
  readonly #contents: Contents = new Map();
  readonly #references: Attributes = {};

  constructor(settings: ContentSettings, call: string) {
    this.#settings = settings;
    this.#call = call;
    this.#copier = new ContentCopier(settings);
  }

  /** Copies what the source has. Never throws. */
  add(fields: readonly ContentField[], source: object, isInner = false): void {
    for (const field of fields) {
      if (isInner && this.#has(field.attribute)) continue;
      const value = quietly(() => resolved((source as Record<string, unknown>)[field.option]));
      if (value !== undefined && value !== null) this.#addValue(field, value);
    }
  }

  /** Returns the attributes, within the budget. To be called once. */
  finish(): Attributes {
    const { maxBytes } = this.#settings;
    const attributes: Attributes = { ...this.#references };
    if (maxBytes > 0) {
      const cutBytes = new ContentBudget(this.#contents, maxBytes).apply(this.#contents);
      sharedState.stats.cutContentBytes += cutBytes;
      if (cutBytes > 0) attributes[kCutBytes] = cutBytes;
    }
    for (const [attribute, value] of this.#contents) attributes[attribute] = value;
    return attributes;
  }

  #has(attribute: string): boolean {
    return this.#contents.has(attribute) || `${attribute}_ref` in this.#references;
  }

  #addValue({ attribute, isJson }: ContentField, value: unknown): void {
    const copy = this.#copier.copy(isJson === true ? parsedJson(value) : value);
    const redacted = copy === undefined ? undefined : this.#redacted(attribute, copy);
    if (redacted === undefined) return;
    const { reference } = this.#settings;
    const found = reference && quietly(() => reference(redacted, this.#info(attribute)));
    if (typeof found === 'string') this.#references[`${attribute}_ref`] = found;
    else this.#contents.set(attribute, redacted);
  }

  /** Records nothing if the hook throws: what it was to hide may be in the content. */
  #redacted(attribute: string, value: AnyValue): AnyValue | undefined {
    const { redact } = this.#settings;
    if (redact === undefined) return value;
    return this.#copier.copy(quietly(() => redact(value, this.#info(attribute))));
  }

  #info(attribute: string): { attribute: string; call: string } {
    return { attribute, call: this.#call };
  }
}

function resolved(value: unknown): unknown {
  return typeof value === 'function' ? (value as () => unknown)() : value;
}
