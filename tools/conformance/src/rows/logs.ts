import { notThere, shown, shownWithNote, type Section } from '../evidence.ts';
import { logProcesses, logPrograms, logs, sdkConfigFileLogs, sdkLogs } from './tests.ts';

const randomPrograms = logPrograms('… random programs, seed …');

export const logRows: Section = {
  '': {
    'LoggerProvider.Get Logger': shown(
      logs('returns one logger for each name, version, schema URL and set of attributes'),
      logs('a name that is missing is "unknown", with a warning'),
    ),
    'LoggerProvider.Get Logger accepts attributes': shown(
      logs('distinguishes attributes that JSON does not'),
      randomPrograms,
    ),
    'LoggerProvider.Shutdown': shown(
      logs('a second shutdown and a flush after it warn, and return the first promise'),
      logs('records after the shutdown are counted'),
    ),
    'LoggerProvider.ForceFlush': shown(
      logs('a flush resolves when the exporter has answered'),
      logs('a flush rejects at its timeout; the records stay queued'),
      logs('a flush rejects when records were lost'),
    ),
    'Logger.Emit(LogRecord)': shown(randomPrograms),
    'Reuse Standard Attributes': notThere(
      'The JavaScript API has no attributes that several records share.',
    ),
    'LogRecord.Set EventName': shown(randomPrograms),
    'Logger.Enabled': shown(
      logs('a lower severity than the minimum is left out, but no severity is not'),
      randomPrograms,
    ),
    SimpleLogRecordProcessor: shownWithNote(
      'In a configuration file the native pipeline then sends each record alone. In code the processor of `@opentelemetry/sdk-logs` works beside the pipeline.',
      sdkConfigFileLogs('…: as the official startNodeSdk', 'simple'),
      sdkLogs('options of logs'),
    ),
    BatchLogRecordProcessor: shownWithNote(
      'The native threads do its work, with its options.',
      logs('batch options come from OTEL_BLRP_*; the delay of logs is a second'),
      logProcesses('however the process ends, all log records arrive: …'),
    ),
    'Can plug custom LogRecordProcessor': shown(
      logs('an official batch processor works beside the exporter'),
      logs('one that throws is logged; the others and the exporter still get the record'),
    ),
    'LogRecordProcessor.Enabled': shown(
      logs('without an exporter, false when all processors say so'),
      randomPrograms,
    ),
    'OTLP/gRPC exporter': notThere('With the official exporter, behind an official processor.'),
    'OTLP/HTTP exporter': shown(
      logProcesses('however the process ends, all log records arrive: …'),
    ),
    'OTLP File exporter': shownWithNote(
      'In a configuration file, behind an official processor.',
      sdkConfigFileLogs(
        'a file is continued; with simple every log record is there, however the process ends',
      ),
    ),
    'Can plug custom LogRecordExporter': shownWithNote(
      'Behind an official processor, or as an `OtlpSink` that receives encoded requests.',
      logs('an official batch processor works beside the exporter'),
      logs('a flush resolves when the exporter has answered'),
    ),
    'Trace Context Injection': shown(
      logs('the context of a record wins over the active one; an undefined one does not hide it'),
      randomPrograms,
    ),
  },
};
