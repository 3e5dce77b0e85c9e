/** Builds the API reference of some entry points. A link in a comment that leads nowhere is an error. */
import * as api from '@opentelemetry/api';
import {
  Application,
  Converter,
  type LogLevel,
  OptionDefaults,
  type ProjectReflection,
} from 'typedoc';

import type { EntryPoint } from './entry-points.ts';

export interface ReferenceOptions {
  readonly entries: readonly EntryPoint[];
  readonly tsconfig: string;
  /** The page that the reference opens with. */
  readonly home: string;
  readonly out: string;
  readonly logLevel?: keyof typeof LogLevel;
}

/** Our packages re-export types of the API, and the comments of those link to their neighbours. */
const kApiReference =
  'https://open-telemetry.github.io/opentelemetry-js/modules/_opentelemetry_api.html';

/** The same for the logs API, whose interfaces are no values that could be asked for. */
const kLogsApiReference =
  'https://open-telemetry.github.io/opentelemetry-js/modules/_opentelemetry_api-logs.html';
const kLogsApi: ReadonlySet<string | undefined> = new Set([
  'Logger',
  'LoggerProvider',
  'LogRecord',
]);

/** Some of our classes extend Node's, and the comments of what they inherit link to their neighbours. */
const kNodeReference = 'https://nodejs.org/docs/latest/api/';

/** Writes the pages, or returns false after it logged what is wrong. */
export async function buildReference(options: ReferenceOptions): Promise<boolean> {
  const application = await Application.bootstrap({
    name: 'otel-native',
    entryPoints: options.entries.map(({ types }) => types),
    tsconfig: options.tsconfig,
    readme: options.home,
    disableSources: true,
    disableGit: true,
    hideGenerator: true,
    highlightLanguages: [...OptionDefaults.highlightLanguages, 'http'],
    externalSymbolLinkMappings: { '@types/node': { '*': kNodeReference } },
    validation: { invalidLink: true, invalidPath: true, notExported: false, notDocumented: false },
    logLevel: options.logLevel ?? 'Warn',
  });
  nameModules(application, options.entries);
  application.converter.addUnknownSymbolResolver(({ symbolReference }) => {
    const name = symbolReference?.path?.[0]?.path;
    if (kLogsApi.has(name)) return kLogsApiReference;
    return name !== undefined && name in api ? kApiReference : undefined;
  });
  const project = await application.convert();
  if (project === undefined) return false;
  application.validate(project);
  if (application.logger.hasErrors() || application.logger.hasWarnings()) return false;
  await application.generateDocs(project, options.out);
  return !application.logger.hasErrors();
}

/** typedoc names a module by its file, a reader by what an application imports. */
function nameModules(application: Application, entries: readonly EntryPoint[]): void {
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const { name, types } of entries) moduleOf(project, types).name = name;
  });
}

function moduleOf(project: ProjectReflection, types: string): { name: string } {
  const found = project.children?.find(
    (child) => project.getSymbolIdFromReflection(child)?.fileName === types,
  );
  if (found === undefined) throw new Error(`${types} is not a module of the reference`);
  return found;
}
