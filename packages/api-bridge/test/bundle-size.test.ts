import { build } from 'esbuild';
import { join } from 'node:path';

const kMaxBytes = 3072;

test('what a library imports stays under 3 kB minified', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { instrumentationScope } from './index';`,
      resolveDir: join(__dirname, '../src'),
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'node22.15',
    external: ['@opentelemetry/api'],
  });
  const { text } = outputFiles[0]!;
  expect(Buffer.byteLength(text)).toBeLessThan(kMaxBytes);
  expect(text).toContain('instrumentationScope');
  const imported = [...text.matchAll(/from"([^"]+)"/g)].map(([, name]) => name);
  expect(new Set(imported)).toEqual(new Set(['@opentelemetry/api']));
});
