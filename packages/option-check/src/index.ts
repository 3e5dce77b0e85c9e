export * as kinds from './kinds.ts';
export type { NumberRange, OptionKind, OptionTable } from './kinds.ts';
export { invalidOption, readOptions } from './read-options.ts';
export { shown } from './shown.ts';
export { editsBetween, suggestionFor } from './suggestion.ts';
