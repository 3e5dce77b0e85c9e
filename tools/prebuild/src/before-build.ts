/** Succeeds where npm runs the script `prebuild` by itself before `build`: then there is nothing to build. */
import { isHookOfBuild } from './build-hook.ts';

process.exitCode = isHookOfBuild() ? 0 : 1;
