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
import { resultSchemaVersion, type ThinResult } from '../harness/thin-result.ts';

/** What was measured with one version of Node; a case that was not run is absent. */
export interface Results {
  readonly burst?: ThinResult<BurstResult>;
  readonly context?: ThinResult<ContextResult>;
  readonly exit?: ThinResult<ExitResult>;
  readonly llm?: ThinResult<LlmResult>;
  readonly metric?: ThinResult<MetricResult>;
  readonly outage?: ThinResult<OutageResult>;
  readonly pause?: ThinResult<PauseResult>;
  readonly service?: ThinResult<ServiceResult>;
  readonly 'service-limit'?: ThinResult<ServiceResult>;
  readonly span?: ThinResult<SpanResult>;
  readonly 'span-wide'?: ThinResult<SpanResult>;
  readonly 'span-deep'?: ThinResult<SpanResult>;
  readonly 'span-events'?: ThinResult<SpanResult>;
  readonly startup?: ThinResult<StartupResult>;
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

/** Reads `<case>-<major>.json` of a folder. Throws for a file of another schema. */
export function readResults(folder: URL, nodeMajor: number): Results {
  const present = caseNames.flatMap((name) => {
    const file = new URL(`${name}-${nodeMajor}.json`, folder);
    if (!existsSync(file)) return [];
    const result = JSON.parse(readFileSync(file, 'utf8')) as { schemaVersion: number };
    if (result.schemaVersion !== resultSchemaVersion) {
      const expected = `not ${resultSchemaVersion}; measure again: npm run bench -- ${name}`;
      throw new Error(`${file.pathname}: schema ${result.schemaVersion}, ${expected}`);
    }
    return [[name, result]];
  });
  return Object.fromEntries(present) as Results;
}
