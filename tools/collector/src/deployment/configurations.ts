import { parse } from 'yaml';

/** A configuration of a Collector in a guide. */
export interface Configuration {
  /** Its first line, a comment. */
  readonly title: string;
  readonly text: string;
  /** It has parts that only the contrib distribution has. */
  readonly needsContrib: boolean;
}

/** The fenced blocks of YAML in a guide, each of which begins with a comment. */
export function configurationsIn(markdown: string): Configuration[] {
  return [...markdown.matchAll(/^```yaml\n# (.*)\n([^]*?)^```$/gm)].map(
    ([, title = '', text = '']) => ({
      title,
      text,
      needsContrib: title.startsWith('contrib: '),
    }),
  );
}

type Parts = Record<string, unknown>;
type Pipelines = Record<string, Record<string, string[]>>;

const kKinds = ['receivers', 'processors', 'exporters'] as const;

/** Parts that a pipeline names and nobody defines, and parts that are defined and in no pipeline. */
export function structureProblems(text: string): string[] {
  const model = parse(text) as Record<string, Parts | undefined> & {
    service?: { pipelines?: Pipelines };
  };
  const pipelines = Object.values(model.service?.pipelines ?? {});
  if (pipelines.length === 0) return ['there is no pipeline'];
  return kKinds.flatMap((kind) => {
    const defined = Object.keys(model[kind] ?? {});
    const used = pipelines.flatMap((pipeline) => pipeline[kind] ?? []);
    return [
      ...used.filter((name) => !defined.includes(name)).map((name) => `${kind} lack ${name}`),
      ...defined
        .filter((name) => !used.includes(name))
        .map((name) => `${kind}: ${name} is not used`),
    ];
  });
}
