import type { AddonName } from './outcome.ts';

/** How an application is started on a platform: the command, and what stands before the application's own arguments. */
export interface Launcher {
  readonly command: string;
  readonly args: readonly string[];
}

/** A system and a runtime that the packages are tried on. */
export interface Platform {
  readonly name: string;
  /** The folder in `prebuilds` that its binaries have to be loaded from. */
  readonly target: string;
  /** Installs what is needed. Throws where it cannot be had, with the reason. */
  readonly prepare: () => Launcher;
  /** Another processor's instructions are emulated: a tenth of the spans. */
  readonly isEmulated?: true;
  /** Starts the SDK before the application. Default: Node's `--import`. */
  readonly preload?: readonly string[];
  /** What carries the context there. Default: `native-frame`. */
  readonly contextMode?: 'async-local-storage';
  /** Addons that cannot be loaded there; what they do is done otherwise or left out. */
  readonly missing?: readonly AddonName[];
  /** The level of `OTEL_LOG_LEVEL`, at which a line says that contexts go another way. Default: unset. */
  readonly logLevel?: 'info';
}
