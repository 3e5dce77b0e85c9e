/** How mysql2 escapes these characters in strings, in every mode of SQL. */
const kEscapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\x1a': '\\Z',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};
const kEscaped = /[\0\b\t\n\r\x1a"'\\]/g;

/** Lists of rows are two deep. */
const kMaxDepth = 4;
/** Characters that are searched beyond the length of the statement: for an object, each value searches it from the start. */
const kMaxSearched = 4_194_304;

/**
 * Whether each text among the values stands in the statement as mysql2 writes it: as a string, or as a name. A `queryFormat` of the
 * application may write them otherwise, for example with doubled quotes: then nothing says where its strings end. Returns false
 * where it would take too long to tell.
 *
 * Values of a list stand in the statement in their order: one pass over it finds all. Those of an object may be put by name.
 */
export function areWrittenAsUsual(statement: string, masked: string, values: unknown): boolean {
  const kept = quotedPart(masked);
  const isList = Array.isArray(values);
  let from = 0;
  let left = statement.length + kMaxSearched;
  for (const text of textsIn(values, kMaxDepth)) {
    if (text === undefined || left < 0) return false;
    const string = asString(text);
    let at = statement.indexOf(string, from);
    let { length } = string;
    if (at < 0) {
      const name = asName(text);
      at = statement.indexOf(name, from);
      if (at < 0) return false;
      ({ length } = name);
    } else if (kept.includes(string)) {
      return false;
    }
    left -= at + length - from;
    if (isList) from = at + length;
  }
  return true;
}

/** Quotes are left in comments and names alone. */
function quotedPart(masked: string): string {
  const start = masked.indexOf("'");
  return start < 0 ? '' : masked.slice(start, masked.lastIndexOf("'") + 1);
}

function asString(text: string): string {
  return `'${text.replace(kEscaped, (character) => kEscapes[character]!)}'`;
}

/** Dots separate names, except in a path of JSON. */
function asName(text: string): string {
  const name = text.replaceAll('`', '``');
  return `\`${name.includes('->') ? name : name.replaceAll('.', '`.`')}\``;
}

/** Yields undefined where values are nested too deeply to look at them. */
function* textsIn(value: unknown, depth: number): Generator<string | undefined> {
  if (typeof value === 'string') {
    yield value;
  } else if (Array.isArray(value) || value instanceof Set) {
    if (depth === 0) yield undefined;
    else for (const one of value) yield* textsIn(one, depth - 1);
  } else if (isPlainObject(value)) {
    // mysql2 writes what is nested in an object as a text of its own.
    for (const one of Object.values(value)) if (typeof one === 'string') yield one;
  }
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || 'toSqlString' in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
