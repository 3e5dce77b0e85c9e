/** How many arguments of a command are no secret: those of commands that begin with one of the words. */
interface Shown {
  readonly arguments: number;
  readonly words: string;
}

/** The first that fits counts, as in the official instrumentations: `GETSET` before `GET`. */
const kShown: readonly Shown[] = [
  { arguments: 0, words: 'ECHO' },
  {
    arguments: 1,
    words: 'GETSET LPUSH MSET PFA PSETEX PUBLISH RPUSH SADD SET SPUBLISH XADD ZADD',
  },
  { arguments: 2, words: 'HSET HMSET LSET LINSERT' },
  { arguments: 1, words: 'ACL CONFIG' },
  {
    arguments: Infinity,
    words:
      'BIT BL BR BZ CLIENT CLUSTER COMMAND DECR DEL EVAL EX FUNCTION GEO GET HINCR HMGET HSCAN INCR LT LR LL LM MEMORY PE PF PI PS PT PU RPOP SC SD SI SM SO SR SS SU XACK XC XD XG XI XL XP XR XT ZC ZD ZI ZL ZM ZP ZR ZS',
  },
];

const kPatterns = kShown.map(({ arguments: count, words }) => ({
  count,
  pattern: new RegExp(`^(?:${words.replaceAll(' ', '|')})`, 'i'),
}));

/** Commands whose count is kept. Applications may send any text as a command. */
const kMaxCommands = 1000;
const counts = new Map<string, number>();

/** Returns a command with the arguments that are no secret, and how many others there are. */
export function commandText(command: string, args: readonly unknown[]): string {
  if (args.length === 0) return command;
  const count = shownArguments(command);
  if (count >= args.length) return `${command} ${args.join(' ')}`;
  const shown = args.slice(0, count);
  return `${command} ${[...shown, `[${args.length - count} other arguments]`].join(' ')}`;
}

function shownArguments(command: string): number {
  let count = counts.get(command);
  if (count === undefined) {
    count = kPatterns.find(({ pattern }) => pattern.test(command))?.count ?? 0;
    if (counts.size < kMaxCommands) counts.set(command, count);
  }
  return count;
}
