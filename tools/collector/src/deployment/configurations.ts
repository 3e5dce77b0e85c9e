import { parse } from 'yaml';

/** A configuration of a Collector in a guide. */
export interface Configuration {
  /** Its first line, a comment. */
  readonly title: string;
  readonly text: string;
}

/** The fenced blocks of YAML in a guide, each of which begins with a comment. */
export function configurationsIn(markdown: string): Configuration[] {
  return [...markdown.matchAll(/^```yaml\n# (.*)\n([^]*?)^```$/gm)].map(
    ([, title = '', text = '']) => ({ title, text }),
  );
}

type Parts = Record<string, unknown>;
type Pipelines = Record<string, Record<string, string[]>>;

const kKinds = ['receivers', 'processors', 'exporters'] as const;

/** Parts that are defined and in no pipeline; a Collector does not mind those. */
export function unusedParts(text: string): string[] {
  const model = parse(text) as Record<string, Parts | undefined> & {
    service?: { pipelines?: Pipelines };
  };
  const pipelines = Object.values(model.service?.pipelines ?? {});
  return kKinds.flatMap((kind) => {
    const used = pipelines.flatMap((pipeline) => pipeline[kind] ?? []);
    return Object.keys(model[kind] ?? {})
      .filter((name) => !used.includes(name))
      .map((name) => `${kind}: ${name} is not used`);
  });
}
