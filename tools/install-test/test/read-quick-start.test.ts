import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryFolder } from 'pack/folders';
import { commandsOf, readQuickStart } from '../src/quick-start/read-quick-start.ts';

test('steps are the fences behind a comment, in their order', () => {
  const page = [
    '<!-- quick-start: terminal 1 -->\n\n```sh\nnpm install a\nnpx b\n```\n',
    'text\n\n```sh\nnot a step\n```\n',
    "<!-- quick-start: app.mjs -->\n\n```js\nimport 'a';\n```\n",
  ].join('\n');
  const [first, file, ...others] = readQuickStart(page);
  assert.ok(first !== undefined && file !== undefined);
  assert.deepEqual(commandsOf(first), ['npm install a', 'npx b']);
  assert.deepEqual(file, { name: 'app.mjs', text: "import 'a';\n" });
  assert.equal(commandsOf(file), undefined);
  assert.deepEqual(others, []);
});

test('the README has a quick start with two terminals and an application', () => {
  const page = readFileSync(join(repositoryFolder, 'README.md'), 'utf8');
  const names = new Set(readQuickStart(page).map(({ name }) => name));
  assert.deepEqual([...names], ['terminal 1', 'app.mjs', 'terminal 2']);
});
