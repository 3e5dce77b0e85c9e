/** What of a text fits into a report; the beginning says what happened first. */
const kMaxLines = 4;
const kMaxLength = 600;

export function excerpt(text: string): string {
  const lines = text.trim().split('\n');
  const rest = lines.length > kMaxLines ? ' …' : '';
  return lines.slice(0, kMaxLines).join(' | ').slice(0, kMaxLength) + rest;
}
