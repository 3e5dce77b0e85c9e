import { shown, shownWithNote, type Evidence } from '../evidence.ts';
import { logBehaviours } from './log-behaviours.ts';
import {
  attributes,
  coreConformance,
  lifecycle,
  limits,
  processors,
  relations,
  samplers,
  sequences,
  times,
} from './tests.ts';

/** What is worth a test beyond the matrix. */
export const behaviours: Readonly<Record<string, Evidence>> = {
  'Any sequence of calls gives what the official SDK gives': shown(
    sequences('random sequences, seed …'),
  ),
  '`onStart` runs inside the creation of the span': shown(
    processors('processors are called in their order, each call for all of them before the next'),
  ),
  'The sampler sees cleaned attributes': shown(
    samplers(
      'a sampler is given cleaned attributes, links, the kind and the id that the span gets',
    ),
  ),
  'The default sampler is parent-based, with always-on for root spans': shown(
    coreConformance('without a sampler: a span whose parent is … is recorded: …'),
    relations('parent: …'),
  ),
  'Suppressed tracing gives a span that does not record, with the invalid context': shown(
    relations('suppressed tracing'),
    coreConformance('suppressed tracing gives the invalid span context'),
  ),
  'Status OK is final, and UNSET is ignored': shown(lifecycle('status …')),
  '`end()` twice logs an error and changes nothing': shown(
    coreConformance('end() twice logs an error and changes nothing'),
    lifecycle('every call after the end'),
  ),
  'A number that is not above `performance.now()` is performance time': shown(
    times('start: …, end: …', 'the performance time of now'),
    times('event time: …', 'a performance time'),
  ),
  'A negative duration becomes zero': shown(times('a negative duration becomes zero')),
  'Over a limit the oldest event or link goes': shown(
    limits('limits …', 'eventCountLimit'),
    limits('limits …', 'linkCountLimit'),
    limits('beyond the default limits'),
  ),
  '`recordException` takes the type from `code` or `name`': shown(
    lifecycle('exception: …', 'an error with a code'),
    lifecycle('exception: …', 'only a name'),
  ),
  'Spans that are recorded but not sampled reach processors, not the exporter': shown(
    processors('spans that are only recorded reach processors, not the exporter'),
  ),
  '`forceFlush` rejects with the list of errors': shown(
    processors('forceFlush asks every processor and rejects with the list of what failed'),
  ),
  'Null, bytes, nested plain objects and mixed arrays are kept': shown(
    attributes('value: …', 'null'),
    attributes('value: …', 'bytes'),
    attributes('value: …', 'an object'),
    attributes('value: …', 'an array of different kinds'),
  ),
  'Values are copied, to the bottom, when they are given': shown(
    attributes('objects are copied when they are given'),
  ),
  '`undefined` is dropped': shown(
    attributes('value: …', 'undefined'),
    attributes('value: …', 'an object with an undefined value'),
  ),
  'bigint, symbol, function, class instances and cycles are refused': shown(
    attributes('value: …', 'a bigint'),
    attributes('value: …', 'a symbol'),
    attributes('value: …', 'a function'),
    attributes('value: …', 'an instance of a class'),
    attributes('value: …', 'an object that contains itself'),
  ),
  'Strings and bytes are cut, to the bottom of a value': shown(attributes('values cut to …')),
  'Attributes of events take simple values only': shownWithNote(
    'Strings, numbers, booleans, and arrays of one of them.',
    lifecycle('event attributes take simple values only'),
  ),
  ...logBehaviours,
};
