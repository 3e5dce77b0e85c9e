import type { Checks } from '../comparison/compare.ts';
import { attributes, metricCases } from './cases.ts';

/** What a Prometheus server would get: names with their types, and samples. */
interface Scrape {
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly {
    readonly name: string;
    readonly labels: string;
    readonly value: number;
  }[];
}

export async function scrape(url: string): Promise<Scrape> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`the Prometheus exporter answers ${response.status}`);
  const text = await response.text();
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(
    ([, name, type]) => [name!, type!] as const,
  );
  const samples = [...text.matchAll(/^([a-z_]\w*)(?:\{(.*)\})? (\S+)$/gm)].map(
    ([, name, labels, value]) => ({ name: name!, labels: labels ?? '', value: Number(value) }),
  );
  return { types: new Map(types), samples };
}

/** Compares names, types, labels and values of what is served with what was recorded. */
export function comparePrometheus({ types, samples }: Scrape, checks: Checks): void {
  for (const { name, expected } of metricCases) {
    for (const [served, value] of Object.entries(expected.prometheus)) {
      const label = `${name} in Prometheus as ${served}`;
      const found = samples.filter((sample) => sample.name === served);
      checks.equal(`${label}: samples`, 1, found.length);
      checks.equal(`${label}: value`, value, found[0]?.value);
      checks.equal(`${label}: labels`, true, hasLabels(found[0]?.labels ?? ''));
      const family = served.replace(/_(?:count|sum)$/, '');
      checks.equal(`${label}: type`, expected.prometheusType, types.get(family));
    }
  }
}

function hasLabels(labels: string): boolean {
  return Object.entries(attributes).every(([key, value]) => labels.includes(`${key}="${value}"`));
}
