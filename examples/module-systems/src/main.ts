/** Tries every way to load the SDK. Prints a line each; fails when one of them does. */
import { esbuild } from './variants/esbuild.ts';
import { everythingInside } from './variants/everything-inside.ts';
import { moduleSystems } from './variants/module-systems.ts';
import { nextStyle } from './variants/next-style.ts';
import { testRunners } from './variants/test-runners.ts';
import { typescript } from './variants/typescript.ts';
import { webpackBundle } from './variants/webpack.ts';
import { runAll } from './run-all.ts';

await runAll([
  ...moduleSystems,
  ...typescript,
  ...esbuild,
  ...webpackBundle,
  ...everythingInside,
  ...nextStyle,
  ...testRunners,
]);
