import type { ValueName } from './outcomes.ts';

/** An intended difference from the official SDK. */
export interface Difference {
  readonly variables: RegExp;
  readonly values?: readonly ValueName[];
  readonly own: string;
  readonly reason: string;
}

export const differences: readonly Difference[] = [
  {
    variables: /_COUNT_LIMIT$/,
    values: ['negative'],
    own: 'as unset, loud',
    reason: 'the official SDK takes a negative limit and drops everything in silence',
  },
  {
    variables: /_COUNT_LIMIT$/,
    values: ['huge'],
    own: 'as unset, loud',
    reason: 'a limit that no memory can hold is taken for a mistake',
  },
  {
    variables: /^OTEL_BSP_MAX_EXPORT_BATCH_SIZE$/,
    values: ['huge'],
    own: 'as unset',
    reason: 'no queue here is counted in spans, so that no batch can be larger than it',
  },
  {
    variables: /_(CERTIFICATE|CLIENT_KEY)$/,
    own: 'as unset',
    reason: 'files of certificates are read where an endpoint is https, and here it is not',
  },
];
