import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hardSentences } from '../src/prose.ts';

test('a sentence that does not begin with its subject is reported with its line', () => {
  const text = [
    '## Which versions?',
    'Of the ring, a copy is made. That of the heap stays.',
    'It is part of it, of which `Of x` is code.',
    '- One. Which may be late.',
    '```',
    'Of code',
    '```',
  ];
  assert.deepEqual(hardSentences('page.md', text.join('\n')), [
    'page.md:2: "Of the ring, a copy is made. That": begin with the subject',
    'page.md:4: "Which may be late.": begin with the subject',
  ]);
});
