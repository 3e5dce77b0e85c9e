import { diag, type AnyValue } from '@opentelemetry/api';
import { warnOnce } from '../values/warn-once';
import { ValueCopier } from './any-value';
import type { FlatAnyValue } from './flat-value';
import { flatOf, flatRules, flatten, isContainer, type FlatRules } from './flatten';
import { kMaxBytesPerUnit } from './record-memory';
import { defaultValueLimits, type AttributeValueLimits } from './value-limits';

/** Reads the attribute values of one provider, and counts the values that it cut. */
export class ValueReader {
  /** Strings of at most this length exceed no limit, and need no check. */
  readonly plainLength: number;
  /** As `plainLength`, for values that {@link ValueReader.flatAnything} copies. */
  readonly anythingLength: number;
  cutValues = 0;
  readonly #lengthLimit: number;
  readonly #limits: Required<AttributeValueLimits>;
  readonly #rules: FlatRules;
  readonly #uncutRules: FlatRules;
  readonly #anythingRules: FlatRules;
  /** Undefined while it copies a value, and after a value threw. */
  #copier: ValueCopier | undefined = undefined;

  /** @param lengthLimit longest string or byte value, in UTF-16 units or bytes */
  constructor(lengthLimit = Infinity, limits: Required<AttributeValueLimits> = defaultValueLimits) {
    this.#lengthLimit = lengthLimit;
    this.#limits = limits;
    this.anythingLength = Math.floor(limits.attributeValueByteLimit / kMaxBytesPerUnit);
    this.plainLength = Math.min(lengthLimit, this.anythingLength);
    this.#rules = flatRules(limits, lengthLimit > 0 ? lengthLimit : Infinity, false);
    this.#uncutRules = flatRules(limits, Infinity, false);
    this.#anythingRules = flatRules(limits, Infinity, true);
  }

  /** The limit of strings and bytes. An invalid limit is ignored with a warning. */
  get lengthLimit(): number {
    const limit = this.#lengthLimit;
    if (limit > 0) return limit;
    diag.warn(`Invalid attributeValueLengthLimit: must be positive, got ${limit} (ignoring)`);
    return Infinity;
  }

  /**
   * Returns a checked and cut copy of a value. Returns undefined, with a warning, for an invalid value and for one that
   * throws when it is read; undefined itself causes no warning.
   */
  read(key: string, value: unknown, lengthLimit = this.lengthLimit): AnyValue | undefined {
    return readWith((given) => this.copy(given, lengthLimit), key, value);
  }

  /** As `read`, but returns the form that is written. May read the value twice. */
  readFlat(key: string, value: unknown): FlatAnyValue {
    const { lengthLimit } = this;
    return readWith((given) => this.#flat(given, lengthLimit, this.#rules), key, value);
  }

  /** As `readFlat`, without the limit of strings: for values that were cut before, or that a processor set. */
  readFlatUncut(key: string, value: unknown): FlatAnyValue {
    return readWith((given) => this.#flat(given, Infinity, this.#uncutRules), key, value);
  }

  #flat(value: unknown, lengthLimit: number, rules: FlatRules): FlatAnyValue {
    const flat = isContainer(value) ? flatten(value, rules) : undefined;
    return flat ?? flatOf(this.copy(value, lengthLimit));
  }

  /** As `read`, but does not warn of an invalid value, and throws what reading it throws. */
  copy(value: unknown, lengthLimit: number): AnyValue | undefined {
    const copier = this.#copier ?? new ValueCopier(this.#limits);
    // A getter in the value may set another attribute, whose value needs a copier of its own.
    this.#copier = undefined;
    const copy = copier.copy(value, lengthLimit);
    this.#copier = copier;
    if (copier.wasCut && copy !== undefined) this.#tellCut();
    return copy;
  }

  /**
   * Returns a copy of any value, without a limit of its strings: parts that OTLP cannot carry become empty, see
   * `ValueCopier`. Throws what reading it throws. May read the value twice.
   */
  flatAnything(value: unknown): FlatAnyValue {
    const flat = isContainer(value) ? flatten(value, this.#anythingRules) : undefined;
    return flat ?? flatOf(this.#copyAnything(value));
  }

  #copyAnything(value: unknown): AnyValue {
    const copier = new ValueCopier(this.#limits, false);
    const copy = copier.copy(value, Infinity);
    if (copier.wasCut) this.#tellCut();
    return copy;
  }

  /** Counts a value that exceeds a limit or cannot be read in whole. */
  #tellCut(): void {
    this.cutValues++;
    warnOnce(
      'A value has more levels, elements or bytes than the limits of values allow, or contains itself, and was cut; further ones are only counted, see stats()',
    );
  }
}

function readWith<T>(
  read: (value: unknown) => T | undefined,
  key: string,
  value: unknown,
): T | undefined {
  if (value === undefined) return undefined;
  try {
    const copy = read(value);
    if (copy === undefined) diag.warn(`Invalid attribute value set for key: ${key}`);
    return copy;
  } catch (error) {
    diag.warn(`An attribute could not be read: ${key}`, error);
    return undefined;
  }
}
