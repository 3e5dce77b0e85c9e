import { diag, type AnyValue } from '@opentelemetry/api';
import { warnOnce } from '../values/warn-once';
import { ValueCopier } from './any-value';
import { defaultValueLimits, type AttributeValueLimits } from './value-limits';

/** UTF-8 has at most three bytes for a UTF-16 unit. */
const kMaxBytesPerUnit = 3;

/** Reads the attribute values of one provider, and counts those of which a part was left out. */
export class ValueReader {
  /** Strings of this length or less need no look: they exceed no limit. */
  readonly plainLength: number;
  cutValues = 0;
  readonly #lengthLimit: number;
  readonly #limits: Required<AttributeValueLimits>;
  /** Undefined while it copies, and once a value threw. */
  #copier: ValueCopier | undefined = undefined;

  /** @param lengthLimit longest string or byte value, in UTF-16 units or bytes */
  constructor(lengthLimit = Infinity, limits: Required<AttributeValueLimits> = defaultValueLimits) {
    this.#lengthLimit = lengthLimit;
    this.#limits = limits;
    const alwaysFit = Math.floor(limits.attributeValueByteLimit / kMaxBytesPerUnit);
    this.plainLength = Math.min(lengthLimit, alwaysFit);
  }

  /** The limit of strings and bytes; one that cannot be is ignored with a warning. */
  get lengthLimit(): number {
    const limit = this.#lengthLimit;
    if (limit > 0) return limit;
    diag.warn(`Invalid attributeValueLengthLimit: must be positive, got ${limit} (ignoring)`);
    return Infinity;
  }

  /**
   * A checked and cut copy of a value, or undefined when it is refused: with a warning, unless it is undefined itself. A
   * value that throws when it is read is refused as well.
   */
  read(key: string, value: unknown, lengthLimit = this.lengthLimit): AnyValue | undefined {
    if (value === undefined) return undefined;
    try {
      const copy = this.copy(value, lengthLimit);
      if (copy === undefined) diag.warn(`Invalid attribute value set for key: ${key}`);
      return copy;
    } catch (error) {
      diag.warn(`An attribute could not be read: ${key}`, error);
      return undefined;
    }
  }

  /** As `read`, but says nothing of a value that is refused, and throws what reading it throws. */
  copy(value: unknown, lengthLimit: number): AnyValue | undefined {
    const copier = this.#copier ?? new ValueCopier(this.#limits);
    // A getter in the value may set another attribute, whose value needs a copier of its own.
    this.#copier = undefined;
    const copy = copier.copy(value, lengthLimit);
    this.#copier = copier;
    if (copier.wasCut && copy !== undefined) this.#tellCut();
    return copy;
  }

  #tellCut(): void {
    this.cutValues++;
    warnOnce(
      'An attribute value has more levels, elements or bytes than the limits of values allow and was cut; further ones are only counted, see stats()',
    );
  }
}
