import type {
  LogRecordExporterConfigModel,
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
} from '@opentelemetry/configuration';
import type { LogRecordExporter } from '../logs/log-record-exporter';
import {
  consoleLogExporter,
  jsonLogSerializer,
  officialOtlpLogExporter,
} from '../logs/official-logs';
import { OtlpFileExporter } from '../logs/otlp-file-exporter';
import { officialOptions } from '../otlp/official-options';
import { onlyEntry, unknown, warnOfUnused } from './entries';
import { grpcOptions, httpOptions, type MergeHeaders } from './exporter';

const kFile = 'otlp_file/development';
type FileModel = LogRecordExporterConfigModel[typeof kFile];

/**
 * Creates an exporter that runs on the JavaScript thread.
 * @throws for an unknown exporter, an invalid setting, or a package that is not installed
 */
export function logExporter(
  choice: LogRecordExporterConfigModel,
  mergeHeaders: MergeHeaders,
): LogRecordExporter {
  const [name, settings] = onlyEntry(choice, 'log record exporter');
  switch (name) {
    case 'otlp_http': {
      const model = settings as OtlpHttpExporterConfigModel | null;
      const protocol = model?.encoding === 'json' ? 'http/json' : 'http/protobuf';
      return officialOtlpLogExporter(protocol, officialOptions(httpOptions(model, mergeHeaders)));
    }
    case 'otlp_grpc': {
      const model = settings as OtlpGrpcExporterConfigModel | null;
      return officialOtlpLogExporter('grpc', grpcOptions(model, mergeHeaders));
    }
    case kFile:
      return fileExporter(settings as FileModel);
    case 'console':
      return consoleLogExporter();
    default:
      throw unknown('log record exporter', name);
  }
}

function fileExporter(model: FileModel): LogRecordExporter {
  warnOfUnused(kFile, model, ['output_stream']);
  return new OtlpFileExporter(model?.output_stream ?? 'stdout', jsonLogSerializer(kFile));
}
