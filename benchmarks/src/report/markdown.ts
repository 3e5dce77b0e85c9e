import type { Figure, Table } from './figure.ts';
import { introductionMarkdown, type Introduction } from './introduction.ts';

const begin = '<!-- bench:begin, written by `npm run bench:report` -->';
const end = '<!-- bench:end -->';

/** Replaces what lies between the marks; the text as it is where it has none. */
export function fillMarks(text: string, content: string): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Introduction, tables and drawings as Markdown; `imageFolder` as seen from the file that they go into. */
export function renderMarkdown(
  introduction: Introduction | undefined,
  tables: readonly Table[],
  figures: readonly Figure[],
  imageFolder: string,
): string {
  return [
    ...(introduction === undefined ? [] : [introductionMarkdown(introduction)]),
    ...tables.map(markdownTable),
    ...figures.map((one) => markdownFigure(one, imageFolder)),
  ].join('\n\n');
}

function markdownTable(table: Table): string {
  const [head = [], ...rows] = table.rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `**${table.title}.** ${table.caption} ${commandsOf(table)}`,
    '',
    line(head),
    line(head.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n');
}

function markdownFigure(figure: Figure, imageFolder: string): string {
  const { id, title, caption } = figure;
  return `![${title}](${imageFolder}/${id}.svg)\n\n**${title}.** ${caption} ${commandsOf(figure)}`;
}

function commandsOf({ command }: Figure | Table): string {
  const commands = command.split('; ').map((one) => `\`${one}\``);
  return `(${commands.join(', ')})`;
}
