import type { MakeLine } from './pino-logger';

/** What is known of the line that a logger made last, and now writes to its stream. */
export interface LastLine {
  level: number;
}

/**
 * Returns a function that makes lines and notes their level, which a formatter may have removed from the line. Rejected: to let pino
 * tell the stream, as `Symbol.for('pino.metadata')` makes it do. It then cuts the time out of each line, and the old stream refers to
 * new objects, which V8 has to note.
 */
export function notingLevel(last: LastLine, makeLine: MakeLine): MakeLine {
  return function (object, message, level, time) {
    const line = makeLine.call(this, object, message, level, time);
    // Behind the call: a serialiser may log, too.
    last.level = level;
    return line;
  };
}
