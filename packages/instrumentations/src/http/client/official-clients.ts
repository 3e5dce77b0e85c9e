import { trace, type Context, type Span } from '@opentelemetry/api';
import { OfficialWrapper, type OfficialFunctions } from '../../base/official-wrapper';
import type { Scope } from '../../base/scope';

type Module = 'http' | 'https';

const kOfficial = '@opentelemetry/instrumentation-http';

const kFunctions: OfficialFunctions = {
  names: ['outgoingRequest', 'httpsOutgoingRequest'],
  properties: ['ignoreOutgoingRequestHook', '_setDefaultOptions'],
};

/** The official function, which is called for each request, on a stack. */
const kFrame = /\boutgoingRequest\b/;
/** Frames from our listener up to that function, with those of agents, contexts and other wrappers. */
const kMaxFrames = 50;

/** A span of an SDK: of version 2 or newer, or older. */
interface ScopedSpan extends Span {
  readonly instrumentationScope?: { readonly name?: string };
  readonly instrumentationLibrary?: { readonly name?: string };
}

/**
 * Knows whether a request passes through the official instrumentation, and reports the first that does.
 *
 * Rejected: to ask whether it replaced `http.request`. An application that took the function before calls that of Node, and
 * one that took it meanwhile calls the official one even after `disable()`.
 */
export class OfficialClients {
  readonly #scope: Scope;
  readonly #modules: Partial<Record<Module, { readonly request: unknown }>> = {};
  readonly #wrappers: Readonly<Record<Module, OfficialWrapper>> = {
    http: new OfficialWrapper(kFunctions),
    https: new OfficialWrapper(kFunctions),
  };
  /** Spans whose request was seen. What is requested while it connects is not recorded by the same span. */
  readonly #seen = new WeakSet<Span>();
  #isReported = false;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** To be called while the request is made, with the context that is active. */
  records(name: Module, active: Context): boolean {
    if (!this.#hasSpan(active) && !this.#isPassed(name)) return false;
    if (!this.#isReported) {
      this.#isReported = true;
      this.#scope.warn(`${kOfficial} is active for clients: it records, and this one not`);
    }
    return true;
  }

  /** The official instrumentation makes its span active, and then lets Node make the request. */
  #hasSpan(active: Context): boolean {
    const span = trace.getSpan(active) as ScopedSpan | undefined;
    if (span === undefined) return false;
    const { name } = span.instrumentationScope ?? span.instrumentationLibrary ?? {};
    if (name !== kOfficial || this.#seen.has(span)) return false;
    this.#seen.add(span);
    return true;
  }

  /** A request without such a span: a sampler or a hook of the official instrumentation may have left it out. */
  #isPassed(name: Module): boolean {
    const module = (this.#modules[name] ??= process.getBuiltinModule(name));
    return this.#wrappers[name].isIn(module.request) && kFrame.test(stack());
  }
}

function stack(): string {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = kMaxFrames;
  // Applications may have one that returns no text.
  Error.prepareStackTrace = undefined as never;
  try {
    return String(new Error().stack);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace as never;
  }
}
