import { invalidOption, readOptions, type kinds, type OptionTable } from 'option-check';
import { version } from '../../package.json';
import { entryOptionKinds, type EntryOptions, type GenAiScopeOptions } from './gen-ai-options';

/** What an entry for a library was called with. */
export interface EntrySettings<Options> {
  /** The options that only this entry has. */
  readonly own: Omit<Options, keyof EntryOptions>;
  readonly scope: GenAiScopeOptions;
}

/**
 * Reads the options of an entry for a library.
 *
 * @param entry its name: `openai` for `@otel-native/genai/openai`
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option
 */
export function readEntryOptions<Options extends EntryOptions>(
  entry: string,
  given: Options,
  ownKinds: OptionTable<Omit<Options, keyof EntryOptions>>,
): EntrySettings<Options> {
  const table = { ...entryOptionKinds, ...ownKinds } as OptionTable<Options>;
  const options = Object.entries(readOptions<Options>(given, table));
  const isOwn = (name: string) => Object.hasOwn(ownKinds, name);
  return {
    own: Object.fromEntries(
      options.filter(([name]) => isOwn(name)),
    ) as EntrySettings<Options>['own'],
    scope: { ...Object.fromEntries(options.filter(([name]) => !isOwn(name))), ...scopeOf(entry) },
  };
}

/** The instrumentation scope of an entry. */
export function scopeOf(entry: string): { name: string; version: string } {
  return { name: `@otel-native/genai/${entry}`, version };
}

/**
 * Checks what an entry is asked to observe.
 *
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for anything else, also for what cannot be read
 */
export function checkTarget(name: string, target: unknown, kind: kinds.OptionKind): void {
  let isAccepted = false;
  try {
    isAccepted = kind.accepts(target);
  } catch {
    // A revoked proxy, or a getter that throws.
  }
  if (!isAccepted) throw invalidOption(name, target, kind.expected);
}
