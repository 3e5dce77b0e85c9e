import type { ContentMode } from '../content/content-settings';

export const kContentModes: readonly ContentMode[] = [
  'NO_CONTENT',
  'SPAN_ONLY',
  'EVENT_ONLY',
  'SPAN_AND_EVENT',
];

const kVariable = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';

/**
 * Reads where content is recorded. `true` and `false` are the values of the official instrumentation of OpenAI. A wrong value records no
 * content, and prints one line.
 */
export function contentModeOfEnvironment(): ContentMode {
  const value = process.env[kVariable]?.trim().toUpperCase();
  if (value === undefined || value === '' || value === 'FALSE') return 'NO_CONTENT';
  if (value === 'TRUE') return 'SPAN_AND_EVENT';
  const mode = kContentModes.find((known) => known === value);
  if (mode === undefined) warn();
  return mode ?? 'NO_CONTENT';
}

let hasWarned = false;

function warn(): void {
  if (hasWarned) return;
  hasWarned = true;
  const expected = kContentModes.join(', ');
  const message = `${kVariable} has an unknown value: no content is recorded. Expected one of ${expected}`;
  process.emitWarning(message, { type: 'OpenTelemetryWarning', code: kVariable });
}
