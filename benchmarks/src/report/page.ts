import type { Environment } from '../harness/environment.ts';
import { escapeXml } from './draw.ts';
import type { Figure, Table } from './figure.ts';

/** A part of the page: what it shows, in order. */
export interface Section {
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
}

/** Above it the wide drawings, below it the narrow ones. */
const breakpointPx = 720;

const styleSheet = `
:root { color-scheme: light dark; --page: #fff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --text: #e6edf3; --quiet: #9198a1; --line: #3d444d; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 800px; padding: 16px; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 26px; line-height: 1.2; } h2 { margin-top: 48px; font-size: 21px; } h3 { margin: 0 0 8px; font-size: 17px; }
figure { margin: 32px 0; } figcaption, .about { margin-top: 8px; color: var(--quiet); font-size: 14px; }
svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
@media (max-width: ${breakpointPx - 1}px) { .wide { display: none; } .narrow { display: block; } }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 15px; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child, td:first-child, td:has(code) { text-align: left; } th { font-weight: 600; }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
`;

/** One file without references to others: it can be sent by mail and opened anywhere. */
export function renderPage(title: string, sections: readonly Section[]): string {
  const shown = sections.filter(({ figures, tables }) => figures.length + tables.length > 0);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeXml(title)}</title>`,
    `<style>${styleSheet}</style>`,
    `<h1>${escapeXml(title)}</h1>`,
    ...(shown.length === 0
      ? ['<p>Nothing was measured yet: <code>npm run bench -- all</code></p>']
      : []),
    ...shown.map(renderSection),
    '</html>',
    '',
  ].join('\n');
}

function renderSection({ title, figures, tables }: Section): string {
  return [
    '<section>',
    `<h2>${escapeXml(title)}</h2>`,
    ...figures.map(renderFigure),
    ...tables.map(renderTable),
    '</section>',
  ].join('\n');
}

function renderFigure(figure: Figure): string {
  return [
    `<figure id="${figure.id}">`,
    `<h3>${escapeXml(figure.title)}</h3>`,
    `<div class="wide">${figure.render('wide')}</div>`,
    `<div class="narrow">${figure.render('narrow')}</div>`,
    `<figcaption>${caption(figure)}</figcaption>`,
    '</figure>',
  ].join('\n');
}

function renderTable(table: Table): string {
  const [head = [], ...rows] = table.rows;
  const cells = (row: readonly string[], tag: string) =>
    row.map((cell) => `<${tag}>${renderCell(cell)}</${tag}>`).join('');
  return [
    `<figure id="${table.id}">`,
    `<h3>${escapeXml(table.title)}</h3>`,
    '<div class="scroll" tabindex="0"><table>',
    `<thead><tr>${cells(head, 'th')}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}</tbody>`,
    '</table></div>',
    `<figcaption>${caption(table)}</figcaption>`,
    '</figure>',
  ].join('\n');
}

/** What is in backticks is code, as in Markdown. */
function renderCell(cell: string): string {
  return escapeXml(cell).replace(/`([^`]*)`/g, '<code>$1</code>');
}

function caption({ caption: text, command, environment }: Figure | Table): string {
  const commands = command.split('; ').map((one) => `<code>${escapeXml(one)}</code>`);
  return `${escapeXml(text)} ${commands.join(', ')}. ${escapeXml(machine(environment))}`;
}

/** What a figure was measured on, in a line. */
export function machine({ node, cpuModel, cpuCount, system }: Environment): string {
  return `Node ${node.replace(/^v/, '')}, ${cpuModel}, ${cpuCount} cores, ${system}.`;
}
