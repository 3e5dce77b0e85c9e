import type { Copy, Destination, Instrumentations, Report, SetVariable } from './report.ts';

type Row = readonly [name: string, text: string];

/** The report as text: sections of aligned lines, then the problems, then the verdict. */
export function reportText(report: Report): string {
  const sections = [
    section('Versions', [
      ...report.versions.map(({ name, version }): Row => [name, version]),
      ...Object.entries(report.system),
    ]),
    section(
      'Binaries',
      report.binaries.map(({ packageName, path }) => [packageName, path ?? 'none loads']),
    ),
    section('Context', [['mode', contextText(report)]]),
    section('Variables', report.variables.map(variableRow)),
    section('Traces', destinationRows(report.traces, report.configFile)),
    section('Metrics', destinationRows(report.metrics, undefined)),
    section('Logs', destinationRows(report.logs, undefined)),
    section('Instrumentations', instrumentationRows(report.instrumentations)),
    section('Optional packages', optionalPackageRows(report.optionalPackages)),
    section(
      'Findings',
      report.findings.map(({ severity, message }) => [severity, message]),
    ),
  ];
  const verdict = report.tracesWouldArrive ? 'Traces would arrive.' : 'Traces would not arrive.';
  return [...sections.filter((text) => text !== ''), verdict].join('\n');
}

function section(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${indented(text, width + 4)}`);
  return [title, ...lines, ''].join('\n');
}

/** Keeps a message of several lines within its column. */
function indented(text: string, width: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(width)}`);
}

function contextText({ context: { mode, reason } }: Report): string {
  return reason === undefined ? mode : `${mode}: ${reason}`;
}

function variableRow({ name, value, problem, note }: SetVariable): Row {
  const remarks = [problem, note].filter((text) => text !== undefined);
  if (value === undefined) return [name, remarks.join('; ')];
  return [name, remarks.length === 0 ? value : `${value}  (${remarks.join('; ')})`];
}

function destinationRows(
  destinations: readonly Destination[],
  configFile: string | undefined,
): Row[] {
  const rows = destinations.flatMap(({ exporter, protocol, endpoint, sentBy, answer }) => {
    const all: [string, string | undefined][] = [
      ['exporter', protocol === undefined ? exporter : `${exporter}, ${protocol}`],
      ['sent by', sentBy],
      ['endpoint', endpoint],
      ['answer', answer && `${answer.text} (${answer.millis} ms)`],
    ];
    return all.filter((row): row is [string, string] => row[1] !== undefined);
  });
  return configFile === undefined ? rows : [['set up by', configFile], ...rows];
}

function instrumentationRows({ found, copies }: Instrumentations): Row[] {
  const alike = Map.groupBy(copies, ({ name, version }) => `${name} ${version}`);
  return [
    ...found.map(({ name, version }): Row => [name, version]),
    ...[...alike.values()].map(copiesRow),
  ];
}

/** One row for the copies of one version. With many copies only the JSON report lists their folders. */
function copiesRow(copies: readonly Copy[]): Row {
  const [{ name, version, folder }] = copies as readonly [Copy, ...Copy[]];
  const users = copies.flatMap(({ usedBy }) => usedBy).length;
  const where = copies.length === 1 ? folder : `${copies.length} folders`;
  const usedBy = users === 1 ? '1 package' : `${users} packages`;
  return [`copy of ${name}`, `${version}, used by ${usedBy}: ${where}`];
}

/** Missing packages share one line: few applications need any of them. */
function optionalPackageRows(packages: Report['optionalPackages']): Row[] {
  const missing = packages.filter(({ version }) => version === undefined);
  const names = missing.map(({ name }) => name.replace('@opentelemetry/', ''));
  return [
    ...packages.flatMap(({ name, version, problem }): Row[] =>
      version === undefined ? [] : [[name, problem ?? version]],
    ),
    ...(names.length === 0 ? [] : [['not installed', names.join(', ')] as const]),
  ];
}
