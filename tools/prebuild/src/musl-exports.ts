import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.ts';

/** The names that musl's libc has, from the stub that zig links against: its symbols carry no versions to know them by. */
export function muslExports(): ReadonlySet<string> {
  const [stub] = globSync('.venv/lib/python*/site-packages/ziglang/lib/libc/musl/libc.S', {
    cwd: root,
  });
  if (stub === undefined) throw new Error('zig has no stub of musl where it was in 0.17.1');
  const text = readFileSync(join(root, stub), 'utf8');
  const labels = text.match(/^(?:\.globl|\.weak|WEAK\w*) \w+/gm) ?? [];
  return new Set(labels.map((label) => label.slice(label.indexOf(' ') + 1)));
}
