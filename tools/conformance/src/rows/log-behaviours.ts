import { shown, shownWithNote, type Evidence } from '../evidence.ts';
import {
  eventBridge,
  hostileLogs,
  logBursts,
  logProcesses,
  logPrograms,
  logs,
  sdkConfigFileLogs,
  fallback,
  sdkLogs,
} from './tests.ts';

const randomPrograms = logPrograms('… random programs, seed …');

/** What the specification of logs asks for, and the matrix does not. */
export const logBehaviours: Readonly<Record<string, Evidence>> = {
  'Any log records, processors, limits and configurators give what the official SDK gives':
    shown(randomPrograms),
  'A logger without a name works, and a message reports it': shownWithNote(
    'Its name is "unknown", as upstream.',
    logs('a name that is missing is "unknown", with a warning'),
  ),
  'After the shutdown of the provider a logger does nothing': shown(
    logs('after the shutdown returns a logger that does nothing, with a warning'),
    logs('records after the shutdown are counted'),
  ),
  '`enabled` of a logger follows its configuration and its processors': shown(
    logs('without an exporter and a processor nothing is emitted'),
    logs('without an exporter, false when all processors say so'),
    logs('a lower severity than the minimum is left out, but no severity is not'),
  ),
  'A configurator decides `enabled`, `minimumSeverity` and `traceBased` for each scope': shown(
    logs('a configurator is asked once for each scope; one that fails counts as none'),
    sdkConfigFileLogs('logger_configurator'),
    sdkConfigFileLogs('…', 'sampled traces only'),
    randomPrograms,
  ),
  'A log record without times has the present one; without a context, the active one': shown(
    logs('the context of a record wins over the active one; an undefined one does not hide it'),
    randomPrograms,
  ),
  'An exception becomes attributes, and attributes of the record win': shown(
    eventBridge('an exception of a record is in the event'),
    hostileLogs('an exception that throws when it is read leaves the record without it'),
    randomPrograms,
  ),
  'Log record processors run in their order, and see what those before them changed': shown(
    eventBridge('what processors before it changed is in the event, later changes are not'),
    logs('one that emits inside onEmit: both records arrive, the inner one first'),
  ),
  'Flush and shutdown of a logger provider reach every processor': shown(
    logs('processors are flushed and shut down, also when one fails'),
  ),
  'Limits of log records fall back to those of all signals, and a dropped attribute is reported once a record':
    shown(
      sdkLogs('… limits log records, … does not'),
      sdkLogs('… cuts attributes of log records'),
      sdkConfigFileLogs('…: as the official startNodeSdk', 'limits of all signals'),
      randomPrograms,
    ),
  'The event to span event bridge records an event of the current span, and of no other': shown(
    eventBridge(
      'an event is recorded in its span with name, time and attributes, and stays a log record',
    ),
    eventBridge('without a time the event has that of the observation'),
    eventBridge('a record … leaves the span alone'),
    sdkConfigFileLogs('event_to_span_event_bridge'),
  ),
  'A full queue of log records drops the newest, and counts them': shown(
    logBursts('a queue that is full drops the newest, counts and reports them'),
  ),
  'Log records outlive the end of the process and, with a spool, its killing': shown(
    logProcesses('however the process ends, all log records arrive: …'),
    logProcesses('with a spool, the next process sends what a killed one left'),
  ),
  '`OTEL_EXPORTER_OTLP_LOGS_PROTOCOL` chooses the protocol of logs': shown(
    sdkLogs('official processors take over: …'),
  ),
  'Where no binary loads the official packages send log records': shown(
    fallback('the official SDK sends them, and it is said once: with traces to "…"'),
    sdkConfigFileLogs('where no binary loads the official packages send'),
  ),
  'The older `@opentelemetry/api-logs` leads to the same provider': shown(
    sdkLogs('the older logs API leads to the same provider'),
  ),
};
