import { diag } from '@opentelemetry/api';
import { RecordPipeline, type ItemWriter, type RecordPipelineOptions } from '../record-pipeline';
import { attachSpool } from './spool';
import { spoolOptionsFromEnvironment, type SpoolOptions } from './spool-options';

/** Options of a pipeline that may have a spool. */
export interface SpooledPipelineOptions<Items extends ItemWriter> extends Omit<
  RecordPipelineOptions<Items>,
  'openSpool'
> {
  /** Default: as the environment says. */
  readonly spool: SpoolOptions | undefined;
}

/**
 * Makes the pipeline of a provider, with the spool of its options or of the environment. When the folder that the environment
 * names cannot be used, logs one error and makes a pipeline without a spool.
 * @throws as `RecordPipeline`, and `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` for a folder in the options that cannot be used
 */
export function makeSpooledPipeline<Items extends ItemWriter>({
  spool,
  ...options
}: SpooledPipelineOptions<Items>): RecordPipeline<Items> {
  const { signal, exporter } = options;
  const pipelineWith = (used: SpoolOptions | undefined) =>
    new RecordPipeline({
      ...options,
      openSpool: used && ((batch) => attachSpool(signal, used, batch, exporter)),
    });
  const ofEnvironment = spool === undefined ? spoolOptionsFromEnvironment() : undefined;
  if (ofEnvironment === undefined) return pipelineWith(spool);
  try {
    return pipelineWith(ofEnvironment);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY' && !message.startsWith('spool.')) throw error;
    diag.error(`The spool is off: ${message} (${code})`);
    return pipelineWith(undefined);
  }
}
