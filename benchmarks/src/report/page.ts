import type { Environment } from '../harness/environment.ts';
import { escapeXml } from './draw.ts';
import type { Figure, Table } from './figure.ts';
import type { Introduction } from './introduction.ts';
import { styleSheet } from './style-sheet.ts';
import { colorOf, nameOf } from './variant-style.ts';

/** A part of the page: what it shows, in order. */
export interface Section {
  readonly title: string;
  /** What a reader has to know to read its figures and tables. */
  readonly about: readonly string[];
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
}

/** One file without references to others: it can be sent by mail and opened anywhere. */
export function renderPage(
  title: string,
  introduction: Introduction | undefined,
  sections: readonly Section[],
): string {
  const shown = sections.filter(({ figures, tables }) => figures.length + tables.length > 0);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeXml(title)}</title>`,
    `<style>${styleSheet}</style>`,
    `<h1>${escapeXml(title)}</h1>`,
    introduction === undefined
      ? '<p>Nothing was measured yet: <code>npm run bench -- all</code></p>'
      : renderIntroduction(introduction),
    ...shown.map(renderSection),
    '</html>',
    '',
  ].join('\n');
}

function renderIntroduction({ paragraphs, facts, compared }: Introduction): string {
  return [
    '<header>',
    ...paragraphs.map(renderParagraph),
    '<h2>When and where</h2>',
    '<dl>',
    ...facts.map(([name, value]) => `<dt>${escapeXml(name)}</dt><dd>${escapeXml(value)}</dd>`),
    '</dl>',
    '<h2>What is compared</h2>',
    '<dl>',
    ...compared.map(
      ({ variant, text, versions }) =>
        `<dt><i style="background:${colorOf(variant)}"></i>${escapeXml(nameOf(variant))}</dt>` +
        `<dd>${escapeXml(text)} <small>${escapeXml(versions)}</small></dd>`,
    ),
    '</dl>',
    '</header>',
  ].join('\n');
}

function renderSection({ title, about, figures, tables }: Section): string {
  return [
    '<section>',
    `<h2>${escapeXml(title)}</h2>`,
    ...about.map(renderParagraph),
    ...tables.map(renderTable),
    ...figures.map(renderFigure),
    '</section>',
  ].join('\n');
}

function renderParagraph(text: string): string {
  return `<p>${renderText(text)}</p>`;
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

/** The product's column and rows stand out. */
function renderTable(table: Table): string {
  const [head = [], ...rows] = table.rows;
  const product = nameOf('native');
  const mark = (isProduct: boolean) => (isProduct ? ' class="product"' : '');
  const cells = (row: readonly string[], tag: string) =>
    row
      .map((cell, at) => `<${tag}${mark(head[at] === product)}>${renderCell(cell)}</${tag}>`)
      .join('');
  const line = (row: readonly string[]) =>
    `<tr${mark(row[0]?.endsWith(product) === true)}>${cells(row, 'td')}</tr>`;
  return [
    `<figure id="${table.id}">`,
    `<h3>${escapeXml(table.title)}</h3>`,
    '<div class="scroll" tabindex="0"><table>',
    `<thead><tr>${cells(head, 'th')}</tr></thead>`,
    `<tbody>${rows.map(line).join('\n')}</tbody>`,
    '</table></div>',
    `<figcaption>${caption(table)}</figcaption>`,
    '</figure>',
  ].join('\n');
}

/** The longest word of a table may break on a phone. */
function renderCell(cell: string): string {
  return renderText(cell).replaceAll('OpenTelemetry', 'Open&shy;Telemetry');
}

/** Text in backticks is code, as in Markdown. */
function renderText(text: string): string {
  return escapeXml(text).replace(/`([^`]*)`/g, '<code>$1</code>');
}

function caption({ caption: text, command, environment }: Figure | Table): string {
  const commands = command.split('; ').map((one) => `<code>${escapeXml(one)}</code>`);
  return `${renderText(text)} ${commands.join(', ')}. ${escapeXml(machine(environment))}`;
}

/** What a figure was measured on, in a line. */
export function machine({ node, cpuModel, cpuCount, system }: Environment): string {
  return `Node ${node.replace(/^v/, '')}, ${cpuModel}, ${cpuCount} cores, ${system}.`;
}
