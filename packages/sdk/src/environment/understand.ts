import { describeMalformed, malformedAttributes } from './resource-attributes.ts';
import { kMasked, maskedUrl } from './secrets.ts';
import type { EnvironmentVariable } from './variable.ts';

/** A value as the SDK reads it. */
export interface Understood {
  /** The value without secrets, safe to print. */
  readonly value: string;
  /** Why the value is invalid. Then the SDK uses the default, or the start fails. */
  readonly problem?: string;
}

const kLogLevels = 'OTEL_LOG_LEVEL';
/** RFC 9110, section 5.6.2. */
const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads a value by the type of its variable. An empty value counts as unset. */
export function understand(variable: EnvironmentVariable, raw: string): Understood {
  const text = raw.trim();
  if (text === '') return { value: '(empty: counts as unset)' };
  switch (variable.type) {
    case 'boolean':
      return oneOf(text, text.toLowerCase(), ['true', 'false'], 'false');
    case 'number':
      return numberOf(variable, text);
    case 'choice':
      return choiceOf(variable, variable.isExact ? raw : text);
    case 'list':
      return listOf(variable, text);
    case 'pairs':
      return variable.isSecret ? secretPairsOf(text) : attributesOf(text);
    case 'url':
      return { value: maskedUrl(text) };
    case 'path':
      return pathOf(text);
    default:
      return { value: text };
  }
}

type Of<T extends EnvironmentVariable['type']> = Extract<EnvironmentVariable, { type: T }>;

function choiceOf(variable: Of<'choice'>, text: string): Understood {
  const word = variable.ignoresCase ? text.toLowerCase() : text;
  const fallback = variable.name === kLogLevels ? 'info' : variable.default;
  return oneOf(text, word, variable.values, fallback);
}

function oneOf(
  text: string,
  word: string,
  values: readonly string[],
  fallback: string,
): Understood {
  if (values.includes(word)) return { value: word };
  const instead = fallback === '' ? 'it is ignored' : `${fallback} is used`;
  const value = text === text.trim() ? text : JSON.stringify(text);
  return { value, problem: `expected one of ${values.join(', ')}; ${instead}` };
}

function numberOf({ unit, above, from, to, ...variable }: Of<'number'>, text: string): Understood {
  const number = Number(text);
  const instead = variable.default === '' ? 'it is ignored' : `${variable.default} is used`;
  if (Number.isNaN(number)) {
    const advice = /^[\d.]+\s*[a-z]+$/i.test(text) ? ' without a unit' : '';
    return { value: text, problem: `expected a number${advice}; ${instead}` };
  }
  const value = unit === undefined ? String(number) : `${number} ${unit}`;
  if (above !== undefined && !(number > above)) {
    return { value, problem: `expected a number above ${above}; ${instead}` };
  }
  if (from !== undefined && number < from) {
    return { value, problem: `expected a number of ${from} or more` };
  }
  const highest = to ?? Number.MAX_SAFE_INTEGER;
  if (number > highest && (to !== undefined || number !== Infinity)) {
    return { value, problem: `expected a number of ${highest} or less; ${instead}` };
  }
  return { value };
}

function listOf({ values }: Of<'list'>, text: string): Understood {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const unknown = values === undefined ? [] : words.filter((word) => !values.includes(word));
  const value = words.join(', ');
  if (unknown.length === 0) return { value };
  return { value, problem: `${unknown.join(', ')} is unknown; known: ${values!.join(', ')}` };
}

function attributesOf(text: string): Understood {
  const places = malformedAttributes(text);
  const entries = text.split(',').filter((entry) => entry.trim() !== '');
  const shown = entries.map((entry, index) =>
    places.includes(index + 1) ? kMasked : entry.replace(/\s*=\s*/, '=').trim(),
  );
  const value = shown.join(', ');
  return places.length === 0 ? { value } : { value, problem: describeMalformed(places) };
}

/** Hides entries without a name: they may be tokens. */
function secretPairsOf(text: string): Understood {
  const entries = text.split(',').filter((entry) => entry.trim() !== '');
  const malformed: number[] = [];
  const shown = entries.map((entry, index) => {
    const separator = entry.indexOf('=');
    const name = entry.slice(0, Math.max(0, separator)).trim();
    const value = entry.slice(separator + 1).trim();
    // Header names are HTTP tokens.
    if (kToken.test(name) && value !== '') return `${name}=${kMasked}`;
    malformed.push(index + 1);
    return kMasked;
  });
  const value = shown.join(', ');
  if (malformed.length === 0) return { value };
  const which =
    malformed.length === 1 ? `entry ${malformed[0]}` : `entries ${malformed.join(', ')}`;
  return { value, problem: `${which}: expected name=value; it is ignored` };
}

/** Hides file contents: some users put the PEM text where its path belongs. */
function pathOf(text: string): Understood {
  if (!text.includes('-----BEGIN') && !text.includes('\n')) return { value: text };
  return { value: kMasked, problem: 'expected the path of a file, not what is in it' };
}
