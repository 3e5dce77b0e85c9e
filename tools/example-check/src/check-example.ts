import { join } from 'node:path';
import { compareWithFile } from './compare-with-file.ts';
import { runService, type Answer, type Service } from './run-service.ts';
import { spanOutline } from './span-outline.ts';

/**
 * Runs the service of an example, prints the spans of each request as a tree, and compares them with `spans.txt` in its folder.
 * With `--update` among the arguments of the program it writes that file instead.
 * @throws `AssertionError` where they differ
 */
export async function checkExample(service: Service): Promise<void> {
  const answers = await runService(service);
  compareWithFile(answers.map(paragraphOf).join('\n'), join(service.folder, 'spans.txt'));
}

function paragraphOf({ request, status, spans }: Answer): string {
  const lines = spanOutline(spans).map((line) => `  ${line}\n`);
  return `${request} -> ${status}\n${lines.join('')}`;
}
