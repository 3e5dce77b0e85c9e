/** `npm run bench:report`: draws the page, and the SVGs and tables of docs/benchmarks.md, from the result files. */
import { readResults } from './results.ts';
import { writeReport } from './report.ts';

const nodeMajor = 24;
const root = new URL('../../../', import.meta.url);

const results = readResults(new URL('benchmarks/results/', root), nodeMajor);
const files = await writeReport(results, {
  page: new URL('benchmarks/report/index.html', root),
  images: new URL('docs/images/benchmarks/', root),
  summary: new URL('docs/benchmarks.md', root),
  imageFolder: 'images/benchmarks',
});
for (const file of files) console.log(`written: ${file}`);
