import { kinds } from 'option-check';
import { logRecordLimitKinds } from './logs/logger-provider-options';
import { viewKinds } from './metrics/meter/view-kinds';
import { batchKinds } from './pipeline/batch-options';
import { exporterKind, resourceKind } from './pipeline/option-kinds';
import { spoolKinds } from './pipeline/spool/spool-options';
import { valueLimitKinds } from './record/value-limits';
import {
  idGeneratorKind,
  processorKind,
  samplerKind,
  spanLimitKinds,
} from './traces/tracer-provider-options';

/**
 * The type `OptionKind` of `option-check`. Repeated here because that package is bundled and publishes no types.
 * @internal
 */
export interface CheckedOption {
  /** Describes valid values in the error message, such as `a number from 0`. */
  readonly expected: string;
  /** Returns whether a value is valid. */
  readonly accepts: (value: unknown) => boolean;
  /** For an object: the options that it may have. Default: none. */
  readonly table?: Readonly<Record<string, CheckedOption>>;
  /** For an array: the kind of its members, when they are objects of options. Default: none. */
  readonly each?: CheckedOption;
}

/**
 * The checks of all options that the SDK passes on to a provider. The SDK checks them first, before it makes anything.
 * @internal
 */
export const optionKinds: {
  readonly attributeLimits: CheckedOption;
  readonly batch: CheckedOption;
  readonly exporter: CheckedOption;
  readonly idGenerator: CheckedOption;
  readonly logRecordLimits: CheckedOption;
  readonly resource: CheckedOption;
  readonly sampler: CheckedOption;
  readonly spanLimits: CheckedOption;
  readonly spanProcessors: CheckedOption;
  readonly spool: CheckedOption;
  readonly views: CheckedOption;
} = {
  attributeLimits: kinds.nested(valueLimitKinds),
  batch: kinds.nested(batchKinds),
  exporter: exporterKind,
  idGenerator: idGeneratorKind,
  logRecordLimits: kinds.nested(logRecordLimitKinds),
  resource: resourceKind,
  sampler: samplerKind,
  spanLimits: kinds.nested(spanLimitKinds),
  spanProcessors: kinds.list(processorKind),
  spool: kinds.nested(spoolKinds),
  views: kinds.list(kinds.nested(viewKinds)),
};
