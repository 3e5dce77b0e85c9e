import type { ReceivedLog } from 'otlp-receiver';
import { attributesOf, shown, valueText } from './text.ts';

/** Characters shown of a body. */
const kMaxBodyLength = 200;
const kExceptionKeys = ['exception.type', 'exception.message', 'exception.stacktrace'];
const kSeverities = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
/** OTLP has this many numbers for each severity. */
const kNumbersPerSeverity = 4;

/** Formats a log record that no span stands above: one line that names its trace, if it has one. */
export function logLine(log: ReceivedLog): string {
  const trace = log.traceId === '' ? '' : `  trace ${log.traceId}`;
  return `log ${logText(log)}${trace}`;
}

/** Severity, event name, body, exception, attributes. The stack trace of an exception is left out. */
export function logText(log: ReceivedLog): string {
  const body = log.body == null ? '' : shown(valueText(log.body), kMaxBodyLength);
  const isOfException = ([key]: [string, unknown]) => kExceptionKeys.includes(key);
  const entries = Object.entries(log.attributes);
  const attributes = Object.fromEntries(entries.filter((entry) => !isOfException(entry)));
  const { 'exception.type': type, 'exception.message': message } = log.attributes;
  const exception = [type, message].filter((part) => part !== undefined).map(valueText);
  const parts = [
    severityOf(log),
    shown(log.eventName),
    body,
    shown(exception.join(': ')),
    attributesOf(attributes),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function severityOf({ severityText, severityNumber }: ReceivedLog): string {
  if (severityText !== '') return shown(severityText);
  return kSeverities[Math.floor((severityNumber - 1) / kNumbersPerSeverity)] ?? '';
}
