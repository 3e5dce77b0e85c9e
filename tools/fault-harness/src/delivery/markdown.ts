import { kItems } from './items.ts';
import { receivedIn, runName, type DeliveryResults, type Run } from './results.ts';
import { kSignalTimeoutMs } from './run-delivery.ts';
import { kEnds, kSetUps, kTransports, type End, type Transport } from './set-ups.ts';

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
      const { spans, measurements, observed } = receivedIn(results, run);
      const mark = results.livesOn.includes(runName(run)) ? ' \\*' : '';
      return `${spans}, ${measurements}, ${observed}${mark}`;
    }),
  ]);
  return markdownTable([['end', ...kSetUps.map(({ name }) => name)], ...rows]);
}

/** The ends that most processes have, as the README shows them. */
const kUsualEnds: readonly (readonly [name: End['name'], title: string])[] = [
  ['`process.exit()`', 'at `process.exit()`'],
  ['natural end', 'at a natural end'],
  ['SIGTERM', 'at SIGTERM'],
];

/** Spans that were lost, without a flush by the application. */
export function endsTable(results: DeliveryResults): string {
  const rows = kUsualEnds.map(([name, title]) => {
    const end = kEnds.find((one) => one.name === name)!;
    return [
      title,
      ...kSetUps.map((setUp) => lossCell(results, { setUp, end, transport: kTransports[0]! })),
    ];
  });
  const head = [`spans lost of ${kItems.spans}`, ...kSetUps.map(({ name }) => name)];
  return markdownTable([head, ...rows]);
}

function lossCell(results: DeliveryResults, run: Run): string {
  const lost = kItems.spans - receivedIn(results, run).spans;
  return results.livesOn.includes(runName(run)) ? `${lost}, but it lives on` : String(lost);
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
