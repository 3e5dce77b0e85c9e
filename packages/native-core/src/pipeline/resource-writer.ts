import type { Resource } from '@opentelemetry/resources';
import { resourceDefinition, type Definition } from '../record/definition-encoder';
import { settledAttributes } from '../values/inspect';
import type { ValueReader } from '../record/value-reader';

/**
 * Defines a pipeline's resource. Waits for attributes that detectors still look for; until then the native side sends
 * nothing.
 */
export class ResourceWriter {
  /** Resolves when the resource is defined. */
  readonly written: Promise<void>;
  readonly #values: ValueReader;
  readonly #define: (definition: Definition) => void;
  /** The resource while some of its attributes are still unknown. */
  #pending: Resource | undefined;

  /** @param save keeps the attributes known so far, in case the process dies before all are detected */
  constructor(
    resource: Resource,
    values: ValueReader,
    define: (definition: Definition) => void,
    save?: (definition: Definition) => void,
  ) {
    this.#values = values;
    this.#define = define;
    if (resource.asyncAttributesPending !== true || resource.waitForAsyncAttributes === undefined) {
      this.#write(resource);
      this.written = Promise.resolve();
      return;
    }
    this.#pending = resource;
    save?.(resourceDefinition(settledAttributes(resource), values, resource.schemaUrl));
    const write = () => this.writePending();
    this.written = resource.waitForAsyncAttributes().then(write, write);
  }

  /** Defines the resource with the attributes known so far, unless it is defined already. */
  writePending(): void {
    const resource = this.#pending;
    this.#pending = undefined;
    if (resource !== undefined) this.#write(resource);
  }

  #write(resource: Resource): void {
    const attributes =
      resource.asyncAttributesPending === true ? settledAttributes(resource) : resource.attributes;
    this.#define(resourceDefinition(attributes, this.#values, resource.schemaUrl));
  }
}
