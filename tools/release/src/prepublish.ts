/**
 * `prepublishOnly` of every published package: refuses to publish a package that lacks a binary, its built JavaScript, a version or
 * the repository's address. `npm publish --dry-run` may name the targets that it needs, as CI builds some of them only:
 *
 *     RELEASE_TARGETS=linux-x64,linuxmusl-x64 npm publish --dry-run
 */
import { problemsOf } from './check-package.ts';

const dryRun = process.env['npm_config_dry_run'] === 'true';
const targets = dryRun ? process.env['RELEASE_TARGETS']?.split(',') : undefined;
const problems = problemsOf(process.cwd(), { dryRun, targets });
for (const problem of problems) console.error(`Not publishable: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
