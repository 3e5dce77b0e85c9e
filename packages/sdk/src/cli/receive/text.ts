import type { PlainAttributes, PlainValue } from 'otlp-receiver';

/** Characters shown of one value. */
const kMaxValueLength = 80;
/** Attributes shown of one span. */
const kMaxAttributes = 6;
const kControl = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

const kNanosPerMilli = 1e6;

/** Puts foreign text on one line, cut and without control characters, which could steer a terminal. */
export function shown(text: string, maxLength = kMaxValueLength): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  return cut.replace(kControl, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}

/** Formats a duration, e.g. `12.4 ms`, from two decimal strings of nanoseconds. */
export function durationOf(start: string, end: string): string {
  const millis = Number(BigInt(end) - BigInt(start)) / kNanosPerMilli;
  if (millis < 0 || end === '0') return '?';
  if (millis < 1) return `${Math.round(millis * 1_000)} µs`;
  if (millis < 1_000) return `${millis.toFixed(millis < 10 ? 2 : 1)} ms`;
  return `${(millis / 1_000).toFixed(2)} s`;
}

/** `name=value name=value …` */
export function attributesOf(attributes: PlainAttributes, limit = kMaxAttributes): string {
  const entries = Object.entries(attributes);
  const texts = entries
    .slice(0, limit)
    .map(([name, value]) => `${shown(name)}=${shown(valueText(value))}`);
  if (entries.length > limit) texts.push(`(${entries.length - limit} more)`);
  return texts.join(' ');
}

export function valueText(value: PlainValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return JSON.stringify(value);
}

/** `1 span`, `2 spans` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
