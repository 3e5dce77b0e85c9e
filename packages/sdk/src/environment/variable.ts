/** What every environment variable has, whatever its values are. */
interface Described {
  readonly name: string;
  /** As the documentation shows it; empty where nothing is the default. */
  readonly default: string;
  /** The first version that reads it. */
  readonly since: string;
  /** One line that says what the value does. */
  readonly description: string;
  /** The page in `docs/` that says more. */
  readonly page: string;
  /** The package that reads it, where it is not one of ours. */
  readonly readBy?: string;
}

/** A number, and the values that make sense. */
interface NumberVariable extends Described {
  readonly type: 'number';
  readonly unit?: 'ms' | 'bytes';
  /** The value has to be greater. */
  readonly above?: number;
  /** The value has to be this or greater. */
  readonly from?: number;
  readonly to?: number;
}

interface ChoiceVariable extends Described {
  readonly type: 'choice';
  readonly values: readonly string[];
  readonly ignoresCase?: boolean;
  /** Spaces around the value make it another one. */
  readonly isExact?: boolean;
}

interface ListVariable extends Described {
  /** Words, separated by commas. */
  readonly type: 'list';
  /** All words that are known; any word is where they are left out. */
  readonly values?: readonly string[];
}

interface PairsVariable extends Described {
  /** `name=value`, separated by commas and percent-encoded. */
  readonly type: 'pairs';
  /** Whether values are secrets, such as the tokens in headers. */
  readonly isSecret?: boolean;
}

interface PlainVariable extends Described {
  /** Credentials and queries of a `url` are secrets. */
  readonly type: 'boolean' | 'url' | 'path' | 'text';
}

/** An environment variable that this project, or an official package that it uses, reads. */
export type EnvironmentVariable =
  NumberVariable | ChoiceVariable | ListVariable | PairsVariable | PlainVariable;

/** The first version that was published. */
export const kFirst = '0.1.0';
