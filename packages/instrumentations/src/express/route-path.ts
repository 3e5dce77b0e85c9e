/** Matches the templates that match every path: `/{*splat}` and the like. */
const kMatchesAll = /^\/\{[*][^}]*\}$/;
const kRepeatedSlashes = /\/{2,}/g;
/** Marks of a template that cannot be compared with a URL: lists, regular expressions and wildcards. */
const kPatternMarks = [',', '\\', '*', '['];

/**
 * The paths of the layers that a request has passed, joined once. Requests share it: it never changes.
 * The rules are those of `@opentelemetry/instrumentation-express`.
 */
export class RoutePath {
  /** The path template; empty if only `/` and templates for everything matched. */
  readonly joined: string;
  /** The value of `http.route`, where the URL allows it. */
  readonly route: string | undefined;
  readonly #paths: readonly string[];
  readonly #isAlwaysTrue: boolean;
  readonly #isRoot: boolean;

  constructor(paths: readonly string[]) {
    this.#paths = paths;
    this.joined = join(paths);
    this.#isRoot = paths.length > 0 && paths.every((path) => path === '/');
    const isPattern =
      this.joined === '*' ||
      (this.joined.includes('/') && kPatternMarks.some((mark) => this.joined.includes(mark)));
    this.route = routeOf(this.joined, paths.length, this.#isRoot, isPattern);
    this.#isAlwaysTrue = isPattern || (this.route !== undefined && /[:*]/.test(this.route));
  }

  /** Returns the path of a layer below. */
  below(path: string): RoutePath {
    return new RoutePath([...this.#paths, path]);
  }

  /** Returns `route`; undefined if the template is not that of the URL. */
  routeFor(originalUrl: unknown): string | undefined {
    const route = this.route;
    if (route === undefined || this.#isAlwaysTrue) return route;
    if (typeof originalUrl !== 'string') return undefined;
    if (this.#isRoot) return originalUrl === '/' ? route : undefined;
    return originalUrl.startsWith(route) ? route : undefined;
  }
}

/** The path of a request that has passed no layer with a path. */
export const kNoPath = new RoutePath([]);

function join(paths: readonly string[]): string {
  const parts = paths.filter((path) => path !== '/' && path !== '/*' && !kMatchesAll.test(path));
  if (parts.length === 1 && parts[0] === '*') return '*';
  return parts.join('').replace(kRepeatedSlashes, '/');
}

function routeOf(
  joined: string,
  count: number,
  isRoot: boolean,
  isPattern: boolean,
): string | undefined {
  if (count === 0) return undefined;
  if (isRoot) return '/';
  return isPattern || joined.startsWith('/') ? joined : `/${joined}`;
}

/** Returns the path from the arguments of `use` or `route`; undefined if the first one is none. */
export function pathOfArguments([first]: readonly unknown[]): string | undefined {
  if (!Array.isArray(first)) return textOf(first);
  const texts = first.map(textOf);
  // `use` takes a list of functions too.
  return texts.some((text) => text !== undefined) ? texts.join(',') : undefined;
}

function textOf(path: unknown): string | undefined {
  if (typeof path === 'string') return path;
  return path instanceof RegExp || typeof path === 'number' ? String(path) : undefined;
}
