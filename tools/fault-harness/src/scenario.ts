import type { DropCounts } from '@otel-native/api-bridge';
import type { Application } from './application/application.ts';
import type { ApplicationSettings, Report } from './application/report.ts';
import type { Random } from './random.ts';
import type { FaultServer } from './server/fault-server.ts';
import type { ReceiverOptions, Transport } from './transport.ts';

/** What a scenario finds when its faults begin. */
export interface Stage {
  readonly server: FaultServer;
  readonly application: Application;
  readonly random: Random;
}

/** One fault, and what has to come of it. */
export interface Scenario {
  readonly name: string;
  /** The causes by which items may be lost, and some must be; each lost item must be counted. None: nothing is lost. */
  readonly losesBy?: readonly (keyof DropCounts)[];
  /** The receiver may have taken items whose answer did not come through: OTLP sends them again. */
  readonly mayDuplicate?: boolean;
  readonly application?: Partial<ApplicationSettings>;
  /** What may carry it; all of them unless told. */
  readonly transports?: readonly Transport[];
  readonly receiver?: () => ReceiverOptions;
  /** Variables of the application; by default the server's endpoint and short timeouts. */
  readonly environment?: (server: FaultServer) => Record<string, string>;
  /** Before the application starts. */
  readonly prepare?: (server: FaultServer, random: Random) => Promise<void> | void;
  /** While it runs. */
  readonly play?: (stage: Stage) => Promise<void>;
  /** Memory stays within this queue and a constant. */
  readonly queueBytes?: number;
  /** Gives what is wrong beyond the accounts. */
  readonly check?: (report: Report & { readonly stderr: string }, server: FaultServer) => string[];
  /** What was measured, in a line. */
  readonly note?: () => string;
  /** Its limits are those of a machine that does nothing else meanwhile. */
  readonly isAlone?: boolean;
  /** Why it cannot run on this machine. */
  readonly skip?: () => string | undefined;
}
