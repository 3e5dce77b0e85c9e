/** Properties of every environment variable, whatever its type. */
interface Described {
  readonly name: string;
  /** The default as the documentation shows it; empty if there is none. */
  readonly default: string;
  /** The first version that reads it. */
  readonly since: string;
  /** One line that describes the effect of the value. */
  readonly description: string;
  /** The page in `docs/` with the details. */
  readonly page: string;
  /** The package that reads the variable, unless it is one of ours. */
  readonly readBy?: string;
}

/** A number and its valid range. */
interface NumberVariable extends Described {
  readonly type: 'number';
  readonly unit?: 'ms' | 'bytes';
  /** Exclusive minimum. */
  readonly above?: number;
  /** Inclusive minimum. */
  readonly from?: number;
  readonly to?: number;
}

interface ChoiceVariable extends Described {
  readonly type: 'choice';
  readonly values: readonly string[];
  readonly ignoresCase?: boolean;
  /** Spaces around the value are part of it, so that it no longer matches. */
  readonly isExact?: boolean;
}

interface ListVariable extends Described {
  /** Words separated by commas. */
  readonly type: 'list';
  /** All known words; without this list every word is valid. */
  readonly values?: readonly string[];
}

interface PairsVariable extends Described {
  /** Percent-encoded `name=value` entries, separated by commas. */
  readonly type: 'pairs';
  /** Whether values are secrets, such as tokens in headers. */
  readonly isSecret?: boolean;
}

interface PlainVariable extends Described {
  /** Credentials and query values of a `url` are secrets. */
  readonly type: 'boolean' | 'url' | 'path' | 'text';
}

/** An environment variable that this project reads, or an official package that it uses. */
export type EnvironmentVariable =
  NumberVariable | ChoiceVariable | ListVariable | PairsVariable | PlainVariable;

/** The first published version. */
export const kFirst = '0.1.0';
