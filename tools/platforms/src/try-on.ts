import type { Launcher, Platform } from './platform.ts';
import { problemsOf } from './problems.ts';
import { runOn } from './run.ts';

export interface Result {
  readonly platform: Platform;
  /** For the table: what ran, or why nothing did. */
  readonly ran: string;
  readonly problems: readonly string[];
}

/** Runs the application where the platform can be had; where not, that is a problem of required ones alone. */
export async function tryOn(platform: Platform, app: string, isRequired: boolean): Promise<Result> {
  const launcher = prepared(platform);
  if (launcher instanceof Error) {
    const reason = `skipped: ${launcher.message}`;
    return { platform, ran: reason, problems: isRequired ? [reason] : [] };
  }
  const outcome = await runOn(platform, launcher, app);
  const problems = problemsOf(outcome, platform);
  const { report, spans } = outcome;
  const ran = problems.length === 0 ? `${report!.version}: ${spans.length} spans` : 'FAILED';
  return { platform, ran, problems };
}

function prepared(platform: Platform): Launcher | Error {
  try {
    return platform.prepare();
  } catch (error) {
    return error as Error;
  }
}
