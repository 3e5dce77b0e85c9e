export { makeValue } from './make-value.ts';
export { keys, recipes, texts, type Recipe } from './recipes.ts';
export { hostileRuns } from './runs.ts';
