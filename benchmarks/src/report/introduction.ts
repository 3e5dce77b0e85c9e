import type { Environment } from '../harness/environment.ts';
import type { Results } from './results.ts';
import { nameOf } from './variant-style.ts';

/** What a reader has to know before the first figure. */
export interface Introduction {
  readonly paragraphs: readonly string[];
  /** Machine, date and the like: name and value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly compared: readonly Compared[];
}

/** One SDK or agent, or what a service without one costs. */
export interface Compared {
  readonly variant: string;
  readonly text: string;
  /** Packages with their versions. */
  readonly versions: string;
}

const notRecorded = 'not recorded';

/** `undefined` where nothing was measured. */
export function introductionOf(results: Results): Introduction | undefined {
  const environments = Object.entries(results).map(([name, { environment }]): Measured => ({
    name,
    environment,
  }));
  if (environments.length === 0) return undefined;
  return {
    paragraphs: [
      'The same work runs in a Node.js process without telemetry, with OpenTelemetry’s official SDK, with otel-native and, for the web service, with the agents of three vendors. The figures are CPU time, memory, pauses of the event loop and lost spans.',
      'Every SDK sends its telemetry to a receiver in a process of its own, and sending it is part of every figure. Each round of each variant runs in a fresh process, and the variants take turns, so a machine that is slow for a while is slow for all of them. Figures are medians of the rounds. Absolute times depend on the machine; trust the ratios first.',
    ],
    facts: [
      [
        'Processor',
        valuesOf(environments, ({ cpuModel, cpuCount }) => `${cpuModel}, ${cpuCount} cores`),
      ],
      ['System', valuesOf(environments, ({ system }) => system)],
      ['Placement', valuesOf(environments, ({ pinning }) => pinning)],
      ['Node.js', valuesOf(environments, ({ node }) => node.replace(/^v/, ''))],
      ['Date', valuesOf(environments, ({ date }) => date ?? notRecorded)],
      ['Commit', valuesOf(environments, ({ commit }) => commit ?? notRecorded)],
    ],
    compared: comparedIn(environments.map(({ environment }) => environment)),
  };
}

/** The environment of a case. */
interface Measured {
  readonly name: string;
  readonly environment: Environment;
}

/** The value that all cases have in common, else each value with its cases. */
function valuesOf(measured: readonly Measured[], read: (of: Environment) => string): string {
  const groups = Object.entries(Object.groupBy(measured, ({ environment }) => read(environment)));
  if (groups.length === 1) return groups[0]?.[0] ?? notRecorded;
  return groups
    .map(([value, cases = []]) => `${value} (${cases.map(({ name }) => name).join(', ')})`)
    .join('; ');
}

/** In the order of the page; `packages` are those whose versions decide the figures. */
const descriptions: readonly { variant: string; text: string; packages: RegExp }[] = [
  {
    variant: 'native',
    text: 'the SDK and the instrumentations of this repository, built from the commit above.',
    packages: /^@otel-native\//,
  },
  {
    variant: 'official',
    text: 'the official SDK at its defaults, with its batch processor and OTLP/HTTP exporter.',
    packages: /^@opentelemetry\/(?:sdk-|exporter-|context-)/,
  },
  {
    variant: 'dd-trace',
    text: 'Datadog’s tracer with its own instrumentation. It keeps every trace.',
    packages: /^dd-trace$/,
  },
  {
    variant: 'elastic-apm-node',
    text: 'Elastic’s agent with its own instrumentation, which makes no spans of Express.',
    packages: /^elastic-apm-node$/,
  },
  {
    variant: 'newrelic',
    text: 'New Relic’s agent with its own instrumentation. It keeps every trace, up to its own limit of spans.',
    packages: /^newrelic$/,
  },
  {
    variant: 'native-official-instrumentations',
    text: 'the SDK of this repository with the instrumentations that the official SDK has.',
    packages: /^@opentelemetry\/instrumentation-/,
  },
  {
    variant: 'floor',
    text: 'the official instrumentations, a context manager and a tracer whose only span does nothing. No SDK under these instrumentations can cost less, so what an SDK costs itself is its distance to the floor.',
    packages: /^@opentelemetry\/instrumentation-/,
  },
  {
    variant: 'floor-lean',
    text: 'the same with the instrumentations of this repository.',
    packages: /^@otel-native\/instrumentations$/,
  },
  {
    variant: 'noop',
    text: 'calls of the OpenTelemetry API with no SDK behind them.',
    packages: /^@opentelemetry\/api$/,
  },
  { variant: 'none', text: 'the work alone.', packages: /^express$/ },
];

function comparedIn(environments: readonly Environment[]): Compared[] {
  const versions = new Map<string, Set<string>>();
  for (const [name, version] of environments.flatMap(({ packages }) => Object.entries(packages))) {
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return descriptions.flatMap(({ variant, text, packages }) => {
    const own = [...versions].filter(([name]) => packages.test(name)).toSorted();
    if (own.length === 0) return [];
    return [{ variant, text, versions: own.map(([name, of]) => versionText(name, of)).join(', ') }];
  });
}

function versionText(name: string, versions: ReadonlySet<string>): string {
  return `${name} ${[...versions].join(' and ')}`;
}

/** For Markdown: a list of the facts, and one of what is compared. */
export function introductionMarkdown({ facts, compared }: Introduction): string {
  return [
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
    '',
    'What is compared:',
    '',
    ...compared.map(
      ({ variant, text, versions }) => `- **${nameOf(variant)}**: ${text} (${versions})`,
    ),
  ].join('\n');
}
