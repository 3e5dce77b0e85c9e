import cliProgress from 'cli-progress';

/** A bar on a terminal; elsewhere a line per turn of an SDK. */
export class Progress {
  readonly #bar: cliProgress.SingleBar | undefined;

  constructor(totalRequests: number) {
    if (!process.stderr.isTTY) return;
    const options = {
      format: '{bar} {percentage} % | {value} of {total} requests | {turn}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 20,
    };
    this.#bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
    this.#bar.start(totalRequests, 0, { turn: '' });
  }

  startTurn(turn: string): void {
    this.#bar?.update({ turn });
    if (this.#bar === undefined) console.error(turn);
  }

  /** One more request was answered. */
  step(): void {
    this.#bar?.increment();
  }

  /** Gives the terminal back. */
  stop(): void {
    this.#bar?.stop();
  }
}
