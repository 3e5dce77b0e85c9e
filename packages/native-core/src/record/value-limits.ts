import { diag } from '@opentelemetry/api';
import { kinds, type OptionTable } from 'option-check';
import { kMaxValueDepth } from './format.gen';

/** Limits of one attribute value. A value beyond a limit is cut, and counted in `stats().cutValues`. */
export interface AttributeValueLimits {
  /**
   * Levels of arrays and maps in one value, from 1 to 64; deeper ones become empty. Default: 64.
   * https://opentelemetry.io/docs/specs/otel/common/#attribute-limits
   */
  attributeValueDepthLimit?: number;
  /** Elements of all arrays and maps of one value together. Default: 262,144. */
  attributeValueNodeLimit?: number;
  /**
   * Bytes of all texts (in UTF-8), keys and byte arrays of one value together. Default: 15 MiB, so that an item with
   * such a value stays below the default of `maxItemBytes`.
   */
  attributeValueByteLimit?: number;
}

const kMiB = 1_048_576;

export const defaultValueLimits: Required<AttributeValueLimits> = {
  attributeValueDepthLimit: kMaxValueDepth,
  attributeValueNodeLimit: 262_144,
  attributeValueByteLimit: 15 * kMiB,
};

const limit = kinds.orNull(kinds.number({ from: 0, isInfinite: true }));

export const valueLimitKinds = {
  attributeValueDepthLimit: limit,
  attributeValueNodeLimit: limit,
  attributeValueByteLimit: limit,
} as const satisfies OptionTable<AttributeValueLimits>;

/** Fills the defaults into the limits, and moves each limit into its valid range. */
export function resolveValueLimits(limits: AttributeValueLimits): Required<AttributeValueLimits> {
  const resolved = { ...defaultValueLimits };
  for (const name of Object.keys(resolved) as (keyof AttributeValueLimits)[]) {
    const highest = name === 'attributeValueDepthLimit' ? kMaxValueDepth : Number.MAX_SAFE_INTEGER;
    const given = limits[name];
    if (given == null) continue;
    resolved[name] = Math.min(Math.max(1, Math.trunc(given)), highest);
    if (resolved[name] !== given && given !== Infinity)
      diag.warn(`${name} is ${given}: expected a whole number above 0, using ${resolved[name]}`);
  }
  return resolved;
}
