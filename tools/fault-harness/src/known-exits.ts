import type { Shortcoming } from './shortcomings.ts';

/** What `https:` lacks at the end of a process while Node's own network stack carries it. */
const overTls = (rest: Pick<Shortcoming, 'of' | 'problem' | 'why' | 'sometimes'>): Shortcoming => ({
  needs: 'tls',
  over: ['tls'],
  ...rest,
});

/** A loss also shows in what names the lost: exemplars name spans. */
const kLosses = /of \d+ lost|series lack something|process\.cpu\.time|exemplar/;

/** What the engine is known to make of some ends. */
export const kKnownExits: readonly Shortcoming[] = [
  overTls({
    of: /^(process\.exit|throw|rejection|worker\.terminate).*answers/,
    problem: kLosses,
    why: 'no event loop is left that could send',
  }),
  overTls({
    of: /^(SIG|cluster).*answers/,
    problem: kLosses,
    why: 'what ends while the last requests are on their way is lost',
    sometimes: true,
  }),
];
