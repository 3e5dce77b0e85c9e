import { kExitWays, type ExitReceiver } from './application/exit-settings.ts';
import type { Exit } from './run-exit.ts';
import type { Transport } from './transport.ts';

/** Ends that differ in what is left to send with: an event loop, none, and none after a throw. */
const kUnansweredWays = ['process.exit', 'last task', 'throw', 'SIGTERM'];

/** Every end with a receiver that answers, and four of them with one that does not. */
export function exitsOf(transports: readonly Transport[]): Exit[] {
  return transports.flatMap((transport) => {
    const unanswered = kExitWays.filter(({ name }) => kUnansweredWays.includes(name));
    const exits = (receiver: ExitReceiver, ways: Exit['way'][]) =>
      ways.map((way) => ({ way, transport, receiver }));
    return [
      ...exits('answers', [...kExitWays]),
      ...exits('hangs', unanswered),
      // Below TLS, whoever is silent has not read the request either: the sender sees no difference.
      ...(transport === 'tls' ? exits('silent', unanswered) : []),
    ];
  });
}

/** As problems and shortcomings name it. */
export function nameOf({ way, receiver }: Exit): string {
  return `${way.name}, receiver ${receiver}`;
}
