import type { Scope } from '../base/scope';
import type { FastifyInstrumentationConfig } from './fastify-options';
import type { FastifyInstance, RouteConfig } from './fastify-shapes';
import { otherInstrumentation } from './other-instrumentation';
import { globMatcher } from './path-glob';

/** A request, or a route. */
export interface Recorded {
  readonly url: string;
  readonly method: string | readonly string[];
}

/** What decides whether anything is recorded, for all applications. */
export class RecordingSettings {
  readonly scope: Scope;
  config: FastifyInstrumentationConfig = {};
  isEnabled = false;
  #isIgnored: ((one: Recorded) => boolean) | undefined;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  configure(config: FastifyInstrumentationConfig): void {
    this.config = config;
    const { ignorePaths } = config;
    if (typeof ignorePaths === 'string') {
      const matcher = globMatcher(ignorePaths);
      this.#isIgnored = ({ url }) => matcher.test(url);
    } else this.#isIgnored = ignorePaths;
  }

  /** Whether a request is recorded, or a route. */
  records(one: Recorded, config: RouteConfig | undefined): boolean {
    if (!this.isEnabled || this.scope.telemetry.isIdle || config?.otel === false) return false;
    return !this.ignores(one);
  }

  /** Whether `ignorePaths` leaves out a request, or a route. */
  ignores({ url, method }: Recorded): boolean {
    const isIgnored = this.#isIgnored;
    if (isIgnored === undefined) return false;
    return this.scope.runHook('ignorePaths', () => isIgnored({ url, method })) === true;
  }
}

/** The same for one application. */
export class ApplicationSettings {
  readonly #all: RecordingSettings;
  /** Whether another instrumentation records the application: for good, as it stays for as long as the application. */
  #hasSteppedBack = false;

  constructor(all: RecordingSettings) {
    this.#all = all;
  }

  get scope(): Scope {
    return this.#all.scope;
  }

  get config(): FastifyInstrumentationConfig {
    return this.#all.config;
  }

  records(one: Recorded, config: RouteConfig | undefined): boolean {
    return !this.#hasSteppedBack && this.#all.records(one, config);
  }

  ignores(one: Recorded): boolean {
    return this.#all.ignores(one);
  }

  /** Looks for another instrumentation, which may come at any time until the application is ready. */
  stepsBackOn(instance: FastifyInstance): boolean {
    const other = this.#hasSteppedBack ? undefined : otherInstrumentation(instance);
    if (other !== undefined) {
      this.#hasSteppedBack = true;
      this.scope.warn(`${other} is active: it records, and this one not`);
    }
    return this.#hasSteppedBack;
  }
}
