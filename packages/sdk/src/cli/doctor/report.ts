import type { Answer } from './probe/answer.ts';

/** A problem that a person should fix. */
export interface Finding {
  /** An error keeps traces from arriving. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** A native addon of one of our packages. */
export interface Binary {
  readonly packageName: string;
  readonly path?: string;
  /** Why no binary loads. */
  readonly problem?: string;
}

/** An `OTEL_…` variable that is set. */
export interface SetVariable {
  readonly name: string;
  /** The value without secrets; undefined for a variable that nothing reads, since it may hold a secret. */
  readonly value?: string;
  readonly problem?: string;
  /** A remark about a correct value. */
  readonly note?: string;
}

/** Where one signal goes. */
export interface Destination {
  readonly exporter: string;
  readonly protocol?: string;
  readonly endpoint?: string;
  /** What sends: native threads, Node's own network stack or an official package. */
  readonly sentBy?: string;
  /** The receiver's answer to an empty request. */
  readonly answer?: Answer;
  /** Why nothing can be sent. */
  readonly problem?: string;
}

/** The destinations, and the findings from reading their settings. */
export interface ConfiguredDestinations {
  readonly findings: readonly Finding[];
  readonly traces: readonly Destination[];
  readonly metrics: readonly Destination[];
  readonly logs: readonly Destination[];
}

/** An installed package. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** One copy of a package that several instrumentations may share. */
export interface Copy extends Installed {
  readonly usedBy: readonly string[];
}

export interface Instrumentations {
  readonly found: readonly Installed[];
  /** The copies of `@opentelemetry/instrumentation` and of `import-in-the-middle` that these use. */
  readonly copies: readonly Copy[];
}

/** An optional package. */
export interface OptionalPackageState {
  readonly name: string;
  /** Undefined where it is not installed. */
  readonly version?: string;
  readonly purpose: string;
  /** Why its version cannot be used. */
  readonly problem?: string;
}

/** The whole result of `doctor`, without secrets. */
export interface Report {
  readonly versions: readonly Installed[];
  readonly system: Readonly<Record<string, string>>;
  readonly binaries: readonly Binary[];
  readonly context: { readonly mode: string; readonly reason?: string };
  readonly variables: readonly SetVariable[];
  readonly configFile?: string;
  readonly traces: readonly Destination[];
  readonly metrics: readonly Destination[];
  readonly logs: readonly Destination[];
  readonly instrumentations: Instrumentations;
  readonly optionalPackages: readonly OptionalPackageState[];
  readonly findings: readonly Finding[];
  readonly tracesWouldArrive: boolean;
}
