import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as prettier from 'prettier';

import type { Figure } from './figure.ts';
import { pauseFigures, spanFigures, startupFigures } from './figures/bar-figures.ts';
import { metricFigures } from './figures/metric-figures.ts';
import { outageFigures } from './figures/outage-over-time.ts';
import { serviceFigures } from './figures/service-over-time.ts';
import { renderPage, type Section } from './page.ts';
import { fillMarks, renderMarkdown } from './markdown.ts';
import type { Results } from './results.ts';
import { contextTable, lossTables, ratioTable, serviceTable } from './tables.ts';

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

export function sectionsOf(results: Results): Section[] {
  const services = [results.service, results['service-limit']].filter(
    (result) => result !== undefined,
  );
  const ratios = ratioTable(results);
  return [
    { title: 'In short', figures: [], tables: ratios === undefined ? [] : [ratios] },
    {
      title: 'A web service under load',
      figures: services.flatMap(serviceFigures),
      tables: services.map(serviceTable),
    },
    { title: 'What a span costs', figures: spanFigures(results), tables: [] },
    { title: 'What a measurement costs', figures: metricFigures(results), tables: [] },
    { title: 'How long the event loop is held', figures: pauseFigures(results), tables: [] },
    { title: 'What is lost', figures: outageFigures(results.outage), tables: lossTables(results) },
    { title: 'The start', figures: startupFigures(results), tables: [] },
    { title: 'Carrying contexts', figures: [], tables: contextTable(results) },
  ];
}

/** Writes the page, the drawings, and those into the summary; returns the paths. */
export async function writeReport(results: Results, places: ReportPlaces): Promise<string[]> {
  const sections = sectionsOf(results);
  const figures = sections.flatMap((section) => section.figures);
  const summary = await filledSummary(results, figures, places);
  const files: [URL, string][] = [
    [places.page, renderPage('What telemetry costs a Node.js process', sections)],
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
    renderMarkdown(tables, chosen, imageFolder),
  );
  const options = await prettier.resolveConfig(summary);
  return prettier.format(filled, { ...options, parser: 'markdown' });
}
