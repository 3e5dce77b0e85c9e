import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { unsupportedVariables } from '../src/environment/unsupported';
import { environmentVariables } from '../src/environment/variables';

const packages = join(__dirname, '../..');

/** Texts in the source that look like variables but are codes of process warnings. */
const kNoVariables = [
  ...['OTEL_NATIVE_API_MISMATCH', 'OTEL_NATIVE_FALLBACK'],
  ...['OTEL_NATIVE_LATE_START', 'OTEL_NATIVE_NO_ZLIB', 'OTEL_NATIVE_PART_MISSING'],
];

/** Matches the open parts of templates such as `OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`. */
const kPart =
  '(TRACES|METRICS|LOGS|(TRACES_|METRICS_|LOGS_)?(CERTIFICATE|CLIENT_CERTIFICATE|CLIENT_KEY|HEADERS|TIMEOUT|COMPRESSION))';

interface Mentioned {
  /** Whole names in quotes. */
  readonly names: Set<string>;
  /** Templates, as patterns. */
  readonly patterns: RegExp[];
}

function mentionedIn(source: string): Mentioned {
  const code = source.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/ .*/g, '');
  const names = [...code.matchAll(/['"](OTEL_[A-Z0-9_]*[A-Z0-9])['"]/g)].map(([, name]) => name!);
  const patterns = [...code.matchAll(/`(OTEL_[A-Z_]*\$\{[^`]*)`/g)].map(
    ([, template]) => new RegExp(`^${template!.replace(/\$\{[^}]*\}/g, kPart)}$`),
  );
  return { names: new Set(names), patterns };
}

/** Returns every variable that the packages mention outside the table. */
function mentionedEverywhere(): Mentioned {
  const own = join('sdk', 'src', 'environment');
  const sources = readdirSync(packages)
    .map((name) => join(packages, name, 'src'))
    .filter((folder) => existsSync(folder)); // a package of C++ alone has none
  const files = sources.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => file.endsWith('.ts') && !relative(packages, file).startsWith(own)),
  );
  const all = files.map((file) => mentionedIn(readFileSync(file, 'utf8')));
  return {
    names: new Set(all.flatMap(({ names }) => [...names])),
    patterns: all.flatMap(({ patterns }) => patterns),
  };
}

const { names, patterns } = mentionedEverywhere();
const table = new Map(environmentVariables.map((variable) => [variable.name, variable]));

test('every variable that the source names is in the table', () => {
  expect(names.size).toBeGreaterThan(30);
  const missing = [...names].filter((name) => !table.has(name) && !kNoVariables.includes(name));
  expect(missing).toEqual([]);
});

test('every variable in the table that is ours is read somewhere', () => {
  const unread = environmentVariables
    .filter(({ readBy }) => readBy === undefined)
    .map(({ name }) => name)
    .filter((name) => !names.has(name) && !patterns.some((pattern) => pattern.test(name)));
  expect(unread).toEqual([]);
});

test('a name is in the table once, and no supported one is called unsupported', () => {
  expect(table.size).toBe(environmentVariables.length);
  expect(Object.keys(unsupportedVariables).filter((name) => table.has(name))).toEqual([]);
});

test('a default is a value that its variable takes', () => {
  for (const variable of environmentVariables) {
    if (variable.default === '') continue;
    if (variable.type === 'choice') expect(variable.values).toContain(variable.default);
    if (variable.type === 'number') expect(Number(variable.default)).not.toBeNaN();
    if (variable.type === 'list' && variable.values !== undefined) {
      expect(variable.values).toEqual(expect.arrayContaining(variable.default.split(',')));
    }
  }
});

test('each variable says in one line what it does, and where to read more', () => {
  for (const { name, description, page } of environmentVariables) {
    expect([name, description]).toEqual([name, expect.stringMatching(/^[^\n]{10,120}\.$/)]);
    expect([name, page]).toEqual([name, expect.stringMatching(/^[a-z-]+\.md$/)]);
  }
});
