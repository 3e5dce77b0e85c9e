import { pauseFigures, spanFigures, startupFigures } from './figures/bar-figures.ts';
import { metricFigures } from './figures/metric-figures.ts';
import { outageFigures } from './figures/outage-over-time.ts';
import { serviceFigures } from './figures/service-over-time.ts';
import { lossTables } from './loss-tables.ts';
import type { Section } from './page.ts';
import type { Results } from './results.ts';
import { contextTable, ratioTable, serviceTable } from './tables.ts';

/** The page from top to bottom; a section of which nothing was measured is empty. */
export function sectionsOf(results: Results): Section[] {
  const ratios = ratioTable(results);
  return [
    {
      title: 'In short',
      about: ['A ratio of 10 means that the official SDK takes ten times as much as otel-native.'],
      figures: [],
      tables: ratios === undefined ? [] : [ratios],
    },
    ...serviceSections(results),
    {
      title: 'What a span costs',
      about: [
        'A loop makes spans of four kinds and exports them; there is no other work between the calls.',
      ],
      figures: spanFigures(results),
      tables: [],
    },
    {
      title: 'What a measurement costs',
      about: ['A loop adds to a counter or records in a histogram while a reader exports.'],
      figures: metricFigures(results),
      tables: [],
    },
    {
      title: 'How long the event loop is held',
      about: [
        'While an SDK batches, encodes or sends on the JavaScript thread, every request waits.',
      ],
      figures: pauseFigures(results),
      tables: [],
    },
    lossSection(results),
    {
      title: 'The start',
      about: ['A fresh process imports an SDK and starts it, without options.'],
      figures: startupFigures(results),
      tables: [],
    },
    {
      title: 'Carrying contexts',
      about: ['A context manager carries the active span through callbacks and promises.'],
      figures: [],
      tables: contextTable(results),
    },
  ];
}

function serviceSections({ service, 'service-limit': limited }: Results): Section[] {
  return [
    {
      title: 'A web service under load',
      about: [
        'An Express application answers requests, and asks another service for each of them. Application, load generator, other service and receiver are four processes. The load first comes at a fixed rate, then from connections that saturate the application.',
        'Each SDK and agent runs as its users start it. The official SDK has the official instrumentations, otel-native has its own, and once more the official ones. The agents of Datadog, Elastic and New Relic bring theirs. `floor` and `floor-lean` are the official instrumentations and ours with contexts, but with a tracer that does nothing.',
        'Lost spans are those that the application ended and the receiver never got. New Relic’s agent has a limit by design, here 10,000 spans in five seconds and 2,000 in a minute with its own collector; the saturated service makes more, and the agent drops them.',
        ...togetherNote(service),
      ],
      ...partsOf(service),
    },
    {
      title: 'The same service in a small heap',
      about: [
        'Node.js gives its heap the size that it has in a container of 256 MB.',
        ...togetherNote(limited),
      ],
      ...partsOf(limited),
    },
  ];
}

function partsOf(result: Results['service']): Pick<Section, 'figures' | 'tables'> {
  if (result === undefined) return { figures: [], tables: [] };
  return { figures: serviceFigures(result), tables: [serviceTable(result)] };
}

function togetherNote(result: Results['service']): string[] {
  if (result?.settings.together !== true) return [];
  return [
    'All variants ran their fixed rate at the same time on one core, so delays there are those of a busy machine.',
  ];
}

function lossSection(results: Results): Section {
  return {
    title: 'What is lost',
    about: [
      'A span is lost when the process ended it and the receiver never got it. There are three ways to lose one:',
      'The process ends first. A batch processor sends every five seconds, so what ended since the last batch is in memory. The official SDK sends it only if the application calls `shutdown()` and waits; otel-native sends it when the process exits. After SIGKILL no code runs, so both lose what is in memory.',
      'The Collector is away. The official SDK holds 2,048 spans and drops what a failed request carried once its retries run out; otel-native holds up to 64 MiB and keeps trying.',
      'Too many end at once. The official SDK cannot send before the loop yields, so all that its queue cannot hold is dropped; otel-native takes spans off the ring on another thread meanwhile.',
    ],
    figures: outageFigures(results.outage),
    tables: lossTables(results),
  };
}
