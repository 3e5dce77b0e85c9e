import { existsSync, readFileSync } from 'node:fs';

import type { BurstResult } from '../cases/burst.ts';
import type { ContextResult } from '../cases/context-result.ts';
import type { ExitResult } from '../cases/exit.ts';
import type { LlmResult } from '../cases/llm.ts';
import type { MetricResult } from '../cases/metric.ts';
import type { OutageResult } from '../cases/outage.ts';
import type { PauseResult } from '../cases/pause.ts';
import type { ServiceResult } from '../cases/service-result.ts';
import type { SpanResult } from '../cases/span-result.ts';
import type { StartupResult } from '../cases/startup.ts';

/** What was measured with one version of Node; a case that was not run is absent. */
export interface Results {
  readonly burst?: BurstResult;
  readonly context?: ContextResult;
  readonly exit?: ExitResult;
  readonly llm?: LlmResult;
  readonly metric?: MetricResult;
  readonly outage?: OutageResult;
  readonly pause?: PauseResult;
  readonly service?: ServiceResult;
  readonly 'service-limit'?: ServiceResult;
  readonly span?: SpanResult;
  readonly 'span-wide'?: SpanResult;
  readonly 'span-deep'?: SpanResult;
  readonly 'span-events'?: SpanResult;
  readonly startup?: StartupResult;
}

const caseNames: readonly (keyof Results)[] = [
  ...(['burst', 'context', 'exit', 'llm', 'metric', 'outage', 'pause'] as const),
  ...([
    'service',
    'service-limit',
    'span',
    'span-wide',
    'span-deep',
    'span-events',
    'startup',
  ] as const),
];
const schemaVersion = 1;

/** Reads `<case>-<major>.json` of a folder. Throws for a file of another schema. */
export function readResults(folder: URL, nodeMajor: number): Results {
  const present = caseNames.flatMap((name) => {
    const file = new URL(`${name}-${nodeMajor}.json`, folder);
    if (!existsSync(file)) return [];
    const result = JSON.parse(readFileSync(file, 'utf8')) as { schemaVersion: number };
    if (result.schemaVersion !== schemaVersion) {
      throw new Error(`${file.pathname}: schema ${result.schemaVersion}, not ${schemaVersion}`);
    }
    return [[name, result]];
  });
  return Object.fromEntries(present) as Results;
}
