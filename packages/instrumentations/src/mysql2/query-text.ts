import type { Scope } from '../base/scope';
import type { QueryMessage } from './mysql2-messages';
import type { MySQL2InstrumentationConfig } from './mysql2-options';
import { withoutLiterals } from './without-literals';
import { areWrittenAsUsual } from './written-values';

/** What the official instrumentation records when the hook for masking throws. */
const kFailed = 'Could not determine the query due to an error in masking or formatting';

/**
 * Returns the statement with placeholders. The channel of queries has values in their place: there each literal becomes
 * a placeholder, so that no value gets into telemetry. Where the application formats queries in a way of its own, only the
 * first word is left.
 */
export function statementOf({ query, values }: QueryMessage, hasValuesInside: boolean): string {
  if (!hasValuesInside || !isAny(values)) return query;
  const masked = withoutLiterals(query);
  return areWrittenAsUsual(query, masked, values) ? masked : firstWordOf(query);
}

/** What is safe to record of a statement whose literals cannot be told from the rest. */
function firstWordOf(query: string): string {
  const word = /^\s*([a-z]+)(?![^\s(])/i.exec(query)?.[1];
  return word === undefined ? '?' : `${word} ?`;
}

function isAny(values: unknown): boolean {
  return values !== undefined && !(Array.isArray(values) && values.length === 0);
}

/** Returns `db.query.text`. */
export function queryText(
  statement: string,
  { maskStatement, maskStatementHook = withoutLiterals }: MySQL2InstrumentationConfig,
  scope: Scope,
): string {
  if (maskStatement !== true) return statement;
  return scope.runHook('maskStatementHook', () => maskStatementHook(statement)) ?? kFailed;
}

/** Returns the name of the span: the first word, which ends at a space. */
export function spanName(statement: string): string {
  const end = statement.indexOf(' ');
  return end < 0 ? statement : statement.slice(0, end);
}
