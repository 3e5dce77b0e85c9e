import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApplication } from './application/application.ts';
import { kUsual } from './application/usual-settings.ts';
import { metricEnvironment, usualEnvironment } from './environments.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { FaultServer } from './server/fault-server.ts';
import { applicationKeeper } from './signal-keeper.ts';
import { serverOptions, type Transport } from './transport.ts';

export interface PlayOptions {
  readonly transport?: Transport;
  /** The variables of a sanitizer. */
  readonly sanitized?: Readonly<Record<string, string>>;
}

/**
 * Plays one fault from start to verdict.
 * @param seed also chooses the temporality of metrics, so that with two seeds each fault meets both
 */
export async function runScenario(
  scenario: Scenario,
  seed: number,
  { transport = 'tcp', sanitized = {} }: PlayOptions = {},
): Promise<Outcome> {
  const begin = performance.now();
  const settings = { ...kUsual, ...scenario.application };
  const keeper = applicationKeeper(settings.textBytes);
  const random = new Random(seed);
  const isDelta = seed % 2 === 0;
  const isSanitized = Object.keys(sanitized).length > 0;
  const folder = mkdtempSync(join(tmpdir(), 'fault-harness-'));
  const server = new FaultServer(keeper, serverOptions(transport, folder, scenario.receiver?.()));
  try {
    await server.listen();
    await scenario.prepare?.(server, random);
    const variables = (scenario.environment ?? usualEnvironment)(server);
    const environment = { ...metricEnvironment(isDelta), ...variables, ...sanitized };
    const application = startApplication(settings, environment, join(folder, 'report.json'));
    await scenario.play?.({ server, application, random });
    const report = await application.report;
    const outcome = outcomeOf({
      scenario,
      transport,
      keeper,
      server,
      report,
      isDelta,
      isSanitized,
    });
    return {
      ...outcome,
      problems: [...outcome.problems, ...serverProblems(server)],
      seconds: (performance.now() - begin) / 1_000,
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function serverProblems({ script, tls, problems }: FaultServer): string[] {
  const left = script.length + (tls?.script.length ?? 0);
  return [
    ...(left > 0 ? [`${left} faults did not come`] : []),
    ...problems.map((problem) => `the receiver itself failed: ${String(problem)}`),
  ];
}
