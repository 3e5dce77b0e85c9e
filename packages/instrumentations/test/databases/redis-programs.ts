import fc from 'fast-check';
import type { Program, Step } from './support';

const key = fc.constantFrom('a', 'b', 'a key', 'schlüssel');
const text = fc.constantFrom('1', 'secret', '', 'x'.repeat(20_000));

/** Methods of clients with arguments for them. Some fail as a key has a value of another type. */
const method = fc.oneof(
  fc.record({ method: fc.constant('set'), args: fc.tuple(key, text) }),
  fc.record({ method: fc.constant('get'), args: fc.tuple(key) }),
  fc.record({ method: fc.constant('del'), args: fc.tuple(key) }),
  fc.record({ method: fc.constant('lPush'), args: fc.tuple(key, text) }),
  fc.record({ method: fc.constant('hSet'), args: fc.tuple(key, fc.constant('field'), text) }),
  fc.record({ method: fc.constant('mGet'), args: fc.tuple(fc.array(key, { minLength: 1 })) }),
  fc.record({ method: fc.constant('incr'), args: fc.tuple(key) }),
);

/** Commands as they are sent; some are unknown, or have a wrong number of arguments. */
const command = fc.oneof(
  fc.tuple(fc.constantFrom('GET', 'get', 'TTL', 'INCR'), key),
  fc.tuple(fc.constantFrom('SET', 'set', 'GETSET', 'LPUSH', 'APPEND', 'ECHO'), key, text),
  fc.tuple(fc.constantFrom('PSETEX', 'HSET', 'LSET'), key, fc.constant('100'), text),
  fc.constantFrom(['PING'], ['NO SUCH'], ['CONFIG', 'GET', 'port', 'save'], ['ACL', 'WHOAMI']),
  fc.tuple(fc.constant('EVAL'), fc.constant('return ARGV[1]'), fc.constant('0'), text),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ on: fc.constantFrom('client', 'pool'), isRoot: fc.boolean(), called: method })
      .map(({ called, ...rest }) => ({ do: 'call', ...rest, ...called })),
  },
  { weight: 3, arbitrary: command.map((args) => ({ do: 'send', args })) },
  {
    weight: 1,
    arbitrary: fc
      .array(command, { minLength: 1, maxLength: 5 })
      .map((commands) => ({ do: 'burst', commands })),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(command, { minLength: 1, maxLength: 3 })
      .map((commands) => ({ do: 'early', commands })),
  },
  {
    // None fails: the official instrumentation then records the error of one for all.
    weight: 2,
    arbitrary: fc
      .array(
        fc.constantFrom(
          { method: 'set', args: ['a', '1'] },
          { method: 'get', args: ['a'] },
          { method: 'mGet', args: [['a', 'b']] },
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((commands) => ({
        do: 'batch',
        commands: [{ method: 'set', args: ['a', '1'] }, ...commands],
      })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>(
      { do: 'refused', args: ['GET', 'a'] },
      { do: 'wrongPassword' },
      { do: 'aborted', args: ['BLPOP', 'no list', '5'] },
    ),
  },
);

export const redisPrograms: fc.Arbitrary<Program> = fc.record({
  config: fc.constantFrom<Program['config']>(
    {},
    { requireParentSpan: true },
    { dbStatementSerializer: 'hook:name alone' },
    { dbStatementSerializer: 'hook:throws' },
    { dbStatementSerializer: 'hook:no text' },
    { responseHook: 'hook:throws' },
  ),
  // A program begins without keys, whatever the one before left.
  steps: fc
    .array(step, { minLength: 1, maxLength: 8 })
    .map((steps) => [{ do: 'send', args: ['FLUSHDB'] }, ...steps]),
});
