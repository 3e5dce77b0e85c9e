/// <reference lib="dom.iterable" />
/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { niceCeiling } from '../src/report/figures/panels.ts';
import { introductionOf } from '../src/report/introduction.ts';
import { fillMarks } from '../src/report/markdown.ts';
import { renderPage } from '../src/report/page.ts';
import { writeReport } from '../src/report/report.ts';
import { readResults, type Results } from '../src/report/results.ts';
import { sectionsOf } from '../src/report/sections.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

/** One short run of each case, without its rounds: figures to draw, not to believe. */
const results = readResults(new URL('sample-results/', import.meta.url), 24);
const sections = sectionsOf(results);
const figures = sections.flatMap((section) => section.figures);
const tables = sections.flatMap((section) => section.tables);
const page = renderPage('What telemetry costs', introductionOf(results), sections);

const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
after(() => rmSync(folder, { recursive: true }));

test('every case that was run has a figure or a table', () => {
  const commands = [...figures, ...tables].flatMap(({ command }) => command.split('; '));
  const shown = new Set(commands.map((command) => command.replace('npm run bench -- ', '')));
  for (const name of Object.keys(results)) assert.ok(shown.has(name), name);
});

test('memory, CPU and event loop of the service are drawn over time', () => {
  const ids = figures.map(({ id }) => id);
  for (const id of ['service-fixed-memory', 'service-fixed-cpu', 'service-fixed-loop'])
    assert.ok(ids.includes(id), id);
});

test('each figure and table of the page names the command that gives it, and the machine', () => {
  const captions = page.match(/<figcaption>.*?<\/figcaption>/gs) ?? [];
  assert.equal(captions.length, figures.length + tables.length);
  for (const caption of captions) {
    assert.match(caption, /<code>npm run bench -- [a-z-]+/);
    assert.match(caption, /Node 24\./);
  }
});

test('the page refers to nothing outside of it', () => {
  assert.doesNotMatch(page, /<(?:script|link|img|iframe)|@import|url\((?!#)/);
  const addresses = page.match(/https?:[^"']*/g) ?? [];
  assert.deepEqual([...new Set(addresses)], ['http://www.w3.org/2000/svg']);
  assert.doesNotMatch(page, /NaN|undefined|Infinity/);
});

test('ratios, losses and figures of the results are on the page', () => {
  const { ratios } = results.span!;
  assert.ok(page.includes(`<td>${ratios.mainCpu!.median.toFixed(1)}</td>`));
  assert.match(
    page,
    /<td>SIGTERM<\/td><td class="product">0 \/ 0<\/td><td>0 \/ 0<\/td><td>100 \/ 100<\/td>/,
  );
  assert.match(page, /<td>nobody listens, otel-native<\/td><td>0 of [\d,]+<\/td>/);
});

test('without results the page says how to get them', () => {
  const empty = renderPage('Nothing', introductionOf({}), sectionsOf({}));
  assert.match(empty, /Nothing was measured yet: <code>npm run bench -- all<\/code>/);
  assert.doesNotMatch(empty, /<section>/);
});

test('a case that was not run leaves the rest as it is', () => {
  const { span, startup } = results;
  const ids = sectionsOf({ span: span!, startup: startup! }).flatMap((section) =>
    [...section.figures, ...section.tables].map(({ id }) => id),
  );
  assert.deepEqual(ids, [
    ...['ratios', 'span-main-cpu', 'span-process-cpu', 'span-allocated'],
    ...['startup-time', 'startup-memory'],
  ]);
});

test('the introduction says what is compared, on what, when, and in which versions', () => {
  const header = /<header>.*<\/header>/s.exec(page)?.[0] ?? '';
  const { environment } = results.service!;
  assert.match(header, /otel-native.*OpenTelemetry JS.*dd-trace.*newrelic.*floor/s);
  assert.match(header, /No SDK under these instrumentations can cost less/);
  assert.ok(header.includes(`<dt>Node.js</dt><dd>${environment.node.slice(1)}</dd>`));
  assert.ok(header.includes(environment.cpuModel));
  for (const [name, version] of Object.entries(environment.packages))
    assert.ok(header.includes(`${name} ${version}`), name);
  assert.match(header, /<dt>Date<\/dt><dd>not recorded<\/dd>/);
  assert.match(header, /<dt>Commit<\/dt><dd>not recorded<\/dd>/);
});

test('cases with different dates and commits each show their own', () => {
  const later = { date: '2026-11-29', commit: '4f2a91c07d3e' };
  const span = { ...results.span!, environment: { ...results.span!.environment, ...later } };
  const { facts = [] } = introductionOf({ span, startup: results.startup! } as Results) ?? {};
  assert.equal(new Map(facts).get('Date'), '2026-11-29 (span); not recorded (startup)');
  assert.equal(new Map(facts).get('Commit'), '4f2a91c07d3e (span); not recorded (startup)');
});

test('the service has a panel per variant, in which the product is to be compared with', () => {
  const memory = figures.find(({ id }) => id === 'service-fixed-memory')!.render('wide');
  const variants = Object.keys(results.service!.variants).length;
  assert.equal(memory.match(/>median \d+</g)?.length, variants);
  assert.equal(memory.match(/stroke-dasharray/g)?.length, variants - 1);
});

test('an axis ends at a short number above its values', () => {
  assert.deepEqual([0, 0.07, 1, 130, 399, 7000].map(niceCeiling), [1, 0.08, 1, 200, 400, 8000]);
});

test('each kind of loss is explained beside its figures', () => {
  const section = /<h2>What is lost<\/h2>.*?<\/section>/s.exec(page)?.[0] ?? '';
  for (const words of ['SIGKILL', '2,048 spans', '64 MiB', 'losses-exit', 'losses-outage'])
    assert.ok(section.includes(words), words);
});

test('a result file of another schema is refused, a missing one is not', () => {
  writeFileSync(join(folder, 'span-24.json'), JSON.stringify({ schemaVersion: 1, case: 'span' }));
  const url = pathToFileURL(`${folder}/`);
  assert.throws(() => readResults(url, 24), /span-24\.json: schema 1, not 2; measure again/);
  assert.deepEqual(readResults(url, 26), {});
});

test('text goes between the marks, once and again; a file without marks stays', () => {
  const text =
    'a\n<!-- bench:begin, written by `npm run bench:report` -->\n<!-- bench:end -->\nb\n';
  const filled = fillMarks(text, 'one');
  assert.match(filled, /^a\n<!--.*-->\n\none\n\n<!-- bench:end -->\nb\n$/);
  assert.equal(fillMarks(fillMarks(text, 'another'), 'one'), filled);
  assert.equal(fillMarks('no marks\n', 'one'), 'no marks\n');
});

test('page, drawings and summary are written, and the summary refers to drawings that are there', async () => {
  const at = (name: string) => pathToFileURL(join(folder, name));
  writeFileSync(
    at('summary.md'),
    '# A\n\n<!-- bench:begin, written by `npm run bench:report` -->\n<!-- bench:end -->\n\nB\n',
  );
  const files = await writeReport(results, {
    page: at('report/index.html'),
    images: at('images/'),
    summary: at('summary.md'),
    imageFolder: 'images',
  });
  assert.equal(files.length, figures.length + 2);
  const summary = readFileSync(at('summary.md'), 'utf8');
  const images = [...summary.matchAll(/\]\((images\/[^)]+\.svg)\)/g)].map(([, path = '']) => path);
  assert.ok(images.length >= 3, String(images));
  for (const path of images) assert.match(readFileSync(at(path), 'utf8'), /^<svg xmlns=/);
  assert.match(summary, /\| CPU of the JavaScript thread per span +\| +[\d.]+ \|/);
  assert.match(summary, /`npm run bench -- pause`, `npm run bench -- llm`/);
});

test('drawings and figures of the documentation are those of the results', async () => {
  const docs = new URL('../../docs/', import.meta.url);
  const measured = readResults(new URL('../results/', import.meta.url), 24);
  const at = (name: string) => pathToFileURL(join(folder, name));
  const before = readFileSync(new URL('benchmarks.md', docs), 'utf8');
  writeFileSync(at('benchmarks.md'), before);
  await writeReport(measured, {
    page: at('report/index.html'),
    images: at('current/'),
    summary: at('benchmarks.md'),
    imageFolder: 'images/benchmarks',
  });
  const toDo = 'npm run bench:report';
  assert.ok(readFileSync(at('benchmarks.md'), 'utf8') === before, `docs/benchmarks.md: ${toDo}`);
  const committed = new URL('images/benchmarks/', docs);
  assert.deepEqual(readdirSync(at('current/')), readdirSync(committed), toDo);
  for (const name of readdirSync(committed)) {
    const [old, current] = [committed, at('current/')].map((of) =>
      readFileSync(new URL(name, of), 'utf8'),
    );
    assert.ok(old === current, `${name}: ${toDo}`);
  }
});

const browserPath = chromiumPath();
const skip = browserPath === undefined && 'there is no Chromium on this machine';

test(
  'in a browser: fits a phone and a desk, light and dark, and asks for nothing',
  { skip },
  async (t) => {
    const browser = await launchChromium(browserPath ?? '');
    t.after(() => browser.close());
    for (const width of [360, 390, 1280]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const view = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        const troubles: string[] = [];
        view.on('request', (request) => troubles.push(`asked for ${request.url()}`));
        view.on('console', (message) => troubles.push(message.text()));
        view.on('pageerror', (error) => troubles.push(error.message));
        await view.setContent(page);
        assert.deepEqual(troubles, []);
        const seen = await view.evaluate(lookAtPage);
        assert.equal(seen.drawings, figures.length);
        assert.ok(seen.pageWidth <= width, `${seen.pageWidth} px wide at ${width}`);
        assert.ok(seen.smallestTextPx >= 11, `text of ${seen.smallestTextPx} px at ${width}`);
        assert.deepEqual(seen.textsOutside, [], `at ${width}`);
        assert.deepEqual(seen.textsOverlapping, [], `at ${width}`);
        assert.ok(seen.leastContrast >= 4.5, `contrast ${seen.leastContrast} when ${colorScheme}`);
        assert.ok(seen.productCells > 20, `${seen.productCells} cells of the product`);
        assert.deepEqual(seen.cellsHidden, [], `at ${width}`);
        await view.close();
      }
    }
  },
);

test('in a browser: a drawing by itself is an image, as in a page', { skip }, async (t) => {
  const browser = await launchChromium(browserPath ?? '');
  t.after(() => browser.close());
  const view = await browser.newPage();
  for (const figure of figures) {
    const encoded = Buffer.from(figure.render('wide')).toString('base64');
    await view.setContent(`<img src="data:image/svg+xml;base64,${encoded}">`);
    const width = await view.evaluate(async () => {
      const image = document.querySelector('img')!;
      await image.decode();
      return image.naturalWidth;
    });
    assert.equal(width, 760, figure.id);
  }
});

/** Runs in the page. */
function lookAtPage() {
  const drawings = [...document.querySelectorAll('svg')].filter(
    (svg) => svg.getBoundingClientRect().width > 0,
  );
  const texts = drawings.flatMap((svg) =>
    [...svg.querySelectorAll('text')].map((text) => ({ svg, text })),
  );
  const luminance = (color: string) => {
    const channels = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((value) => {
      const share = Number(value) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    const [red = 0, green = 0, blue = 0] = channels;
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = luminance(getComputedStyle(document.body).backgroundColor);
  const contrasts = texts.map(({ text }) => {
    const own = luminance(getComputedStyle(text).fill);
    return (Math.max(own, background) + 0.05) / (Math.min(own, background) + 0.05);
  });
  const scaleOf = (svg: SVGSVGElement) =>
    svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const outside = texts.filter(({ svg, text }) => {
    const [inner, outer] = [text.getBoundingClientRect(), svg.getBoundingClientRect()];
    return inner.left < outer.left - 1 || inner.right > outer.right + 1;
  });
  const overlap = (a: DOMRect, b: DOMRect) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const overlapping = texts.filter(({ svg, text }) =>
    [...svg.querySelectorAll('text')].some(
      (other) =>
        other !== text && overlap(text.getBoundingClientRect(), other.getBoundingClientRect()),
    ),
  );
  const cells = [...document.querySelectorAll('th, td')];
  const hidden = cells.filter((cell) => {
    const { left, right } = cell.getBoundingClientRect();
    const place = cell.closest('.scroll')!.getBoundingClientRect();
    return left < place.left - 1 || right > Math.min(place.right, innerWidth) + 1;
  });
  return {
    productCells: document.querySelectorAll('td.product, tr.product td').length,
    cellsHidden: hidden.map((cell) => cell.textContent),
    drawings: drawings.length,
    pageWidth: document.documentElement.scrollWidth,
    smallestTextPx: Math.min(
      ...texts.map(({ svg, text }) => parseFloat(getComputedStyle(text).fontSize) * scaleOf(svg)),
    ),
    textsOverlapping: overlapping.map(({ text }) => text.textContent),
    textsOutside: outside.map(({ text }) => text.textContent),
    leastContrast: Math.min(...contrasts),
  };
}
