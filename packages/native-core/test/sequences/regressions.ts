import { SamplingDecision } from '@opentelemetry/api';
import type { Call, Program } from './program';
import type { Settings } from './settings';

const settings: Settings = {
  limits: {},
  sampler: { kind: 'default' },
  ids: 'counting',
  processors: ['viewer'],
};

const start: Call = { call: 'startSpan', tracer: 0, name: 's', parent: 'active' };
const end: Call = { call: 'end', span: 0 };

function program(calls: readonly Call[], others: Partial<Settings> = {}): Program {
  return { settings: { ...settings, ...others }, sequences: [calls] };
}

/** What random sequences have found, at its shortest. */
export const regressions: Record<string, Program> = {
  'a second end warns as well': program([start, end, end]),
  'attributes that are a text': program([
    { ...start, options: { attributes: 'text' as never } },
    end,
  ]),
  'event attributes that are a text': program([
    start,
    { call: 'addEvent', span: 0, name: 'e', rest: ['now'] },
    end,
  ]),
  'event attributes that are null': program([
    start,
    { call: 'addEvent', span: 0, name: 'e', rest: [null] },
    end,
  ]),
  'an invalid value beyond the limit is reported': program(
    [{ ...start, options: { attributes: { a: 10n as never } } }, end],
    { limits: { attributeCountLimit: 0 } },
  ),
  'an invalid value of an empty key is reported once': program([
    { ...start, options: { attributes: { '': 10n as never } } },
    end,
  ]),
  'an invalid value of the sampler beyond the limit is not reported': program([start, end], {
    limits: { attributeCountLimit: 0 },
    sampler: {
      kind: 'answers',
      answers: [{ decision: SamplingDecision.RECORD_AND_SAMPLED, attributes: { '': 1 } }],
    },
  }),
  'what processors put in the place of attributes, events, links and status': program(
    [
      { ...start, options: { attributes: { a: 1 } } },
      { call: 'addEvent', span: 0, name: 'a', rest: [] },
      { call: 'addEvent', span: 0, name: 'b', rest: [] },
      end,
    ],
    { processors: ['replacer', 'viewer'] },
  ),
};
