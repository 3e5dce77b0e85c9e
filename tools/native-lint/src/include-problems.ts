import type { Exception, FloorPlan } from './floors.ts';
import { folderOf, type Include } from './includes.ts';

const kNodeApi = /^(napi|node_api|js_native_api)(-inl)?\.h$/;

/** An include from one folder of the package into another. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly include: Include;
}

/** What a package's includes do that its floor plan forbids, one line each. */
export function includeProblems(
  includes: readonly Include[],
  { floors, apart = [], exceptions = [] }: FloorPlan,
): string[] {
  const arrows = arrowsAmong(includes);
  const bound = arrows.filter((arrow) => !exceptions.some((one) => isFor(one, arrow)));
  return [
    ...nodeApiOutsideBinding(includes),
    ...foldersWithoutFloor(includes, floors),
    ...arrowsUpwards(bound, floors),
    ...arrowsBetween(bound, apart),
    ...circles(bound),
    ...unusedExceptions(arrows, exceptions),
  ];
}

function arrowsAmong(includes: readonly Include[]): Arrow[] {
  const folders = new Set(includes.map(({ file }) => folderOf(file)));
  return includes.flatMap((include) => {
    const [from, to] = [folderOf(include.file), folderOf(include.name)];
    if (from === undefined || to === undefined || from === to || !folders.has(to)) return [];
    return [{ from, to, include }];
  });
}

function nodeApiOutsideBinding(includes: readonly Include[]): string[] {
  return includes
    .filter(({ file, name }) => kNodeApi.test(name) && folderOf(file) !== 'binding')
    .map((include) => `${placeOf(include)}: only binding/ includes ${include.name}`);
}

function foldersWithoutFloor(includes: readonly Include[], floors: FloorPlan['floors']): string[] {
  const folders = new Set(includes.map(({ file }) => folderOf(file) ?? '.'));
  return [...folders]
    .filter((folder) => floorOf(folder, floors) < 0)
    .map((folder) => `${folder}: this folder has no floor in tools/native-lint/src/floors.ts`);
}

function arrowsUpwards(arrows: readonly Arrow[], floors: FloorPlan['floors']): string[] {
  return arrows
    .filter(({ from, to }) => floorOf(to, floors) < floorOf(from, floors))
    .map(({ from, to, include }) => `${placeOf(include)}: ${from}/ lies below ${to}/`);
}

function arrowsBetween(arrows: readonly Arrow[], apart: readonly string[]): string[] {
  return arrows
    .filter(({ from, to }) => apart.includes(from) && apart.includes(to))
    .map(({ from, to, include }) => `${placeOf(include)}: ${from}/ includes nothing of ${to}/`);
}

/** One line for each pair of folders that reach each other, with the include that leaves the first one. */
function circles(arrows: readonly Arrow[]): string[] {
  return arrows
    .filter(({ from, to }) => reaches(arrows, to, from))
    .filter((arrow, index, all) => all.findIndex((other) => isSame(other, arrow)) === index)
    .map(({ from, to, include }) => `${placeOf(include)}: ${from}/ and ${to}/ include each other`);
}

function reaches(arrows: readonly Arrow[], start: string, end: string): boolean {
  const reached = new Set([start]);
  // A set visits what is added to it meanwhile.
  for (const folder of reached)
    for (const { from, to } of arrows) if (from === folder) reached.add(to);
  return reached.has(end);
}

function unusedExceptions(arrows: readonly Arrow[], exceptions: readonly Exception[]): string[] {
  return exceptions
    .filter((one) => !arrows.some((arrow) => isFor(one, arrow)))
    .map(({ from, to }) => `${from}/ no longer includes ${to}/: delete the exception`);
}

function floorOf(folder: string, floors: FloorPlan['floors']): number {
  return floors.findIndex((floor) => floor.includes(folder));
}

function isFor(exception: Exception, { from, to }: Arrow): boolean {
  return exception.from === from && exception.to === to;
}

function isSame(a: Arrow, b: Arrow): boolean {
  return a.from === b.from && a.to === b.to;
}

function placeOf({ file, line }: Include): string {
  return `${file}:${line}`;
}
