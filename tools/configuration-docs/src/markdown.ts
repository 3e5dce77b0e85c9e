import { unsupportedVariables } from '../../../packages/sdk/src/environment/unsupported.ts';
import {
  variableGroups,
  type EnvironmentVariable,
} from '../../../packages/sdk/src/environment/variables.ts';
import { aligned } from './table.ts';

const kThisPage = 'configuration.md';

/** The document with the text between each pair of `<!-- table NAME -->` and `<!-- end -->` made anew. */
export function documentWithTables(document: string): string {
  const known = tables();
  return document.replace(
    /(<!-- table (.+?) -->\n)[^]*?(<!-- end -->)/g,
    (_match, begin: string, name: string, end: string) => {
      const table = known.get(name);
      if (table === undefined) {
        throw new Error(`docs/configuration.md asks for an unknown table ${name}`);
      }
      return `${begin}\n${table}\n\n${end}`;
    },
  );
}

function tables(): Map<string, string> {
  const groups = variableGroups.map(([title, variables]) => {
    const isOfficial = variables.every(({ readBy }) => readBy !== undefined);
    const head = ['variable', 'value', 'default', 'what', isOfficial ? 'read by' : 'since'];
    return [title, aligned([head, ...variables.map((one) => row(one, isOfficial))])] as const;
  });
  const unsupported = Object.entries(unsupportedVariables).map(([name, why]) => [code(name), why]);
  return new Map([...groups, ['Unsupported', aligned([['variable', 'instead'], ...unsupported])]]);
}

function row(variable: EnvironmentVariable, isOfficial: boolean): string[] {
  const { name, description, page, since, readBy } = variable;
  const more = page === kThisPage ? '' : ` [More](${page}).`;
  return [
    code(name),
    valueOf(variable),
    variable.default === '' ? '' : code(variable.default),
    `${description}${more}`,
    isOfficial ? code(readBy!) : since,
  ];
}

function valueOf(variable: EnvironmentVariable): string {
  switch (variable.type) {
    case 'choice':
      return variable.values.map(code).join(', ');
    case 'list':
      return variable.values === undefined
        ? 'list'
        : `list of ${variable.values.map(code).join(', ')}`;
    case 'pairs':
      return variable.isSecret ? 'list of `name=value`, secret' : 'list of `name=value`';
    case 'number':
      return numberOf(variable);
    case 'boolean':
      return '`true`, `false`';
    case 'url':
      return 'URL';
    default:
      return variable.type;
  }
}

function numberOf({
  unit,
  above,
  from,
  to,
}: Extract<EnvironmentVariable, { type: 'number' }>): string {
  const kind = unit === undefined ? 'number' : unit === 'ms' ? 'milliseconds' : unit;
  if (to !== undefined) return `${kind}, ${from ?? above ?? 0} to ${to}`;
  return above === undefined ? `${kind}, ${from ?? 0} or more` : `${kind}, above ${above}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
