/**
 * Installs the tarballs of `npm run pack` as users do, without a compiler, and sees that telemetry arrives.
 *
 *     npm run test:install -- [--sample] [--only TEXT]… [--sizes] [--newest] [--keep] [--list]
 */
import { parseArgs } from 'node:util';
import { allChecks, comparedSizes } from './checks/index.ts';
import type { Check } from './run/check.ts';
import { runChecks } from './run/run-checks.ts';
import { startSetup } from './sandbox/setup.ts';
import { tableOf } from './run/table.ts';

const { values } = parseArgs({
  options: {
    sample: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    sizes: { type: 'boolean', default: false },
    newest: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const chosen = [...allChecks, ...(values.sizes ? comparedSizes : [])].filter(isChosen);
if (values.list) for (const { name } of chosen) console.log(name);
else await runChosen();

function isChosen({ name, isLong = false }: Check): boolean {
  if (values.sample && isLong) return false;
  return values.only.length === 0 || values.only.some((text) => name.includes(text));
}

async function runChosen(): Promise<void> {
  if (chosen.length === 0) throw new Error('No check has such a name; --list prints all');
  const setup = await startSetup(values);
  try {
    const outcomes = await runChecks(chosen, setup);
    console.log(tableOf(outcomes));
    process.exitCode = outcomes.some(({ result }) => result === 'failed') ? 1 : 0;
  } finally {
    await setup.close();
  }
}
