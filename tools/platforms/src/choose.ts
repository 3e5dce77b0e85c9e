import type { Platform } from './platform.ts';

interface Choice {
  readonly chosen: readonly Platform[];
  readonly required: ReadonlySet<Platform>;
}

/** Names are separated by commas. What is required is chosen, too. */
export function choose(
  platforms: readonly Platform[],
  { only, require = '' }: { only?: string; require?: string },
): Choice {
  const required = new Set(named(require, platforms));
  const wanted = new Set([
    ...(only === undefined ? platforms : named(only, platforms)),
    ...required,
  ]);
  return { chosen: platforms.filter((platform) => wanted.has(platform)), required };
}

function named(list: string, platforms: readonly Platform[]): Platform[] {
  const names = list.split(',').filter((name) => name !== '');
  return names.map((name) => {
    const platform = platforms.find((platform) => platform.name === name);
    if (platform !== undefined) return platform;
    const all = platforms.map(({ name }) => name).join(', ');
    throw new Error(`No platform "${name}". There are: ${all}`);
  });
}
