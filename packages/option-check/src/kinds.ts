/** What an option may be. */
export interface OptionKind {
  /** In words, as messages say it: `true or false`. */
  readonly expected: string;
  /** May throw for what cannot be looked at, which then counts as wrong. */
  readonly accepts: (value: unknown) => boolean;
  /** The options of the object that this option is. */
  readonly table?: Readonly<Record<string, OptionKind>>;
  /** The kind of the members of the array that this option is, when they are objects of options. */
  readonly each?: OptionKind;
}

/** The kind of each option of a type. */
export type OptionTable<Options> = { readonly [Name in keyof Required<Options>]: OptionKind };

/** For what the code that uses the option checks itself. */
export const anything: OptionKind = { expected: 'anything', accepts: () => true };

export const boolean: OptionKind = {
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
};

export const text: OptionKind = {
  expected: 'a string',
  accepts: (value) => typeof value === 'string',
};

export const hook: OptionKind = {
  expected: 'a function',
  accepts: (value) => typeof value === 'function',
};

/** Which numbers make sense. */
export interface NumberRange {
  /** The number is greater. */
  readonly above?: number;
  /** The number is this or greater. */
  readonly from?: number;
  /** Default: 9,007,199,254,740,991, the greatest integer that a number counts up to. */
  readonly to?: number;
  readonly isWhole?: boolean;
  /** Whether `Infinity`, for no limit, makes sense. */
  readonly isInfinite?: boolean;
}

export function number(range: NumberRange): OptionKind {
  const { above = -Infinity, from = -Infinity, to = Number.MAX_SAFE_INTEGER } = range;
  const lowest = range.above === undefined ? `of ${from} or more` : `greater than ${above}`;
  const unlimited = range.isInfinite ? ', or Infinity' : '';
  return {
    expected: `a ${range.isWhole ? 'whole ' : ''}number ${lowest}, ${to} at most${unlimited}`,
    accepts: (value) =>
      typeof value === 'number' &&
      value > above &&
      value >= from &&
      (value <= to || (range.isInfinite === true && value === Infinity)) &&
      (range.isWhole !== true || value === Infinity || Number.isInteger(value)),
  };
}

export function oneOf(values: readonly unknown[]): OptionKind {
  return { expected: `one of ${values.join(', ')}`, accepts: (value) => values.includes(value) };
}

/** An object with these members, whatever it is made from. */
export function withMethods(expected: string, ...methods: string[]): OptionKind {
  return {
    expected,
    accepts: (value) =>
      isAny(value) && methods.every((method) => typeof value[method] === 'function'),
  };
}

/** An object with this member, which is not read: that of a resource may not be ready. */
export function withMember(expected: string, member: string): OptionKind {
  return { expected, accepts: (value) => isAny(value) && member in value };
}

/** An array may have any number of holes. */
const kMaxItems = 100_000;

/** An array of one kind; without it, of anything. */
export function list(of: OptionKind = anything): OptionKind {
  return {
    expected: of === anything ? 'an array' : `an array, each of it ${of.expected}`,
    accepts: (value) =>
      Array.isArray(value) && value.length <= kMaxItems && Array.from(value).every(of.accepts),
    ...(of.table !== undefined && { each: of }),
  };
}

/** An object of options. */
export function nested(table: Readonly<Record<string, OptionKind>>): OptionKind {
  return { expected: 'an object of options', accepts: isPlain, table };
}

/** The same, or null. */
export function orNull(kind: OptionKind): OptionKind {
  return {
    ...kind,
    expected: `${kind.expected}, or null`,
    accepts: (value) => value === null || kind.accepts(value),
  };
}

export function either(first: OptionKind, second: OptionKind): OptionKind {
  return {
    ...second,
    expected: `${first.expected}, or ${second.expected}`,
    accepts: (value) => first.accepts(value) || second.accepts(value),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Also a class or a function that has members. */
function isAny(value: unknown): value is Record<string, unknown> {
  return typeof value === 'function' || isObject(value);
}

function isPlain(value: unknown): boolean {
  return isObject(value) && !Array.isArray(value);
}
