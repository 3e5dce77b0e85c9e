import type { GenAi } from '@otel-native/genai';
import { withEachSdk } from '../support/genai';

export interface Case {
  readonly call: (genAi: GenAi) => void;
  readonly name: string;
  /** 1 is INTERNAL, 3 CLIENT. */
  readonly kind: 1 | 3;
  readonly attributes: Record<string, unknown>;
  /** The metrics of the call. */
  readonly metrics: string[];
}

export const server = { serverAddress: 'api.example.test', serverPort: 8443 };
export const text = (content: string) => [{ type: 'text', content }];
export const message = (role: string, content: string) => [{ role, parts: text(content) }];

/** Runs each case with each SDK, and checks the one span and the metrics that it has. */
export function checkEach(cases: Readonly<Record<string, Case>>): void {
  for (const [title, { call, name, kind, attributes, metrics }] of Object.entries(cases)) {
    withEachSdk(
      title,
      async ({ genAi, sent }) => {
        call(genAi);
        const { spans, points } = await sent();
        expect(spans).toHaveLength(1);
        expect([spans[0]!.name, spans[0]!.kind]).toEqual([name, kind]);
        expect(spans[0]!.attributes).toEqual(attributes);
        const found = points.map(({ name: metric, attributes: of, value, count }) =>
          count === undefined
            ? `${metric} ${of['gen_ai.token.modality']} ${value}`
            : `${metric} ${count}`,
        );
        expect(found).toEqual(metrics);
      },
      { captureContent: 'SPAN_ONLY' },
    );
  }
}
