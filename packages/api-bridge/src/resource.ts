import type { AnyValue, Attributes } from '@opentelemetry/api';

/** A detected value, or a promise of one. */
export type DetectedValue = AnyValue | undefined | Promise<AnyValue | undefined>;

/**
 * What telemetry comes from: the interface of `@opentelemetry/resources`, of whichever version the application has. That
 * package makes resources; this interface is here so that the types of our packages do not need it.
 * https://opentelemetry.io/docs/specs/otel/resource/sdk/
 */
export interface Resource {
  /** Whether some attributes are not known yet. */
  readonly asyncAttributesPending?: boolean;
  readonly attributes: Attributes;
  readonly schemaUrl?: string;
  /** Resolves when all attributes are known. Never rejects. */
  waitForAsyncAttributes?(): Promise<void>;
  /** Both resources as one. The other one wins. */
  merge(other: Resource | null): Resource;
  getRawAttributes(): [string, DetectedValue][];
}

/** Finds out attributes of a resource. */
export interface ResourceDetector {
  detect(): { attributes?: Record<string, DetectedValue> };
}
