import type { AnyValue, Attributes } from '@opentelemetry/api';

/** A detected value, or a promise of one. */
export type DetectedValue = AnyValue | undefined | Promise<AnyValue | undefined>;

/**
 * Describes the process that records the telemetry. Resources of every version of `@opentelemetry/resources` fit this
 * interface. It is declared here so that the types of these packages do not need that package.
 * https://opentelemetry.io/docs/specs/otel/resource/sdk/
 */
export interface Resource {
  /** True while a detector still looks for attributes. */
  readonly asyncAttributesPending?: boolean;
  /** The attributes known so far. */
  readonly attributes: Attributes;
  /** Schema URL of the attributes: https://opentelemetry.io/docs/specs/otel/schemas/. Default: none. */
  readonly schemaUrl?: string;
  /** Resolves when all attributes are known. Never rejects. */
  waitForAsyncAttributes?(): Promise<void>;
  /** Returns a new resource with the attributes of both. `other` wins where both have an attribute. */
  merge(other: Resource | null): Resource;
  /** Returns the attributes as detected: a name may occur more than once, and a value may be a promise. */
  getRawAttributes(): [string, DetectedValue][];
}

/**
 * Detects attributes of a resource.
 * https://opentelemetry.io/docs/specs/otel/resource/sdk/#detecting-resource-information-from-the-environment
 */
export interface ResourceDetector {
  /** Returns what it detected; slow values may be promises. A value of undefined is left out. */
  detect(): { attributes?: Record<string, DetectedValue> };
}
