import { kItems } from './items.ts';
import { receivedIn, runName, type DeliveryResults } from './results.ts';
import { kSignalTimeoutMs } from './run-delivery.ts';
import { kEnds, kSetUps, kTransports, type Transport } from './set-ups.ts';

/** The document with the text between each pair of `<!-- NAME:begin -->` and `<!-- NAME:end -->` made anew. */
export function withGenerated(document: string, name: string, text: string): string {
  const begin = `<!-- ${name}:begin -->`;
  const pattern = new RegExp(`${begin}\\n[^]*?<!-- ${name}:end -->`);
  return document.replace(pattern, () => `${begin}\n\n${text}\n\n<!-- ${name}:end -->`);
}

/** One table for all transports with the same results. */
export function deliveryTables(results: DeliveryResults): string {
  const namesByTable = new Map<string, string[]>();
  for (const transport of kTransports) {
    const table = deliveryTable(results, transport);
    namesByTable.set(table, [...(namesByTable.get(table) ?? []), transport.name]);
  }
  const tables = [...namesByTable].flatMap(([table, names]) => [`**${names.join(', ')}**`, table]);
  const livesOn = `The process lived on after the signal, and was killed after ${kSignalTimeoutMs / 1_000} s.`;
  return [
    ...tables,
    ...(results.livesOn.length === 0 ? [] : [`\\* ${livesOn}`]),
    versionLine(results),
  ].join('\n\n');
}

function versionLine({ versions }: DeliveryResults): string {
  const { node, ...packages } = versions;
  const names = Object.entries(packages).map(([name, version]) => `\`${name}\` ${version}`);
  return `Node ${node}, ${names.join(', ')}.`;
}

function deliveryTable(results: DeliveryResults, transport: Transport): string {
  const rows = kEnds.map((end) => [
    end.name,
    ...kSetUps.map((setUp) => {
      const run = { setUp, end, transport };
      const { spans, logRecords, measurements, observed } = receivedIn(results, run);
      const mark = results.livesOn.includes(runName(run)) ? ' \\*' : '';
      return `${spans}, ${logRecords}, ${measurements}, ${observed}${mark}`;
    }),
  ]);
  return markdownTable([['end', ...kSetUps.map(({ name }) => name)], ...rows]);
}

const kReadmeRow =
  /^(\| spans and log records lost of \d+ when the process calls `process\.exit\(\)` +\|)( +\d+) \|( +\d+) \|$/m;

/** The README with its row of spans and log records that are lost at `process.exit()`, without a flush by the application. */
export function withReadmeRow(readme: string, results: DeliveryResults): string {
  if (!kReadmeRow.test(readme))
    throw new Error('README.md has no row of lost spans and log records');
  const lost = (setUp: string, width: number) => String(lostAtExit(results, setUp)).padStart(width);
  return readme.replace(
    kReadmeRow,
    (_row, title: string, official: string, ours: string) =>
      `${title}${lost('official code', official.length)} |${lost('our code', ours.length)} |`,
  );
}

function lostAtExit(results: DeliveryResults, name: string): number {
  const setUp = kSetUps.find((one) => one.name === name)!;
  const end = kEnds.find((one) => one.name === '`process.exit()`')!;
  const received = receivedIn(results, { setUp, end, transport: kTransports[0]! });
  return kItems.spans + kItems.logRecords - received.spans - received.logRecords;
}

/** As Prettier writes tables, so that both agree on the file; numbers stand to the right. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const lines = [rows[0]?.map(pad) ?? [], rule, ...rows.slice(1).map((row) => row.map(pad))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
