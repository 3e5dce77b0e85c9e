import { exitVariants } from '../cases/exit-task.ts';
import { count, decimals } from './cells.ts';
import { benchCommand, type Table } from './figure.ts';
import type { Results } from './results.ts';
import { nameOf } from './variant-style.ts';

/** Spans lost at the end of a process, in an outage, in a burst. */
export function lossTables({ exit, outage, burst }: Results): Table[] {
  return [
    ...(exit === undefined ? [] : [exitTable(exit)]),
    ...(outage === undefined ? [] : [outageTable(outage)]),
    ...(burst === undefined ? [] : [burstTable(burst)]),
  ];
}

function exitTable({ settings, variants, environment }: NonNullable<Results['exit']>): Table {
  const columns = exitVariants.toReversed();
  return {
    id: 'losses-exit',
    title: 'Spans lost when the process ends',
    caption: `Spans lost of ${settings.spans}, when the process ends right after its last span / ${settings.laterMs / 1000} s later. With the handler, the application shuts the official SDK down on SIGTERM.`,
    command: benchCommand('exit'),
    environment,
    rows: [
      [
        'end',
        ...columns.map((variant) =>
          variant.replace('official', nameOf('official')).replace('native', nameOf('native')),
        ),
      ],
      ...settings.endings.map((ending) => [
        ending === 'return' ? 'nothing left to do' : ending,
        ...columns.map((variant) => {
          const losses = variants[variant][ending];
          return `${count(losses?.atOnce)} / ${count(losses?.later)}`;
        }),
      ]),
    ],
  };
}

function outageTable({ settings, variants, environment }: NonNullable<Results['outage']>): Table {
  const rows = settings.faults.flatMap((fault) =>
    (['native', 'official'] as const).map((variant) => {
      const of = variants[variant][fault];
      return [
        `${faultName(fault, settings.slowAnswerMs)}, ${nameOf(variant)}`,
        `${count(of?.lost)} of ${count(of?.spansMade)}`,
        decimals(of?.peakRssBytes, 1, 2 ** 20),
        decimals(of?.longestPauseMs, 1),
      ];
    }),
  );
  return {
    id: 'losses-outage',
    title: `Spans lost when the Collector has a fault of ${settings.seconds} s`,
    caption: `The process ends ${3000 / settings.turnIntervalMs} spans per second. After the fault the Collector works again.`,
    command: benchCommand('outage'),
    environment,
    rows: [['fault', 'lost', 'peak RSS, MiB', 'longest pause, ms'], ...rows],
  };
}

/** What the Collector does, for people. */
export function faultName(fault: string, slowAnswerMs: number): string {
  if (fault === 'down') return 'nobody listens';
  return fault === 'slow' ? `answers take ${slowAnswerMs / 1000} s` : `answers ${fault}`;
}

function burstTable({ settings, variants, environment }: NonNullable<Results['burst']>): Table {
  return {
    id: 'losses-burst',
    title: 'Spans lost when many end at once',
    caption: 'The spans end in one synchronous loop. Every SDK is at its defaults.',
    command: benchCommand('burst'),
    environment,
    rows: [
      ['spans', nameOf('native'), nameOf('official')],
      ...settings.sizes.map((size) => [
        size.toLocaleString('en'),
        count(variants.native[size]?.lost),
        count(variants.official[size]?.lost),
      ]),
    ],
  };
}
