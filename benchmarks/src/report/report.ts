import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as prettier from 'prettier';

import type { Figure } from './figure.ts';
import { introductionOf } from './introduction.ts';
import { lossTables } from './loss-tables.ts';
import { fillMarks, renderMarkdown } from './markdown.ts';
import { renderPage } from './page.ts';
import type { Results } from './results.ts';
import { sectionsOf } from './sections.ts';
import { ratioTable } from './tables.ts';

/** Where the parts of a report go. */
export interface ReportPlaces {
  readonly page: URL;
  /** One file a drawing, named after it. Ends in a slash. */
  readonly images: URL;
  /** Gets the drawings between its marks. */
  readonly summary: URL;
  /** {@link images} as seen from {@link summary}. */
  readonly imageFolder: string;
}

const pageTitle = 'What telemetry costs a Node.js process';

/** Writes the page, the drawings, and those into the summary; returns the paths. */
export async function writeReport(results: Results, places: ReportPlaces): Promise<string[]> {
  const sections = sectionsOf(results);
  const figures = sections.flatMap((section) => section.figures);
  const summary = await filledSummary(results, figures, places);
  const files: [URL, string][] = [
    [places.page, renderPage(pageTitle, introductionOf(results), sections)],
    ...figures.map((figure): [URL, string] => [
      new URL(`${figure.id}.svg`, places.images),
      `${figure.render('wide')}\n`,
    ]),
    [places.summary, summary],
  ];
  for (const [file, content] of files) {
    mkdirSync(dirname(fileURLToPath(file)), { recursive: true });
    writeFileSync(file, content);
  }
  return files.map(([file]) => fileURLToPath(file));
}

/** The drawings of the summary; the page has all. */
const summaryFigures = ['service-fixed-memory', 'service-fixed-cpu', 'span-main-cpu', 'pauses'];

async function filledSummary(
  results: Results,
  figures: readonly Figure[],
  { summary, imageFolder }: ReportPlaces,
): Promise<string> {
  const chosen = summaryFigures.flatMap((id) => figures.filter((figure) => figure.id === id));
  const tables = [ratioTable(results), ...lossTables(results).slice(0, 1)].filter(
    (table) => table !== undefined,
  );
  const filled = fillMarks(
    readFileSync(summary, 'utf8'),
    renderMarkdown(introductionOf(results), tables, chosen, imageFolder),
  );
  const options = await prettier.resolveConfig(summary);
  return prettier.format(filled, { ...options, parser: 'markdown' });
}
