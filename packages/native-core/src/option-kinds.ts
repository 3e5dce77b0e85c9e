import { kinds } from 'option-check';
import { batchKinds } from './pipeline/batch-options';
import { exporterKind, resourceKind } from './pipeline/option-kinds';
import { spoolKinds } from './pipeline/spool/spool-options';
import {
  idGeneratorKind,
  processorKind,
  samplerKind,
  spanLimitKinds,
} from './traces/tracer-provider-options';

/**
 * An `OptionKind` of `option-check`, which is part of the build and not of its types.
 * @internal
 */
export interface CheckedOption {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  readonly table?: Readonly<Record<string, CheckedOption>>;
}

/**
 * What the options are that the SDK takes for a provider: it checks all of its own before it makes anything.
 * @internal
 */
export const optionKinds: {
  readonly batch: CheckedOption;
  readonly exporter: CheckedOption;
  readonly idGenerator: CheckedOption;
  readonly resource: CheckedOption;
  readonly sampler: CheckedOption;
  readonly spanLimits: CheckedOption;
  readonly spanProcessors: CheckedOption;
  readonly spool: CheckedOption;
} = {
  batch: kinds.nested(batchKinds),
  exporter: exporterKind,
  idGenerator: idGeneratorKind,
  resource: resourceKind,
  sampler: samplerKind,
  spanLimits: kinds.nested(spanLimitKinds),
  spanProcessors: kinds.list(processorKind),
  spool: kinds.nested(spoolKinds),
};
