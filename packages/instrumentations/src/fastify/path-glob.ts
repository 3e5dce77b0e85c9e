/** What only other matchers understand: classes of characters, and lists with an operator. */
const kUnsupported = /[[\]()!+@\\]/;
const kSpecial = /[.*+?^${}()|[\]\\]/g;
/** The parts of a pattern that do not stand for themselves. */
const kWild = /\*\*|\*|\?|\{[^{}]*\}/g;

/** Whether a value is a pattern that `globMatcher` understands. */
export function isSimpleGlob(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !kUnsupported.test(value);
}

/** Returns a regular expression for a whole path. */
export function globMatcher(pattern: string): RegExp {
  let source = '';
  let end = 0;
  for (const { 0: wild, index } of pattern.matchAll(kWild)) {
    source += escaped(pattern.slice(end, index)) + sourceOf(wild);
    end = index + wild.length;
  }
  return new RegExp(`^${source}${escaped(pattern.slice(end))}$`);
}

function sourceOf(wild: string): string {
  if (wild === '**') return '.*';
  if (wild === '*') return '[^/]*';
  if (wild === '?') return '[^/]';
  return `(?:${wild.slice(1, -1).split(',').map(escaped).join('|')})`;
}

function escaped(text: string): string {
  return text.replace(kSpecial, '\\$&');
}
